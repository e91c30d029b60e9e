/** The words that a community wrote: what a word that is typed may stand for. */
import type { Kysely } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import { anyOf, reversed } from './entries.ts'

/** Words that one beginning, or one ending, may stand for: the most used ones. */
const WORDS_MAX = 24
/** A typing error is looked for among so many words at most. */
const ALIKE_MAX = 2_000
/** Shorter words have too many neighbours that mean something else. */
const TYPO_LETTERS_MIN = 5

/** In how many documents each of `words` stands; those that were never written are missing. */
export async function documentsWith(
  db: Kysely<Tables>,
  community: string,
  words: readonly string[],
): Promise<Map<string, number>> {
  if (words.length === 0) return new Map()
  const rows = await db
    .selectFrom('searchWord')
    .select(['word', 'documents'])
    .where('community', '=', community)
    .where('word', 'in', anyOf(words))
    .execute()
  return new Map(rows.map(({ word, documents }) => [word, documents]))
}

/** After every word that begins like it. */
const after = (beginning: string) => `${beginning}\u{10ffff}`

/** The most used words that begin with `beginning`. */
export async function wordsBeginning(
  db: Kysely<Tables>,
  community: string,
  beginning: string,
): Promise<string[]> {
  const rows = await within(db, community, 'word', beginning)
    .orderBy('documents', 'desc')
    .orderBy('word')
    .limit(WORDS_MAX)
    .execute()
  return rows.map(({ word }) => word)
}

/** The most used words that end in `ending`. */
export async function wordsEnding(db: Kysely<Tables>, community: string, ending: string): Promise<string[]> {
  const rows = await within(db, community, 'backwards', reversed(ending))
    .orderBy('documents', 'desc')
    .orderBy('word')
    .limit(WORDS_MAX)
    .execute()
  return rows.map(({ word }) => word)
}

/** The words that begin, written as `column` has them, with `beginning`. */
const within = (db: Kysely<Tables>, community: string, column: 'word' | 'backwards', beginning: string) =>
  db
    .selectFrom('searchWord')
    .select('word')
    .where('community', '=', community)
    .where(column, '>=', beginning)
    .where(column, '<', after(beginning))

/** Words from which `word` differs by one letter more, one less, another one, or two that changed places. */
export async function wordsAlike(db: Kysely<Tables>, community: string, word: string): Promise<string[]> {
  if (word.length < TYPO_LETTERS_MIN || /\d/.test(word)) return []
  // One error leaves the first or the last letters as they are.
  const whole = Math.floor((word.length - 1) / 2)
  const near = await Promise.all(
    [
      within(db, community, 'word', word.slice(0, whole)),
      within(db, community, 'backwards', reversed(word.slice(-whole))),
    ].map((words) =>
      words
        .where(({ fn }) => fn<number>('length', ['word']), '>=', word.length - 1)
        .where(({ fn }) => fn<number>('length', ['word']), '<=', word.length + 1)
        .limit(ALIKE_MAX)
        .execute(),
    ),
  )
  return [...new Set(near.flat().map(({ word }) => word))].filter((other) => isOneTypoAway(word, other))
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
