/**
 * Reads: counted once for each member and day, and told to nobody but the author, who hears the total. Who read what is
 * kept only as long as a marker or a count needs it, without the hour, and nothing tells it to anybody.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { mustBeAble } from '../identity/can.ts'
import { seeMentionsIn } from '../mentions/queries.ts'
import { day } from '../storage/day.ts'
import type { Storage } from '../storage/storage.ts'
import { storySubject } from './queries.ts'
import { KEPT_DAYS } from './unread.ts'

/** What "this month" means, in days: so that the first of the month is no different from the last. */
export const MONTH_DAYS = 30

/** Counts that `member` opened a story, and has seen where it names them; their own, and the same again today, change nothing. */
export async function countRead({ db: whole }: Storage, member: Asker, story: string): Promise<void> {
  const { community, id } = member
  // Not by `storage.transaction`: who reads what is not for the audit log.
  await whole.transaction().execute(async (db) => {
    const subject = await storySubject(db, member, story)
    mustBeAble(member, 'story:read', subject)
    await seeMentionsIn(db, member, story)
    // Of a deleted one there is nothing left to read.
    if (subject.owner === id || subject.closed) return
    const today = day()
    const counted = await db
      .insertInto('storyRead')
      .values({ community, story, member: id, day: today })
      .onConflict((conflict) =>
        conflict
          .columns(['community', 'story', 'member'])
          .doUpdateSet({ day: today })
          .where('storyRead.day', '<', today),
      )
      .returning('day')
      .executeTakeFirst()
    if (!counted) return
    await db
      .insertInto('storyReadDay')
      .values({ community, story, day: today, reads: 1 })
      .onConflict((conflict) =>
        conflict.columns(['community', 'story', 'day']).doUpdateSet({ reads: plus('story_read_day.reads') }),
      )
      .execute()
    await db
      .updateTable('story')
      .set({ reads: plus('reads'), readsMonth: plus('reads_month') })
      .where('community', '=', community)
      .where('id', '=', story)
      .execute()
  })
}

const plus = (column: string): RawBuilder<number> => sql`${sql.ref(column)} + 1`

/** Forgets who read what too long ago, and takes what is older than a month out of the count of the month. */
export async function forgetReads({ db: whole }: Storage): Promise<void> {
  const month = day(MONTH_DAYS)
  await whole.transaction().execute(async (db) => {
    await db.deleteFrom('storyRead').where('day', '<', day(KEPT_DAYS)).execute()
    await sql`update story set reads_month = (
        select coalesce(sum(d.reads), 0) from story_read_day d
        where d.community = story.community and d.story = story.id and d.day >= ${month})
      where (community, id) in (select community, story from story_read_day where day < ${month})`.execute(db)
    await db.deleteFrom('storyReadDay').where('day', '<', month).execute()
  })
}
