/**
 * The mixed order, in which success does not crowd out failure, nor failure success. Newest first, but never more than
 * two in a row that tell of a failure, or that do not, as long as the other side has a story left. Both sides are read
 * newest first, each from where the page before left it; so pages join up, whatever is told or deleted meanwhile.
 */
import type { Page, StoryMine, StoryQuery, StorySummary } from '@vlinder/contract'
import { type Kysely, sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { type CursorValue, decodeCursor, toPage } from '../http/paging.ts'
import type { Tables } from '../storage/schema.ts'
import { filtersOf, narrowed } from './narrow.ts'
import { type StoryRow, toMine, toSummary } from './rows.ts'

/** As many of one side as may follow each other. */
const RUN_MAX = 2

/** Where a story stands in its side: the one that follows comes after it. */
interface Spot {
  at: string
  id: string
}

/** Where a mixed list goes on. */
export interface Place {
  /** How many of one side came last: above zero of failures, below of the rest. */
  run: number
  failures: Spot
  others: Spot
}

/** After every id. */
const LAST_ID = '\u{10ffff}'

/** `count` stories of both sides, each newest first, with the place where the list goes on after each. */
export function mix<Row extends Spot>(
  failures: Row[],
  others: Row[],
  count: number,
  from?: Place,
): { row: Row; place: Place }[] {
  const mixed: { row: Row; place: Place }[] = []
  // Of a side that has not had its turn, nothing is shown later that was told after the list began.
  const newest = [failures[0]?.at ?? '', others[0]?.at ?? ''].sort().at(-1)!
  const start = { at: newest, id: LAST_ID }
  let place = from ?? { run: 0, failures: start, others: start }
  let [f, o] = [0, 0]
  while (mixed.length < count) {
    const [failure, other] = [failures[f], others[o]]
    if (!failure && !other) break
    const { run } = place
    if (failure && (!other || failureIsNext(run, failure, other))) {
      f++
      place = { ...place, run: Math.min(Math.max(run, 0) + 1, RUN_MAX), failures: spot(failure) }
      mixed.push({ row: failure, place })
    } else if (other) {
      o++
      place = { ...place, run: Math.max(Math.min(run, 0) - 1, -RUN_MAX), others: spot(other) }
      mixed.push({ row: other, place })
    }
  }
  return mixed
}

function failureIsNext(run: number, failure: Spot, other: Spot): boolean {
  if (run >= RUN_MAX) return false
  if (run <= -RUN_MAX) return true
  return failure.at === other.at ? failure.id > other.id : failure.at > other.at
}

const spot = ({ at, id }: Spot): Spot => ({ at, id })

/** One page of the mixed order. */
export async function mixedPage(
  db: Kysely<Tables>,
  member: Asker,
  query: StoryQuery,
): Promise<Page<StorySummary, StoryMine>> {
  const { limit } = query
  const list = JSON.stringify(['stories', 'mixed', ...filtersOf(query)])
  const from = placeOf(decodeCursor(list, query.cursor, 5))
  const side = (failure: boolean, after: Spot | undefined): Promise<StoryRow[]> => {
    let rows = narrowed(db, member, query).where(onSide(failure))
    if (after) rows = rows.where(sql<boolean>`(story.at, story.id) < (${after.at}, ${after.id})`)
    return rows
      .orderBy('story.at', 'desc')
      .orderBy('story.id', 'desc')
      .limit(limit + 1)
      .execute()
  }
  const mixed = mix(await side(true, from?.failures), await side(false, from?.others), limit + 1, from)
  const mine = toMine(member)
  return toPage(mixed, {
    limit,
    list,
    key: ({ place: { run, failures, others } }) => [run, failures.at, failures.id, others.at, others.id],
    item: ({ row }) => toSummary(row),
    mine: ({ row }) => mine(row),
  })
}

/** Said as the index says it, which serves both sides. */
const onSide = (failure: boolean) => sql<boolean>`(story.kind = 'failure') = ${sql.lit(failure ? 1 : 0)}`

function placeOf(values: CursorValue[] | undefined): Place | undefined {
  if (!values) return undefined
  const [failuresAt, failuresId, othersAt, othersId] = values.slice(1).map(String) as [
    string,
    string,
    string,
    string,
  ]
  return {
    run: Number(values[0]) || 0,
    failures: { at: failuresAt, id: failuresId },
    others: { at: othersAt, id: othersId },
  }
}
