/** Communities as they are stored, and as the contract shows them. */
import { type Community, StoryKind } from '@vlinder/contract'
import type { Kysely, Selectable } from 'kysely'
import type { CommunityTable, Tables } from '../storage/schema.ts'

export function communityRow(
  db: Kysely<Tables>,
  id: string,
): Promise<Selectable<CommunityTable> | undefined> {
  return db.selectFrom('community').selectAll().where('id', '=', id).executeTakeFirst()
}

/** What is known of it without counting. */
export type CommunityWords = Omit<Community, 'members'>

export function toCommunity(row: Selectable<CommunityTable>): CommunityWords {
  return {
    id: row.id,
    name: row.name,
    goal: row.goal,
    languages: JSON.parse(row.languages),
    topics: JSON.parse(row.topics),
    patterns: JSON.parse(row.patterns),
    kinds: [...StoryKind.options],
    photoBeforePost: row.photoBeforePost === 1,
  }
}

/** How many members have not left. */
export async function activeMembers(db: Kysely<Tables>, community: string): Promise<number> {
  const { members } = await db
    .selectFrom('member')
    .select((eb) => eb.fn.countAll<number>().as('members'))
    .where('community', '=', community)
    .where('active', '=', 1)
    .executeTakeFirstOrThrow()
  return members
}
