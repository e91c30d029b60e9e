/** Reactions: given once by each member, counted on the story in the same transaction. */
import type { Reaction, ReactionResult } from '@vlinder/contract'
import { sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { mustBeAble } from '../identity/can.ts'
import { changed } from '../live/changes.ts'
import type { Storage } from '../storage/storage.ts'
import { storySubject } from './queries.ts'

/** Gives (`on`) or takes back a reaction; doing so twice changes nothing. */
export async function react(
  storage: Storage,
  member: Asker,
  story: string,
  reaction: Reaction,
  on: boolean,
): Promise<ReactionResult> {
  const { community, id } = member
  return storage.transaction(async (db) => {
    mustBeAble(member, 'story:react', await storySubject(db, member, story))
    const changes = on
      ? await db
          .insertInto('reaction')
          .values({ community, story, member: id, reaction, at: new Date().toISOString() })
          .onConflict((conflict) => conflict.doNothing())
          .returning('member')
          .execute()
      : await db
          .deleteFrom('reaction')
          .where('community', '=', community)
          .where('story', '=', story)
          .where('member', '=', id)
          .where('reaction', '=', reaction)
          .returning('member')
          .execute()
    if (changes.length > 0) await changed(db, community, { type: 'reaction', id: story, action: 'changed' })
    const { mine, ...reactions } = await db
      .updateTable('story')
      .set((eb) => ({ [reaction]: eb(reaction, on ? '+' : '-', changes.length) }))
      .where('community', '=', community)
      .where('id', '=', story)
      .returning(['recognise', 'learned', 'thanks'])
      .returning(
        sql<string>`(select json_group_array(reaction) from reaction r
          where r.community = story.community and r.story = story.id and r.member = ${id})`.as('mine'),
      )
      .executeTakeFirstOrThrow()
    return { reactions, mine: JSON.parse(mine) }
  })
}
