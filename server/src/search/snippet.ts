/** The few words of a text that tell most of what is looked for: found by reading the text itself again. */
import type { Marked } from '@vlinder/contract'
import { excerpt } from '../text/plain.ts'
import { type Word, wordsOf } from '../text/words.ts'
import { conceptOf, marks } from './marks.ts'
import type { Concept, Query } from './query.ts'

/** Some three lines on a phone. */
const SNIPPET_MAX = 220
/** What is marked lies within so much, so that there is room for what comes before and after. */
const MARKED_MAX = 150
const BEFORE_MAX = 50
/** Of a longer text no more is read: whoever looks for it has its title and its first words. */
const READ_MAX = 20_000

interface Asked {
  start: number
  end: number
  concept: Concept
}

export const marked = (text: string, query: Query): Marked => ({ text, marks: marks(text, query) })

/** From `text`, on one line. `tells`: how much of what is looked for stands anywhere in it. */
export function snippet(text: string, query: Query): Marked & { tells: number } {
  const line = text.replace(/\s+/g, ' ').trim()
  const words = wordsOf(line.slice(0, READ_MAX))
  const asked = askedAmong(words, query)
  const first = bestPlace(asked)
  if (first === undefined) return { text: excerpt(line, SNIPPET_MAX), marks: [], tells: 0 }
  const from = Math.max(0, Math.min(first - BEFORE_MAX, line.length - SNIPPET_MAX))
  const start = from === 0 ? 0 : (words.find((word) => word.start >= from)?.start ?? first)
  const until = start + SNIPPET_MAX
  const end = until >= line.length ? line.length : (words.findLast((word) => word.end <= until)?.end ?? until)
  const cut = start > 0 ? '… ' : ''
  const moved = cut.length - start
  return {
    text: `${cut}${line.slice(start, end)}${end < line.length ? ' …' : ''}`,
    marks: asked
      .filter((one) => one.start >= start && one.end <= end)
      .map((one) => [one.start + moved, one.end + moved]),
    tells: tells(asked),
  }
}

const askedAmong = (words: readonly Word[], query: Query) =>
  words.flatMap(({ word, start, end }): Asked[] => {
    const concept = conceptOf(word, query)
    return concept ? [{ start, end, concept }] : []
  })

/** How much of what is looked for stands in `text`, be it Markdown. */
export const tellsOf = (text: string, query: Query): number =>
  tells(askedAmong(wordsOf(text.slice(0, READ_MAX)), query))

/** Each thing that is looked for counts once. */
const tells = (asked: readonly Asked[]) =>
  [...new Set(asked.map(({ concept }) => concept))].reduce((sum, { weight }) => sum + weight, 0)

/** Where the words begin that, close together, tell most; the first such place. */
function bestPlace(asked: readonly Asked[]): number | undefined {
  let best: { start: number; tells: number } | undefined
  let next = 0
  for (const [i, { start }] of asked.entries()) {
    while (next < asked.length && asked[next]!.end - start <= MARKED_MAX) next++
    const told = tells(asked.slice(i, next))
    if (best === undefined || told > best.tells) best = { start, tells: told }
  }
  return best?.start
}
