/** Author and peers talk about a story in preview; nobody else ever reads what they say. */
import { limits, type NewPreviewComment, type PreviewOne } from '@vlinder/contract'
import type { InferOutput } from 'valibot'
import type { Asker } from '../http/asking.ts'
import { type Idempotency, madeBefore } from '../http/idempotency.ts'
import { ProblemError } from '../http/problem.ts'
import { mustBeAble } from '../identity/can.ts'
import { newId } from '../storage/id.ts'
import type { Storage } from '../storage/storage.ts'
import { noteRead } from './peers.ts'
import { mustBeOpen, previewFor } from './rows.ts'
import { onePreview } from './shape.ts'
import { tell } from './tell.ts'

/** Says something; the same request again says it once. Who says something has read it. */
export async function say(
  { db: whole }: Storage,
  member: Asker,
  preview: string,
  { body, revision }: InferOutput<typeof NewPreviewComment>,
  idempotency: Idempotency,
): Promise<PreviewOne> {
  const { community, id: author } = member
  return whole.transaction().execute(async (db) => {
    const row = await previewFor(db, member, 'preview:comment', preview)
    if (await madeBefore(db, 'previewComment', member, idempotency)) return onePreview(db, member, preview)
    mustBeOpen(row)
    if (row.comments >= limits.PREVIEW_COMMENTS_MAX)
      throw new ProblemError('conflict', `There are ${limits.PREVIEW_COMMENTS_MAX} comments already.`)
    await noteRead(db, member, row, { state: 'read', revision })
    const at = new Date().toISOString()
    await db
      .insertInto('previewComment')
      .values({ community, id: newId(), preview, author, at, body, revision, ...idempotency })
      .execute()
    await tell(db, row)
    return onePreview(db, member, preview)
  })
}

/** Takes back what one said, also when the story is published. */
export async function unsay(
  { db: whole }: Storage,
  member: Asker,
  preview: string,
  id: string,
): Promise<void> {
  const { community } = member
  await whole.transaction().execute(async (db) => {
    const row = await previewFor(db, member, 'preview:read', preview)
    const comment = db
      .selectFrom('previewComment')
      .select('author as owner')
      .where('community', '=', community)
      .where('id', '=', id)
      .where('preview', '=', preview)
    const subject = await comment.executeTakeFirst()
    if (!subject) throw new ProblemError('not-found', 'There is no such comment here.')
    mustBeAble(member, 'preview:uncomment', { community, ...subject })
    await db.deleteFrom('previewComment').where('community', '=', community).where('id', '=', id).execute()
    await tell(db, row)
  })
}
