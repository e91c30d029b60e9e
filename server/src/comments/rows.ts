/** Comments as they are stored, and as the contract shows them. */
import type { Comment, CommentOne, QuestionComment, WordsMine } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { ProblemError } from '../http/problem.ts'
import { can } from '../identity/can.ts'
import { memberRefColumns, toMemberRef } from '../members/member-ref.ts'
import type { Tables } from '../storage/schema.ts'
import { toRichText } from '../text/markdown.ts'

/** Comments that `member` may read, with their authors. */
export function readableComments(db: Kysely<Tables>, member: Asker) {
  return db
    .selectFrom('comment')
    .innerJoin('member', (join) =>
      join.onRef('member.community', '=', 'comment.community').onRef('member.id', '=', 'comment.author'),
    )
    .select([
      'comment.community',
      'comment.id',
      'comment.author',
      'comment.body',
      'comment.at',
      'comment.edited',
      'comment.replyTo',
      'comment.onType',
      'comment.onId',
    ])
    .select(memberRefColumns)
    .where('comment.community', '=', member.community)
}

export type CommentRow = Awaited<ReturnType<ReturnType<typeof readableComments>['execute']>>[number]

export const toComment = (row: CommentRow): Comment => ({
  id: row.id,
  author: toMemberRef(row),
  body: toRichText(row.body),
  at: row.at,
  ...(row.edited !== null && { edited: row.edited }),
  ...(row.replyTo !== null && { replyTo: row.replyTo }),
})

export const toQuestionComment = (row: CommentRow): QuestionComment => ({
  ...toComment(row),
  on: { type: row.onType === 'answer' ? 'answer' : 'question', id: row.onId },
})

export const toMine =
  (member: Asker) =>
  (row: CommentRow): WordsMine => {
    const subject = { community: row.community, owner: row.author }
    const mayDelete = can(member, 'comment:delete', subject)
    return can(member, 'comment:change', subject)
      ? { mayEdit: true, mayDelete, source: row.body }
      : { mayEdit: false, mayDelete }
  }

/** @throws ProblemError `not-found` */
export async function oneComment(db: Kysely<Tables>, member: Asker, id: string): Promise<CommentOne> {
  const row = await readableComments(db, member).where('comment.id', '=', id).executeTakeFirst()
  if (!row) throw noComment()
  return { item: toComment(row), mine: toMine(member)(row) }
}

export const noComment = () => new ProblemError('not-found', 'There is no such comment in this community.')
