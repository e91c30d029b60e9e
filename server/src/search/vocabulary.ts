/** The words that a community wrote: what a word that is typed may stand for. */
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import { anyOf, reversed } from './entries.ts'

/** The words of one community: of its stories and questions and, where members are looked for, of those, too. */
export interface Vocabulary {
  db: Kysely<Tables>
  community: string
  ofMembers: boolean
}

/** Words that one beginning, or one ending, may stand for: the most used ones. */
const WORDS_MAX = 24
/** A typing error is looked for among so many words at most. */
const ALIKE_MAX = 2_000
/** Shorter words have too many neighbours that mean something else. */
const TYPO_LETTERS_MIN = 5

/** Words with how often each was written. */
const words = ({ db, community, ofMembers }: Vocabulary) => {
  const times = ofMembers ? sql<number>`documents + members` : sql<number>`documents`
  return db
    .selectFrom('searchWord')
    .select(['word', times.as('times')])
    .where('community', '=', community)
    .where(times, '>', 0)
}

/** In how many documents each of `asked` stands; those that were never written are missing. */
export async function documentsWith(
  vocabulary: Vocabulary,
  asked: readonly string[],
): Promise<Map<string, number>> {
  if (asked.length === 0) return new Map()
  const rows = await words(vocabulary).where('word', 'in', anyOf(asked)).execute()
  return new Map(rows.map(({ word, times }) => [word, times]))
}

/** After every word that begins like it. */
const after = (beginning: string) => `${beginning}\u{10ffff}`

/** The words that begin, written as `column` has them, with `beginning`. */
const within = (vocabulary: Vocabulary, column: 'word' | 'backwards', beginning: string) =>
  words(vocabulary).where(column, '>=', beginning).where(column, '<', after(beginning))

async function mostUsed(found: ReturnType<typeof within>): Promise<string[]> {
  const rows = await found.orderBy('times', 'desc').orderBy('word').limit(WORDS_MAX).execute()
  return rows.map(({ word }) => word)
}

/** The most used words that begin with `beginning`. */
export const wordsBeginning = (vocabulary: Vocabulary, beginning: string): Promise<string[]> =>
  mostUsed(within(vocabulary, 'word', beginning))

/** The most used words that end in `ending`. */
export const wordsEnding = (vocabulary: Vocabulary, ending: string): Promise<string[]> =>
  mostUsed(within(vocabulary, 'backwards', reversed(ending)))

/** Words from which `word` differs by one letter more, one less, another one, or two that changed places; with how often they were written. */
export async function wordsAlike(
  vocabulary: Vocabulary,
  word: string,
): Promise<{ word: string; times: number }[]> {
  if (word.length < TYPO_LETTERS_MIN || /\d/.test(word)) return []
  // One error leaves the first or the last letters as they are.
  const whole = Math.floor((word.length - 1) / 2)
  const near = await Promise.all([
    wordsAsLong(vocabulary, 'word', word.slice(0, whole), word.length),
    wordsAsLong(vocabulary, 'backwards', reversed(word.slice(-whole)), word.length),
  ])
  const alike = [...new Set(near.flat())].filter((other) => isOneTypoAway(word, other))
  return [...(await documentsWith(vocabulary, alike))].map(([word, times]) => ({ word, times }))
}

/** Words that begin so and are about so long. How often they were written is not read: an index has all of this. */
async function wordsAsLong(
  { db, community }: Vocabulary,
  column: 'word' | 'backwards',
  beginning: string,
  length: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('searchWord')
    .select('word')
    .where('community', '=', community)
    .where(column, '>=', beginning)
    .where(column, '<', after(beginning))
    .where(({ fn }) => fn<number>('length', ['word']), '>=', length - 1)
    .where(({ fn }) => fn<number>('length', ['word']), '<=', length + 1)
    .limit(ALIKE_MAX)
    .execute()
  return rows.map(({ word }) => word)
}

/** Whether one typing error turns `a` into `b`. */
export function isOneTypoAway(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  let from = 0
  while (from < a.length && a[from] === b[from]) from++
  let [endA, endB] = [a.length, b.length]
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) {
    endA--
    endB--
  }
  const [restA, restB] = [a.slice(from, endA), b.slice(from, endB)]
  if (restA.length <= 1 && restB.length <= 1) return true
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0]
}
