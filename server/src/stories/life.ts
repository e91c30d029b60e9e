/** The life of a story after it was told: taken back, archived, published again, and gone. */
import type { StoryOne, StoryStatus } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { mustBeAble } from '../identity/can.ts'
import { changed } from '../live/changes.ts'
import { dropAttachments } from '../media/attachments.ts'
import { dropEntry } from '../search/entries.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { countComments, reindexStory } from './derived.ts'
import { oneStory, setLabels, storySubject } from './queries.ts'

/** Only its author takes a story back, and puts it there again. */
export async function setStatus(
  storage: Storage,
  member: Asker,
  id: string,
  status: StoryStatus,
): Promise<StoryOne> {
  const { community } = member
  return storage.transaction(async (db) => {
    const subject = await storySubject(db, member, id)
    const back = status === 'withdrawn' || subject.kept === 'not-found'
    mustBeAble(member, back ? 'story:withdraw' : 'story:archive', subject)
    await db
      .updateTable('story')
      // What was put in front is not put there again by itself.
      .set({ status, featuredUntil: null })
      .where('community', '=', community)
      .where('id', '=', id)
      .execute()
    await reindexStory(db, community, id)
    // To those who may not read it any more it is as if it were deleted.
    await changed(db, community, {
      type: 'story',
      id,
      action: status === 'withdrawn' ? 'deleted' : 'changed',
    })
    return oneStory(db, member, id)
  })
}

/**
 * Removes a story with all that its author wrote below it. What others wrote there stays theirs, to read, change and
 * remove: while there is any, an empty story stands above it, which only they and facilitators can open.
 */
export async function deleteStory(storage: Storage, member: Asker, id: string): Promise<void> {
  const { community } = member
  await storage.transaction(async (db) => {
    const subject = await storySubject(db, member, id)
    mustBeAble(member, 'story:delete', subject)
    await takeAway(db, community, id, subject.owner)
    await deleteIfOver(db, community, id)
    await changed(db, community, { type: 'story', id, action: 'deleted' })
  })
}

/** Takes away what `author` wrote of it and below it; an empty story is left. */
export async function takeAway(
  db: Kysely<Tables>,
  community: string,
  id: string,
  author: string,
): Promise<void> {
  await dropEntry(db, community, 'story', id)
  await dropAttachments(db, community, id)
  await deleteCommentsOf(db, community, id, author)
  await empty(db, community, id)
  // What was said about it before it was published is over as well.
  await db.deleteFrom('preview').where('community', '=', community).where('story', '=', id).execute()
}

const commentsOn = (story: string) => ({ onType: 'story', onId: story }) as const

/** Replies to them stay, as comments of their own. */
async function deleteCommentsOf(
  db: Kysely<Tables>,
  community: string,
  story: string,
  author: string,
): Promise<void> {
  const { onType, onId } = commentsOn(story)
  const theirs = db
    .selectFrom('comment')
    .select('id')
    .where('community', '=', community)
    .where('onType', '=', onType)
    .where('onId', '=', onId)
    .where('author', '=', author)
  await db
    .updateTable('comment')
    .set({ replyTo: null })
    .where('community', '=', community)
    .where('onType', '=', onType)
    .where('onId', '=', onId)
    .where('replyTo', 'in', theirs)
    .execute()
  await db.deleteFrom('comment').where('community', '=', community).where('id', 'in', theirs).execute()
}

async function hasComments(db: Kysely<Tables>, community: string, story: string): Promise<boolean> {
  const { onType, onId } = commentsOn(story)
  const row = await db
    .selectFrom('comment')
    .select('id')
    .where('community', '=', community)
    .where('onType', '=', onType)
    .where('onId', '=', onId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

const COUNTS = { recognise: 0, learned: 0, thanks: 0, reads: 0, readsMonth: 0 }

async function empty(db: Kysely<Tables>, community: string, id: string): Promise<void> {
  const words = { title: '', lesson: '', body: '', sections: '[]', excerpt: '', readingTime: 1, edited: null }
  await db
    .updateTable('story')
    .set({ ...words, ...COUNTS, status: 'deleted', hidden: 0, contact: null, featuredUntil: null })
    .where('community', '=', community)
    .where('id', '=', id)
    .execute()
  await countComments(db, community, id)
  await setLabels(db, community, id, { topics: [], patterns: [] })
  for (const table of ['reaction', 'storyRead', 'storyReadDay'] as const)
    await db.deleteFrom(table).where('community', '=', community).where('story', '=', id).execute()
  await db
    .deleteFrom('revision')
    .where('community', '=', community)
    .where('type', '=', 'story')
    .where('id', '=', id)
    .execute()
  for (const table of ['report', 'mention'] as const)
    await db
      .deleteFrom(table)
      .where('community', '=', community)
      .where('onType', '=', 'story')
      .where('onId', '=', id)
      .execute()
}

/** Nobody is left who would read it. */
export async function deleteIfOver(db: Kysely<Tables>, community: string, id: string): Promise<void> {
  if (await hasComments(db, community, id)) return
  await db
    .deleteFrom('story')
    .where('community', '=', community)
    .where('id', '=', id)
    .where('status', '=', 'deleted')
    .execute()
}
