/** Pictures in stories: kept once for the same picture, named in the story's Markdown, gone when no story names them. */
import { createHash } from 'node:crypto'
import type { AttachmentOne } from '@vlinder/contract'
import type { ExpressionBuilder, Kysely } from 'kysely'
import type { Asker } from '../http/asking.ts'
import type { Drawing } from '../members/photo.ts'
import { daysAgo } from '../storage/day.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { attachmentSrc, attachmentsIn } from '../text/attachment.ts'
import { mediaId } from './queries.ts'

/** A picture that nothing names may still be of a story that is being written, offline or on a draft that waits. In days. */
const UNUSED_DAYS = 30
/** And no more than so many of one member: nobody writes that much at once. */
const UNUSED_MAX = 50

/** Keeps a picture; the same one again is the same. What its sender left unused for long is thrown away meanwhile. */
export function keepAttachment(storage: Storage, member: Asker, drawing: Drawing): Promise<AttachmentOne> {
  const { community } = member
  const { bytes, width, height } = drawing
  const id = mediaId(createHash('sha256').update(community).update('\nattachment\n').update(bytes))
  return storage.transaction(async (db) => {
    await dropUnused(db, member)
    const at = new Date().toISOString()
    await db
      .insertInto('media')
      .values({ community, id, bytes, width, height, member: member.id, at })
      // Whoever sends it now is about to use it.
      .onConflict((conflict) => conflict.columns(['community', 'id']).doUpdateSet({ at }))
      .execute()
    return { item: { id, src: attachmentSrc({ id, width, height }), width, height } }
  })
}

/** Says which pictures a story names. A picture that an earlier version named stays: that version can be read, too. */
export async function nameAttachments(
  db: Kysely<Tables>,
  community: string,
  story: string,
  texts: readonly string[],
): Promise<void> {
  const named = texts.flatMap(attachmentsIn)
  if (named.length === 0) return
  const known = await db
    .selectFrom('media')
    .select('id as media')
    .where('community', '=', community)
    .where('id', 'in', named)
    .where('width', 'is not', null)
    .execute()
  if (known.length === 0) return
  await db
    .insertInto('storyMedia')
    .values(known.map(({ media }) => ({ community, story, media })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Keeps a picture that an import brings. What an id stands for never changes. */
export async function storeAttachment(
  db: Kysely<Tables>,
  community: string,
  id: string,
  { bytes, width, height }: Drawing,
  stories: readonly string[],
): Promise<void> {
  await db
    .insertInto('media')
    .values({ community, id, bytes, width, height })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db
    .insertInto('storyMedia')
    .values(stories.map((story) => ({ community, story, media: id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Takes the pictures along that only this story named. Before the story itself goes. */
export async function dropAttachments(db: Kysely<Tables>, community: string, story: string): Promise<void> {
  const named = await db
    .deleteFrom('storyMedia')
    .where('community', '=', community)
    .where('story', '=', story)
    .returning('media')
    .execute()
  if (named.length === 0) return
  const ids = named.map(({ media }) => media)
  await db
    .deleteFrom('media')
    .where('community', '=', community)
    .where('id', 'in', ids)
    .where(unnamed)
    .execute()
}

/** What a member sent and nothing names: what is old, and all but the newest. */
async function dropUnused(db: Kysely<Tables>, { community, id }: Asker): Promise<void> {
  const before = daysAgo(UNUSED_DAYS)
  const waiting = await waitingTexts(db, community, id)
  const drafted = waiting.flatMap(attachmentsIn)
  await db
    .deleteFrom('media')
    .where('community', '=', community)
    .where('member', '=', id)
    .where(({ eb, or, selectFrom }) =>
      or([
        eb('at', '<', before),
        eb(
          'id',
          'not in',
          selectFrom('media as sent')
            .select('sent.id')
            .where('sent.community', '=', community)
            .where('sent.member', '=', id)
            .orderBy('sent.at', 'desc')
            .limit(UNUSED_MAX),
        ),
      ]),
    )
    .$if(drafted.length > 0, (query) => query.where('id', 'not in', drafted))
    .where(unnamed)
    .execute()
}

/** What a member has not published yet. */
async function waitingTexts(db: Kysely<Tables>, community: string, member: string): Promise<string[]> {
  const drafts = await db
    .selectFrom('draft')
    .select('value as text')
    .where('community', '=', community)
    .where('member', '=', member)
    .execute()
  const previews = await db
    .selectFrom('preview')
    .select('words as text')
    .where('community', '=', community)
    .where('author', '=', member)
    .execute()
  return [...drafts, ...previews].map(({ text }) => text)
}

const unnamed = ({ not, exists, selectFrom }: ExpressionBuilder<Tables, 'media'>) =>
  not(
    exists(
      selectFrom('storyMedia')
        .select('story')
        .whereRef('storyMedia.community', '=', 'media.community')
        .whereRef('storyMedia.media', '=', 'media.id'),
    ),
  )
