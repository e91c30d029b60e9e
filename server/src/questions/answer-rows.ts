/** Answers as they are stored, and as the contract shows them. */
import type { Answer, AnswerMine, AnswerOne } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { ProblemError } from '../http/problem.ts'
import { can } from '../identity/can.ts'
import { keptFrom, toWhy, whyHidden } from '../identity/readable.ts'
import { memberRefColumns, toMemberRef } from '../members/member-ref.ts'
import { namedIn, toNamed } from '../mentions/mentioned.ts'
import type { Tables } from '../storage/schema.ts'
import { toRichText } from '../text/markdown.ts'
import { triedBy, triedCounts } from './tried-counts.ts'

/** Answers, with their authors; one that is hidden stands there without its words. */
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
      'answer.hidden',
    ])
    .select([whyHidden('answer'), namedIn('answer')])
    .select([triedCounts, triedBy(member)])
    .select(memberRefColumns)
    .where('answer.community', '=', member.community)
}

type AnswerRow = Awaited<ReturnType<ReturnType<typeof readableAnswers>['execute']>>[number]

const subjectOf = (row: AnswerRow) => ({ community: row.community, owner: row.author, ...keptFrom(row) })

export const toAnswer =
  (member: Asker) =>
  (row: AnswerRow): Answer => ({
    id: row.id,
    author: toMemberRef(row),
    body: can(member, 'answer:read', subjectOf(row)) ? toRichText(row.body, toNamed(row.named)) : [],
    at: row.at,
    ...(row.edited !== null && { edited: row.edited }),
    helped: row.helped === 1,
    tried: JSON.parse(row.triedCounts),
    ...(row.hidden === 1 && { hidden: true as const }),
  })

export const toMine =
  (member: Asker) =>
  (row: AnswerRow): AnswerMine => {
    const subject = subjectOf(row)
    const mayEdit = can(member, 'answer:change', subject)
    const mayDelete = can(member, 'answer:delete', subject)
    return {
      mayEdit,
      mayDelete,
      ...(mayEdit && { source: row.body }),
      ...toWhy(row.why, mayDelete),
      mayTry: can(member, 'answer:try', subject),
      ...(row.triedBy !== null && { tried: row.triedBy }),
    }
  }

/** @throws ProblemError `not-found` */
export async function oneAnswer(db: Kysely<Tables>, member: Asker, id: string): Promise<AnswerOne> {
  const row = await readableAnswers(db, member).where('answer.id', '=', id).executeTakeFirst()
  if (!row) throw noAnswer()
  return { item: toAnswer(member)(row), mine: toMine(member)(row) }
}

export const noAnswer = () => new ProblemError('not-found', 'There is no such answer in this community.')
