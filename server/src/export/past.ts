/** What came of the rest, as an export tells it: what is gone, earlier words, how often something was read, and reports. */
import { type Kysely, sql } from 'kysely'
import { day } from '../storage/day.ts'
import type { Tables } from '../storage/schema.ts'
import { MONTH_DAYS } from '../stories/reads.ts'
import { BATCH_ROWS, inOrder, record } from './rows.ts'

/** Of these only what others wrote below them is left. */
export async function* deletedStories(db: Kysely<Tables>, community: string) {
  const rows = inOrder((after) =>
    db
      .selectFrom('story')
      .select(['id', 'author', 'kind', 'at', 'language'])
      .where('community', '=', community)
      .where('status', '=', 'deleted')
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH_ROWS),
  )
  for await (const story of rows) yield record('deleted-story', community, story)
}

export async function* revisions(db: Kysely<Tables>, community: string) {
  const rows = inOrder((after) =>
    db
      .selectFrom('revision')
      .select(['type', 'id as of', 'n', 'at', 'member', 'words'])
      .select(({ ref, fn }) => fn<string>('json_array', [ref('type'), ref('id'), ref('n')]).as('id'))
      .where('community', '=', community)
      .where(sql<boolean>`(type, id, n) > (${sql.join(after ? JSON.parse(after) : ['', '', 0])})`)
      .orderBy('type')
      .orderBy('id')
      .orderBy('n')
      .limit(BATCH_ROWS),
  )
  for await (const { type, of, n, at, member, words } of rows)
    yield record('revision', community, { on: `${type}:${of}`, n, at, member }, { words })
}

/** In total and by day: who read what is nobody's to know, not even on another server. */
export async function* reads(db: Kysely<Tables>, community: string) {
  const rows = inOrder((after) =>
    db
      .selectFrom('story')
      .select(['id', 'reads as total'])
      .select(
        sql<string>`(select json_group_array(json_object('day', day, 'reads', reads))
          from (select d.day, d.reads from story_read_day d where d.community = story.community and d.story = story.id
            and d.day >= ${day(MONTH_DAYS)} order by d.day))`.as('days'),
      )
      .where('community', '=', community)
      .where('reads', '>', 0)
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH_ROWS),
  )
  for await (const { id, total, days } of rows)
    yield record('reads', community, { on: `story:${id}`, total }, { days })
}

export async function* reports(db: Kysely<Tables>, community: string) {
  const rows = inOrder((after) =>
    db
      .selectFrom('report')
      .select(['id', 'onType', 'onId', 'author', 'at', 'reason', 'text', 'state', 'note'])
      .select(['decidedBy', 'decidedAt'])
      .where('community', '=', community)
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH_ROWS),
  )
  for await (const { onType, onId, ...report } of rows)
    yield record('report', community, { ...report, on: `${onType}:${onId}` })
}
