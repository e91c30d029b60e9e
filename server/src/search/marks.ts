/** Back from a query to places in a text. */
import { LANGUAGES } from '../text/language.ts'
import { stem } from '../text/stem.ts'
import { wordsOf } from '../text/words.ts'
import type { Concept, Query } from './query.ts'

/** `[start, end)` in UTF-16 code units. */
export type Mark = [start: number, end: number]

/** Where the words of `query` stand in `text`. */
export function marks(text: string, query: Query): Mark[] {
  return wordsOf(text)
    .filter(({ word }) => isAskedFor(word, query))
    .map(({ start, end }) => [start, end])
}

export const isAskedFor = (word: string, query: Query): boolean =>
  (query.typing !== undefined && word.startsWith(query.typing)) || conceptOf(word, query) !== undefined

/** What of all that is looked for `word` stands for. */
export function conceptOf(word: string, { concepts, typing }: Query): Concept | undefined {
  const whole = typing !== undefined && word.startsWith(typing) ? typing : word
  for (const language of LANGUAGES) {
    const term = stem(language, whole)
    const found = concepts.find(({ terms }) => terms.has(term))
    if (found) return found
  }
  return undefined
}
