/** Answers as they are stored, and as the contract shows them. */
import type { Answer, AnswerOne, WordsMine } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { ProblemError } from '../http/problem.ts'
import { can } from '../identity/can.ts'
import { memberRefColumns, toMemberRef } from '../members/member-ref.ts'
import type { Tables } from '../storage/schema.ts'
import { toRichText } from '../text/markdown.ts'

/** Answers that `member` may read, with their authors. */
export function readableAnswers(db: Kysely<Tables>, member: Asker) {
  return db
    .selectFrom('answer')
    .innerJoin('member', (join) =>
      join.onRef('member.community', '=', 'answer.community').onRef('member.id', '=', 'answer.author'),
    )
    .select([
      'answer.community',
      'answer.id',
      'answer.author',
      'answer.body',
      'answer.at',
      'answer.edited',
      'answer.helped',
    ])
    .select(memberRefColumns)
    .where('answer.community', '=', member.community)
}

type AnswerRow = Awaited<ReturnType<ReturnType<typeof readableAnswers>['execute']>>[number]

export const toAnswer = (row: AnswerRow): Answer => ({
  id: row.id,
  author: toMemberRef(row),
  body: toRichText(row.body),
  at: row.at,
  ...(row.edited !== null && { edited: row.edited }),
  helped: row.helped === 1,
})

export const toMine =
  (member: Asker) =>
  (row: AnswerRow): WordsMine => {
    const subject = { community: row.community, owner: row.author }
    const mayDelete = can(member, 'answer:delete', subject)
    return can(member, 'answer:change', subject)
      ? { mayEdit: true, mayDelete, source: row.body }
      : { mayEdit: false, mayDelete }
  }

/** @throws ProblemError `not-found` */
export async function oneAnswer(db: Kysely<Tables>, member: Asker, id: string): Promise<AnswerOne> {
  const row = await readableAnswers(db, member).where('answer.id', '=', id).executeTakeFirst()
  if (!row) throw noAnswer()
  return { item: toAnswer(row), mine: toMine(member)(row) }
}

export const noAnswer = () => new ProblemError('not-found', 'There is no such answer in this community.')
