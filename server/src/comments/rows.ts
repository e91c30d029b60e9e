/** Comments as they are stored, and as the contract shows them. */
import type { Comment, CommentOne, QuestionComment, WordsMine } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { ProblemError } from '../http/problem.ts'
import { can } from '../identity/can.ts'
import { keptFrom, toWhy, whyHidden } from '../identity/readable.ts'
import { memberRefColumns, toMemberRef } from '../members/member-ref.ts'
import { namedIn, toNamed } from '../mentions/mentioned.ts'
import type { Tables } from '../storage/schema.ts'
import { toRichText } from '../text/markdown.ts'

/** Comments on something, with their authors; one that is hidden stands there without its words. */
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
      'comment.hidden',
    ])
    .select([whyHidden('comment'), namedIn('comment')])
    .select(memberRefColumns)
    .where('comment.community', '=', member.community)
}

export type CommentRow = Awaited<ReturnType<ReturnType<typeof readableComments>['execute']>>[number]

const subjectOf = (row: CommentRow) => ({ community: row.community, owner: row.author, ...keptFrom(row) })

export const toComment =
  (member: Asker) =>
  (row: CommentRow): Comment => ({
    id: row.id,
    author: toMemberRef(row),
    body: can(member, 'comment:read', subjectOf(row)) ? toRichText(row.body, toNamed(row.named)) : [],
    at: row.at,
    ...(row.edited !== null && { edited: row.edited }),
    ...(row.replyTo !== null && { replyTo: row.replyTo }),
    ...(row.hidden === 1 && { hidden: true as const }),
  })

export const toQuestionComment =
  (member: Asker) =>
  (row: CommentRow): QuestionComment => ({
    ...toComment(member)(row),
    on: { type: row.onType === 'answer' ? 'answer' : 'question', id: row.onId },
  })

export const toMine =
  (member: Asker) =>
  (row: CommentRow): WordsMine => {
    const mayDelete = can(member, 'comment:delete', subjectOf(row))
    const why = toWhy(row.why, mayDelete)
    return can(member, 'comment:change', subjectOf(row))
      ? { mayEdit: true, mayDelete, source: row.body, ...why }
      : { mayEdit: false, mayDelete, ...why }
  }

/** @throws ProblemError `not-found` */
export async function oneComment(db: Kysely<Tables>, member: Asker, id: string): Promise<CommentOne> {
  const row = await readableComments(db, member).where('comment.id', '=', id).executeTakeFirst()
  if (!row) throw noComment()
  return { item: toComment(member)(row), mine: toMine(member)(row) }
}

export const noComment = () => new ProblemError('not-found', 'There is no such comment in this community.')
