/** Stories that a facilitator puts in front of the feed: few at a time, through a last day if one is set. */
import { limits, type StoryOne } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { ProblemError } from '../http/problem.ts'
import { mustBeAble } from '../identity/can.ts'
import { changed } from '../live/changes.ts'
import { day } from '../storage/day.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { oneStory, storySubject } from './queries.ts'
import { ALWAYS } from './rows.ts'

/**
 * Puts a story in front, or changes until when.
 * @throws ProblemError `conflict` when there are enough already, `invalid` for a day that is over
 */
export async function feature(
  storage: Storage,
  member: Asker,
  id: string,
  until = ALWAYS,
): Promise<StoryOne> {
  const { community } = member
  return storage.transaction(async (db) => {
    mustBeAble(member, 'story:feature', await storySubject(db, member, id))
    const today = day()
    if (until < today) {
      const errors = [{ path: 'body.until', detail: 'must not be over' }]
      throw new ProblemError('invalid', 'A story stands in front until today or a later day.', { errors })
    }
    if (await frontIsFull(db, community, id)) {
      const full = `${limits.FEATURED_MAX} stories stand in front already: take one of them away first.`
      throw new ProblemError('conflict', full)
    }
    await db
      .updateTable('story')
      .set({ featuredUntil: until })
      .where('community', '=', community)
      .where('id', '=', id)
      .execute()
    await changed(db, community, { type: 'story', id, action: 'changed' })
    return oneStory(db, member, id)
  })
}

/** As many others as may stand in front do so already. */
export async function frontIsFull(db: Kysely<Tables>, community: string, id: string): Promise<boolean> {
  const others = await db
    .selectFrom('story')
    .select('id')
    .where('community', '=', community)
    .where('featuredUntil', '>=', day())
    .where('id', '<>', id)
    .execute()
  return others.length >= limits.FEATURED_MAX
}

/** Puts a story back among the others. */
export async function unfeature(storage: Storage, member: Asker, id: string): Promise<void> {
  const { community } = member
  await storage.transaction(async (db) => {
    mustBeAble(member, 'story:feature', await storySubject(db, member, id))
    await db
      .updateTable('story')
      .set({ featuredUntil: null })
      .where('community', '=', community)
      .where('id', '=', id)
      .execute()
    await changed(db, community, { type: 'story', id, action: 'changed' })
  })
}
