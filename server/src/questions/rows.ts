/** Questions as they are stored, and as the contract shows them. */
import type { QuestionMine, QuestionSummary } from '@vlinder/contract'
import { type Kysely, type Selectable, type SqlBool, sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { can } from '../identity/can.ts'
import { keptFrom, readable, toWhy, whyHidden } from '../identity/readable.ts'
import { type MemberRefRow, memberRefColumns, toMemberRef } from '../members/member-ref.ts'
import type { QuestionTable, Tables } from '../storage/schema.ts'
import { knownLanguage } from '../text/language.ts'
import { asksMine, asksOf, toAsked, toAsks } from './ask-rows.ts'
import { followUpDue } from './follow-up-rows.ts'

type Unlisted = 'body' | 'goal' | 'tried' | 'constraint' | 'mergedInto' | 'idempotencyKey' | 'idempotencyHash'
export type QuestionRow = Omit<Selectable<QuestionTable>, Unlisted> &
  MemberRefRow & { topics: string; asks: string; why: string | null; due: SqlBool }

/** A question's topics as a JSON list, beside its other columns. */
export const topicsOf = sql<string>`(select json_group_array(topic) from question_topic t
  where t.community = question.community and t.owner = question.id)`.as('topics')

/** Questions that `member` may read and that stand by themselves, with asker and topics: one query a page. */
export function readableQuestions(db: Kysely<Tables>, member: Asker) {
  return db
    .selectFrom('question')
    .innerJoin('member', (join) =>
      join.onRef('member.community', '=', 'question.community').onRef('member.id', '=', 'question.author'),
    )
    .select([
      'question.community',
      'question.id',
      'question.author',
      'question.title',
      'question.language',
      'question.state',
      'question.excerpt',
      'question.at',
      'question.edited',
      'question.hidden',
      'question.answers',
      'question.helped',
      'question.by',
      'question.help',
    ])
    .select(memberRefColumns)
    .select([topicsOf, asksOf])
    .select([whyHidden('question'), followUpDue(member).as('due')])
    .where('question.community', '=', member.community)
    .where('question.mergedInto', 'is', null)
    .where(readable('question', member))
}

export const toSummary = (row: QuestionRow): QuestionSummary => ({
  id: row.id,
  title: row.title,
  excerpt: row.excerpt,
  topics: JSON.parse(row.topics),
  language: knownLanguage(row.language),
  state: row.state,
  author: toMemberRef(row),
  at: row.at,
  ...(row.edited !== null && { edited: row.edited }),
  ...(row.by !== null && { by: row.by }),
  ...(row.help !== null && { help: row.help }),
  asks: toAsks(row.asks).map(toAsked(row.author)),
  answers: row.answers,
  helped: row.helped,
  ...(row.hidden === 1 && { hidden: true as const }),
})

export const toMine =
  (member: Asker) =>
  (row: QuestionRow): QuestionMine => {
    const subject = { community: row.community, owner: row.author, ...keptFrom(row) }
    const mayDelete = can(member, 'question:delete', subject)
    return {
      mayEdit: can(member, 'question:change', subject),
      mayDelete,
      ...toWhy(row.why, mayDelete),
      mayMarkHelped: can(member, 'question:mark-helped', subject),
      ...asksMine(member, subject, toAsks(row.asks), row.state),
      mayClose: can(member, 'question:close', subject),
      mayMerge: can(member, 'question:merge', subject),
      ...(row.due && { followUp: true as const }),
    }
  }
