/** Which stories a list is about. */
import type { StoryQuery } from '@vlinder/contract'
import { type Kysely, sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import type { Tables } from '../storage/schema.ts'
import { readableStories } from './rows.ts'

export type Filters = Pick<StoryQuery, 'kind' | 'topic' | 'pattern' | 'author' | 'period'>

/** The filters in an order of their own, to tell lists apart. */
export const filtersOf = ({ kind, topic, pattern, author, period }: Filters) =>
  [kind, topic, pattern, author, period] as const

/** Stories that `member` may read and that fit the filters. */
export function narrowed(db: Kysely<Tables>, member: Asker, filters: Filters) {
  const { kind, topic, pattern, author, period } = filters
  let rows = readableStories(db, member).where(listed(member, author))
  if (kind) rows = rows.where('story.kind', '=', kind)
  if (author) rows = rows.where('story.author', '=', author)
  if (topic) rows = rows.where(labelled('story_topic', 'topic', topic))
  if (pattern) rows = rows.where(labelled('story_pattern', 'pattern', pattern))
  // A moment begins with its year and month; `~` comes after everything that can follow.
  if (period) rows = rows.where('story.at', '>=', period).where('story.at', '<', `${period}~`)
  return rows
}

/**
 * What belongs in a list: not what is archived, unless it is somebody's stories that are asked for; not what is taken back,
 * unless by the reader; and never what is gone.
 */
const listed = ({ id }: Asker, author: string | undefined) =>
  sql<boolean>`(story.status = 'published' or (story.status = 'withdrawn' and story.author = ${id})${
    author === undefined ? sql`` : sql` or story.status = 'archived'`
  })`

const labelled = (table: string, column: string, label: string) =>
  sql<boolean>`exists (select 1 from ${sql.table(table)} l
    where l.community = story.community and l.owner = story.id and l.${sql.ref(column)} = ${label})`
