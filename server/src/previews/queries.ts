/** A story in preview: shown to peers, changed meanwhile, and published or thrown away in the end. */
import { isDeepStrictEqual } from 'node:util'
import { limits, type NewPreview, type PreviewOne, type Previews } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { InferOutput } from 'valibot'
import type { Asker } from '../http/asking.ts'
import { type Idempotency, madeBefore } from '../http/idempotency.ts'
import { ProblemError } from '../http/problem.ts'
import { mustBeAble } from '../identity/can.ts'
import { day } from '../storage/day.ts'
import { newId } from '../storage/id.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { addPeers } from './peers.ts'
import { mustBeOpen, previewFor, previewsOf, type Words } from './rows.ts'
import { onePreview, toMine, toSummary } from './shape.ts'
import { tell } from './tell.ts'

// Nothing here is written by `storage.transaction`: what somebody has not said to all is not for the audit log.

export async function listPreviews({ db }: Storage, member: Asker): Promise<Previews> {
  mustBeAble(member, 'preview:read', { community: member.community, owner: member.id })
  const rows = await previewsOf(db, member)
  return {
    items: rows.map(toSummary),
    mine: Object.fromEntries(rows.map((row) => [row.id, toMine(member, row)])),
  }
}

/** Asks peers to read a story; the same request again gives what it made. */
export async function askPeers(
  { db: whole }: Storage,
  member: Asker,
  { story, peers }: Omit<InferOutput<typeof NewPreview>, 'story'> & { story: Words },
  idempotency: Idempotency,
): Promise<PreviewOne> {
  const { community, id: author } = member
  return whole.transaction().execute(async (db) => {
    mustBeAble(member, 'preview:write', { community })
    const before = await madeBefore(db, 'preview', member, idempotency)
    if (before) return onePreview(db, member, before)
    await mustHaveRoom(db, member)
    const id = newId()
    const at = new Date().toISOString()
    await db
      .insertInto('preview')
      .values({ community, id, author, at, words: JSON.stringify(story), ...idempotency })
      .execute()
    await addPeers(db, { community, id, author }, peers)
    await tell(db, { community, id, author, peers: [] }, 'created', [author, ...peers])
    return onePreview(db, member, id)
  })
}

async function mustHaveRoom(db: Kysely<Tables>, { community, id }: Asker): Promise<void> {
  const { previews } = await db
    .selectFrom('preview')
    .select((eb) => eb.fn.countAll<number>().as('previews'))
    .where('community', '=', community)
    .where('author', '=', id)
    .where('story', 'is', null)
    .executeTakeFirstOrThrow()
  if (previews >= limits.PREVIEWS_MAX)
    throw new ProblemError(
      'conflict',
      `${limits.PREVIEWS_MAX} stories wait already: publish one or throw one away first.`,
    )
}

/** Shows its peers other words. What is there already is left as it is. @throws ProblemError `conflict` */
export async function changePreview(
  { db: whole }: Storage,
  member: Asker,
  id: string,
  { story, after }: { story: Words; after: number },
): Promise<PreviewOne> {
  return whole.transaction().execute(async (db) => {
    const row = await previewFor(db, member, 'preview:change', id)
    mustBeOpen(row)
    if (isDeepStrictEqual(row.words, story)) return onePreview(db, member, id)
    mustBeNewest(row, after)
    await db
      .updateTable('preview')
      .set({
        words: JSON.stringify(story),
        revision: row.revision + 1,
        edited: new Date().toISOString(),
      })
      .where('community', '=', row.community)
      .where('id', '=', id)
      .execute()
    await tell(db, row)
    return onePreview(db, member, id)
  })
}

function mustBeNewest({ revision }: { revision: number }, known: number): void {
  if (revision !== known)
    throw new ProblemError('conflict', 'It was changed on another page: read that, then choose.')
}

/**
 * In the transaction that publishes it as `story`: what was said stays between those who said it, for some weeks.
 * @throws ProblemError `conflict` when another page changed, published or threw it away since
 */
export async function becomes(
  db: Kysely<Tables>,
  member: Asker,
  { id, revision }: { id: string; revision: number },
  story: string,
): Promise<void> {
  // The audit log tells of the story, not of who read it before.
  const { heard: _, ...asker } = member
  const row = await previewFor(db, asker, 'preview:change', id)
  mustBeOpen(row)
  mustBeNewest(row, revision)
  const { kind, title, language } = row.words
  const words: Words = { kind, title, language, lesson: '', body: '', sections: [], topics: [], patterns: [] }
  await db
    .updateTable('preview')
    .set({ words: JSON.stringify(words), story, published: new Date().toISOString() })
    .where('community', '=', row.community)
    .where('id', '=', id)
    .execute()
  await tell(db, row)
}

/** Throws it away, with all that was said about it. */
export async function deletePreview({ db: whole }: Storage, member: Asker, id: string): Promise<void> {
  await whole.transaction().execute(async (db) => {
    const row = await previewFor(db, member, 'preview:delete', id)
    await db.deleteFrom('preview').where('community', '=', row.community).where('id', '=', id).execute()
    await tell(db, row, 'deleted')
  })
}

/** Forgets what was said about stories that were published long enough ago. */
export async function forgetPreviews({ db }: Storage): Promise<void> {
  await db.deleteFrom('preview').where('published', '<', day(limits.PREVIEW_KEPT_DAYS)).execute()
}
