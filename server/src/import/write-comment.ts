/** Comments on stories, questions and answers; in threads of one level. */
import { limits } from '@vlinder/contract'
import type { Transaction } from 'kysely'
import { keepMentions } from '../mentions/mentioned.ts'
import type { Tables } from '../storage/schema.ts'
import type { ImportRecord } from './records.ts'
import {
  communityOf,
  editedHere,
  mustExist,
  placeOf,
  quoted,
  Rejection,
  someMarkdown,
  standing,
  type Writer,
} from './writing.ts'

type On = ImportRecord['comment']['on']

export const writeComment: Writer<'comment'> = async ({ db, touch }, record) => {
  const { community, id, author, at, replyTo } = record
  await communityOf(db, community)
  await mustExist(db, 'member', community, author, 'author')
  await mustExist(db, record.on.type, community, record.on.id, 'on')
  const { origin, ...on } = await onOf(db, record)
  const before = await db
    .selectFrom('comment')
    .select(['edited', 'onType', 'onId'])
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirst()
  const kept = editedHere(before, 'comment', record.edited)
  if (kept) return kept
  const body = someMarkdown(record.body, record.format, limits.COMMENT_MAX)
  const thread = replyTo === undefined ? null : await threadOf(db, community, id, replyTo, on)
  const columns = {
    onType: on.type,
    onId: on.id,
    origin,
    replyTo: thread,
    author,
    at,
    edited: record.edited ?? null,
    body,
    ...standing(record),
  }
  await db
    .insertInto('comment')
    .values({ ...columns, community, id })
    .onConflict((conflict) => conflict.columns(['community', 'id']).doUpdateSet(columns))
    .execute()
  await keepMentions(db, { community, type: 'comment', id, author, at }, [body])
  if (on.type === 'story') touch({ type: 'story', community, id: on.id })
  if (before?.onType === 'story') touch({ type: 'story', community, id: before.onId })
  return undefined
}

async function onOf(
  db: Transaction<Tables>,
  { community, on, origin }: ImportRecord['comment'],
): Promise<On & { origin: string | null }> {
  if (on.type !== 'question') return { ...on, origin: null }
  return { type: on.type, ...(await placeOf(db, community, on.id, origin)) }
}

/** The comment at the head of the thread: a reply to a reply hangs under the same head. */
async function threadOf(
  db: Transaction<Tables>,
  community: string,
  id: string,
  replyTo: string,
  on: On,
): Promise<string> {
  const parent = await db
    .selectFrom('comment')
    .select(['id', 'replyTo'])
    .where('community', '=', community)
    .where('id', '=', replyTo)
    .where('onType', '=', on.type)
    .where('onId', '=', on.id)
    .executeTakeFirst()
  const head = parent?.replyTo ?? parent?.id
  if (head !== undefined && head !== id) return head
  throw new Rejection(`replyTo: there is no other comment ${quoted(replyTo)} on ${on.type}:${on.id}`)
}
