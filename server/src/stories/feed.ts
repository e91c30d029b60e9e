/** The feed: one page of stories, narrowed and ordered as asked. */
import type { Page, StoryMine, StoryQuery, StorySummary } from '@vlinder/contract'
import { sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { type CursorValue, decodeCursor, toPage } from '../http/paging.ts'
import type { Storage } from '../storage/storage.ts'
import { readableStories, type StoryRow, toMine, toSummary } from './rows.ts'

/** How each order is paged: by which columns, newest or most first; the id decides between equals. */
const ORDERS = {
  latest: ['at', 'id'],
  'most-learned': ['learned', 'at', 'id'],
} as const satisfies Record<StoryQuery['sort'], readonly (keyof StoryRow)[]>

/** One page of stories that `member` may read. */
export async function storyPage(
  { db }: Storage,
  member: Asker,
  query: StoryQuery,
): Promise<Page<StorySummary, StoryMine>> {
  const { kind, topic, pattern, author, sort, limit } = query
  const columns = ORDERS[sort]
  const list = JSON.stringify(['stories', sort, kind, topic, pattern, author])
  const after = decodeCursor(list, query.cursor, columns.length)
  let rows = readableStories(db, member)
  if (kind) rows = rows.where('story.kind', '=', kind)
  if (author) rows = rows.where('story.author', '=', author)
  if (topic) rows = rows.where(labelled('story_topic', 'topic', topic))
  if (pattern) rows = rows.where(labelled('story_pattern', 'pattern', pattern))
  if (after)
    rows = rows.where(
      sql<boolean>`(${sql.join(columns.map((c) => sql.ref(`story.${c}`)))}) < (${sql.join(after)})`,
    )
  for (const column of columns) rows = rows.orderBy(`story.${column}`, 'desc')
  return toPage(await rows.limit(limit + 1).execute(), {
    limit,
    list,
    key: (row) => columns.map((column) => row[column] as CursorValue),
    item: toSummary,
    mine: toMine(member),
  })
}

const labelled = (table: string, column: string, label: string) =>
  sql<boolean>`exists (select 1 from ${sql.table(table)} l
    where l.community = story.community and l.owner = story.id and l.${sql.ref(column)} = ${label})`
