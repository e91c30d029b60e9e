/** What members say they went through: one experience for each topic, the newest word about it. */
import type { Experience } from '@vlinder/contract'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../storage/schema.ts'

/** As JSON, in the order of its key; of the member in the row. */
export const experienceOf = sql<string>`(select json_group_array(json_object(
    'topic', topic, 'outcome', outcome, 'note', note))
  from experience e where e.community = member.community and e.member = member.id)`

export const toExperience = (json: string): Experience[] =>
  (JSON.parse(json) as (Experience & { note: string | null })[]).map(({ note, ...one }) => ({
    ...one,
    ...(note !== null && { note }),
  }))

/** All of it, replaced as a whole. */
export async function setExperience(
  db: Kysely<Tables>,
  community: string,
  member: string,
  all: readonly Experience[],
): Promise<void> {
  await db.deleteFrom('experience').where('community', '=', community).where('member', '=', member).execute()
  if (all.length === 0) return
  await db
    .insertInto('experience')
    .values(all.map((one) => ({ community, member, ...one })))
    .execute()
}
