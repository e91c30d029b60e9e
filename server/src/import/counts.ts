/** Counters on a story, counted anew from what was imported. */
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../storage/schema.ts'

export async function recountStory(db: Kysely<Tables>, community: string, id: string): Promise<void> {
  const given = (reaction: string) => sql<number>`(select count(*) from reaction r
    where r.community = ${community} and r.story = ${id} and r.reaction = ${reaction})`
  await db
    .updateTable('story')
    .set({
      comments: sql<number>`(select count(*) from comment c
        where c.community = ${community} and c.on_type = 'story' and c.on_id = ${id} and c.hidden = 0)`,
      recognise: given('recognise'),
      learned: given('learned'),
      thanks: given('thanks'),
    })
    .where('community', '=', community)
    .where('id', '=', id)
    .execute()
}
