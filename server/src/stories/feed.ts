/** The feed: one page of stories, narrowed and ordered as asked. */
import type { StoryPage, StoryQuery } from '@vlinder/contract'
import { type Kysely, sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { type CursorValue, decodeCursor, toPage } from '../http/paging.ts'
import { ProblemError } from '../http/problem.ts'
import { day } from '../storage/day.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { mixedPage } from './mixed.ts'
import { filtersOf, narrowed } from './narrow.ts'
import { readableStories, type StoryRow, toMine, toSummary } from './rows.ts'

/** How each order is paged: by which columns, newest or most first; the id decides between equals. One kind, or one author, is not mixed. */
const ORDERS = {
  mixed: ['at', 'id'],
  latest: ['at', 'id'],
  'most-read': ['reads', 'at', 'id'],
  'most-read-month': ['readsMonth', 'at', 'id'],
  'most-learned': ['learned', 'at', 'id'],
} as const satisfies Record<StoryQuery['sort'], readonly (keyof StoryRow)[]>

/** One page of stories that `member` may read. */
export async function storyPage({ db }: Storage, member: Asker, query: StoryQuery): Promise<StoryPage> {
  if (query.sort !== 'mixed' || query.kind || query.author) return orderedPage(db, member, query)
  const page = await mixedPage(db, member, query)
  if (query.cursor || filtersOf(query).some(Boolean)) return page
  const front = await featured(db, member)
  if (front.length === 0) return page
  const mine = Object.fromEntries(front.map((row) => [row.id, toMine(member)(row)]))
  return { ...page, mine: { ...page.mine, ...mine }, featured: front.map(toSummary) }
}

async function orderedPage(db: Kysely<Tables>, member: Asker, query: StoryQuery): Promise<StoryPage> {
  const { sort, limit } = query
  const columns = ORDERS[sort]
  const list = JSON.stringify(['stories', sort, ...filtersOf(query)])
  // How often something was read is its author's to know: neither a cursor nor an invented one may tell.
  const top = sort === 'most-read' || sort === 'most-read-month'
  if (top && query.cursor) throw new ProblemError('stale-cursor', 'What was most read is one page.')
  const after = decodeCursor(list, query.cursor, columns.length)
  let rows = narrowed(db, member, query)
  if (sort === 'most-read-month') rows = rows.where('story.readsMonth', '>', 0)
  if (after)
    rows = rows.where(
      sql<boolean>`(${sql.join(columns.map((c) => sql.ref(`story.${c}`)))}) < (${sql.join(after)})`,
    )
  for (const column of columns) rows = rows.orderBy(`story.${column}`, 'desc')
  return toPage(await rows.limit(top ? limit : limit + 1).execute(), {
    limit,
    list,
    key: (row) => columns.map((column) => row[column] as CursorValue),
    item: toSummary,
    mine: toMine(member),
  })
}

/** What the facilitator put in front; what stays longest comes first. */
const featured = (db: Kysely<Tables>, member: Asker): Promise<StoryRow[]> =>
  readableStories(db, member)
    .where('story.featuredUntil', '>=', day())
    .where('story.status', '=', 'published')
    .where('story.hidden', '=', 0)
    .orderBy('story.featuredUntil', 'desc')
    .execute()
