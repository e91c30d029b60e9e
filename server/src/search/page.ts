/** One page of everything that is found: stories, questions, answers and members in one order. */
import type { SearchHit, SearchPage, SearchQuery, SearchType } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { type CursorValue, decodeCursor, encodeCursor } from '../http/paging.ts'
import { fold } from '../storage/fold.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { anyOf } from './entries.ts'
import { findIn } from './find.ts'
import { hitsOf } from './hits.ts'
import { queryOf } from './query.ts'

/** Each is found by its own words: an answer by what was answered to its question, and a question by what was asked. */
const LOOKS = [
  { types: ['story', 'question', 'member'], weights: [9, 1, 0] },
  { types: ['question'], weights: [0, 0, 1] },
] as const

/** Of each type; nobody reads on from there. */
const COUNT_MAX = 100
/** What has less than this of what the best one has of the words is left out: one common word among others is no find. */
const SHARE_MIN = 0.3

/** Something that was found, before it is read. */
export interface Ranked {
  type: SearchType
  /** In the index; of an answer, that of its question. */
  row: number
  score: number
}

/** Everything that `asked` finds in the asker's community, best first; what is kept from readers is not in the index. */
export async function searchPage(
  { db }: Storage,
  asker: Asker,
  { q, type: types, cursor, limit }: SearchQuery,
): Promise<SearchPage> {
  const list = JSON.stringify(['search', q, types?.toSorted()])
  const after = decodeCursor(list, cursor, 3)
  const query = await queryOf(db, asker.community, q, { typing: true, searching: true })
  const all = query ? await ranked(db, asker.community, query) : []
  const wanted = types ? all.filter(({ type }) => types.includes(type)) : all
  const start = after ? placeAfter(wanted, after) : 0
  const shown = wanted.slice(start, start + limit)
  const found = query ? await hitsOf(db, asker, await withIds(db, shown), query) : []
  const items = found.map(({ item }) => item)
  return {
    items,
    next: start + limit < wanted.length ? cursorAt(list, wanted, start + limit - 1) : null,
    mine: Object.fromEntries(found.map(({ item, owner }) => [item.id, { own: owner === asker.id }])),
    counts: countOf(all),
    also: query ? query.slips.map((word) => asWritten(word, items)).slice(0, ALSO_MAX) : [],
  }
}

async function ranked(
  db: Kysely<Tables>,
  community: string,
  query: NonNullable<Awaited<ReturnType<typeof queryOf>>>,
): Promise<Ranked[]> {
  const [written, answers] = await findIn(db, community, query, LOOKS)
  const all = [...written, ...answers.map((hit) => ({ ...hit, type: 'answer' as const }))]
  const most = all.reduce((most, { covers }) => Math.max(most, covers), 0)
  return all
    .filter(({ covers }) => covers >= most * SHARE_MIN)
    .sort((a, b) => b.score - a.score || b.row - a.row || (a.type < b.type ? -1 : 1))
}

const cursorAt = (list: string, all: readonly Ranked[], place: number) =>
  encodeCursor(list, [all[place]!.type, all[place]!.row, place])

/** Where to go on: behind what was shown last, wherever it stands by now; where it stood, if it is gone. */
function placeAfter(all: readonly Ranked[], [type, row, place]: CursorValue[]): number {
  const now = all.findIndex((one) => one.type === type && one.row === row)
  return now >= 0 ? now + 1 : Math.max(0, Math.floor(Number(place)) || 0)
}

function countOf(all: readonly Ranked[]): SearchPage['counts'] {
  const counts = { story: 0, question: 0, answer: 0, member: 0 }
  for (const { type } of all) counts[type] = Math.min(COUNT_MAX, counts[type] + 1)
  return counts
}

async function withIds(db: Kysely<Tables>, shown: readonly Ranked[]): Promise<(Ranked & { of: string })[]> {
  if (shown.length === 0) return []
  const rows = await db
    .selectFrom('searchEntry')
    .select(['row', 'id'])
    .where('row', 'in', anyOf(shown.map(({ row }) => row)))
    .execute()
  const ids = new Map(rows.map(({ row, id }) => [row, id]))
  return shown.flatMap((one) => {
    const of = ids.get(one.row)
    return of === undefined ? [] : [{ ...one, of }]
  })
}

/** Words that are named, of all that were looked for besides. */
const ALSO_MAX = 3

/** A word of the index has neither capitals nor accents; what was found shows how people write it. */
function asWritten(word: string, items: readonly SearchHit[]): string {
  for (const { text, marks } of items.flatMap(({ title, snippet }) => [title, snippet])) {
    for (const [start, end] of marks) {
      const written = text.slice(start, end)
      if (fold(written) === word) return written
    }
  }
  return word
}
