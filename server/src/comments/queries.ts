/** One comment at a time: written on a story or a question, in threads of one level; changed and deleted wherever it stands. */
import type { CommentOne, NewComment, Page, PageQuery, Revision } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { InferOutput } from 'valibot'
import type { Asker } from '../http/asking.ts'
import { type Idempotency, madeBefore } from '../http/idempotency.ts'
import { ProblemError } from '../http/problem.ts'
import { mustBeAble } from '../identity/can.ts'
import { keptFrom } from '../identity/readable.ts'
import { changed } from '../live/changes.ts'
import { keepMentions } from '../mentions/mentioned.ts'
import { questionSubject } from '../questions/queries.ts'
import { standing } from '../questions/standing.ts'
import { keepRevision } from '../revisions/keep.ts'
import { revisionPage } from '../revisions/queries.ts'
import { newId } from '../storage/id.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { countComments } from '../stories/derived.ts'
import { deleteIfOver } from '../stories/life.ts'
import { storySubject } from '../stories/queries.ts'
import { noComment, oneComment } from './rows.ts'

/** What a comment is written on. */
interface On {
  type: 'story' | 'question'
  id: string
}

/** Writes a comment; the same request again gives the comment that it made. */
export async function writeComment(
  storage: Storage,
  member: Asker,
  { type, id: asked }: On,
  { body, replyTo }: InferOutput<typeof NewComment>,
  idempotency: Idempotency,
): Promise<CommentOne> {
  const { community, id: author } = member
  return storage.transaction(async (db) => {
    const on = { type, id: type === 'story' ? asked : await standing(db, community, asked) }
    mustBeAble(member, 'comment:write', await subjectOf(db, member, on))
    const before = await madeBefore(db, 'comment', member, idempotency)
    if (before) return oneComment(db, member, before)
    const id = newId()
    const thread = replyTo === undefined ? null : await threadOf(db, community, on, replyTo)
    const written = { community, id, author, body, at: new Date().toISOString(), ...idempotency }
    await db
      .insertInto('comment')
      .values({ ...written, onType: on.type, onId: on.id, replyTo: thread })
      .execute()
    await keepMentions(db, { ...written, type: 'comment' }, [body])
    if (on.type === 'story') await countComments(db, community, on.id)
    await changed(db, community, { type: 'comment', id, parent: on.id, action: 'created' })
    return oneComment(db, member, id)
  })
}

const subjectOf = (db: Kysely<Tables>, member: Asker, { type, id }: On) =>
  type === 'story' ? storySubject(db, member, id) : questionSubject(db, member.community, id)

/** The comment at the head of the thread that `replyTo` stands in: a reply to a reply hangs under the same head. */
async function threadOf(db: Kysely<Tables>, community: string, on: On, replyTo: string): Promise<string> {
  const parent = await db
    .selectFrom('comment')
    .select(['id', 'replyTo'])
    .where('community', '=', community)
    .where('id', '=', replyTo)
    .where('onType', '=', on.type)
    .where('onId', '=', on.id)
    .executeTakeFirst()
  if (parent) return parent.replyTo ?? parent.id
  const errors = [{ path: 'body.replyTo', detail: `must be a comment on this ${on.type}` }]
  throw new ProblemError('invalid', 'The comment that this answers is not there.', { errors })
}

export async function commentSubject(db: Kysely<Tables>, community: string, id: string) {
  const row = await db
    .selectFrom('comment')
    .select(['community', 'author as owner', 'onType', 'onId', 'body', 'hidden'])
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw noComment()
  return { ...row, ...keptFrom(row) }
}

export async function changeComment(
  storage: Storage,
  member: Asker,
  id: string,
  body: string,
): Promise<CommentOne> {
  return storage.transaction(async (db) => {
    const subject = await commentSubject(db, member.community, id)
    mustBeAble(member, 'comment:change', subject)
    if (body === subject.body) return oneComment(db, member, id)
    await keepRevision(db, member, 'comment', id, { body: subject.body })
    const edited = new Date().toISOString()
    await db
      .updateTable('comment')
      .set({ body, edited })
      .where('community', '=', member.community)
      .where('id', '=', id)
      .execute()
    const { community, owner: author } = subject
    await keepMentions(db, { community, type: 'comment', id, author, at: edited }, [body])
    await changed(db, member.community, { type: 'comment', id, parent: subject.onId, action: 'changed' })
    return oneComment(db, member, id)
  })
}

/** What became of a comment, for its author and facilitators. */
export async function commentRevisions(
  { db }: Storage,
  member: Asker,
  id: string,
  query: PageQuery,
): Promise<Page<Revision, object>> {
  const { body, ...subject } = await commentSubject(db, member.community, id)
  mustBeAble(member, 'comment:history', subject)
  return revisionPage(db, member, 'comment', id, { body }, query)
}

/** Removes a comment; answers to it stay, as comments of their own. */
export async function deleteComment(storage: Storage, member: Asker, id: string): Promise<void> {
  const { community } = member
  await storage.transaction(async (db) => {
    const subject = await commentSubject(db, community, id)
    mustBeAble(member, 'comment:delete', subject)
    await db
      .updateTable('comment')
      .set({ replyTo: null })
      .where('community', '=', community)
      .where('onType', '=', subject.onType)
      .where('onId', '=', subject.onId)
      .where('replyTo', '=', id)
      .execute()
    await db.deleteFrom('comment').where('community', '=', community).where('id', '=', id).execute()
    if (subject.onType === 'story') {
      await countComments(db, community, subject.onId)
      await deleteIfOver(db, community, subject.onId)
    }
    await changed(db, community, { type: 'comment', id, parent: subject.onId, action: 'deleted' })
  })
}
