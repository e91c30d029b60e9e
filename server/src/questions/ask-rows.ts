/** Who was asked a question by name, as it is stored beside the question, and as the contract shows it. */
import {
  type Asked,
  type AskReply,
  type AskState,
  limits,
  type QuestionMine,
  type QuestionState,
} from '@vlinder/contract'
import { sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { can, type Subject } from '../identity/can.ts'
import { type MemberRefRow, toMemberRef } from '../members/member-ref.ts'

const memberJson = (table: string) => sql`json_object('memberId', ${sql.ref(`${table}.id`)},
  'memberName', ${sql.ref(`${table}.name`)}, 'memberPosition', ${sql.ref(`${table}.position`)},
  'memberOrganisation', ${sql.ref(`${table}.organisation`)}, 'memberPhoto', ${sql.ref(`${table}.photo`)})`

/** Those who were asked, as a JSON list, beside a question's other columns. As in list.ts, the plus is for the index. */
export const asksOf = sql<string>`(select json_group_array(json_object('member', ${memberJson('m')},
    'by', ${memberJson('b')}, 'to', ${memberJson('t')}, 'at', a.at, 'state', a.state, 'replied', a.replied,
    'active', m.active, 'answered', exists (select 1 from answer w where w.community = a.community and w.question = a.question
      and +w.author = a.member)))
  from ask a
  join member m on m.community = a.community and m.id = a.member
  join member b on b.community = a.community and b.id = a.asked_by
  left join member t on t.community = a.community and t.id = a.referred_to
  where a.community = question.community and a.question = question.id)`.as('asks')

/** `to` holds nulls alone where nobody was named; `replied` is null before there was a reply. */
export interface AskRow {
  member: MemberRefRow
  by: MemberRefRow
  to: MemberRefRow | Record<keyof MemberRefRow, null>
  at: string
  state: AskState
  replied: string | null
  active: 0 | 1
  answered: 0 | 1
}

/** In the order in which they were asked. */
export const toAsks = (json: string): AskRow[] =>
  (JSON.parse(json) as AskRow[]).sort((a, b) => (key(a) < key(b) ? -1 : 1))

const key = ({ at, member }: AskRow) => `${at} ${member.memberId}`

/** As everybody reads it. */
export const toAsked =
  (owner: string) =>
  ({ member, by, at, state, answered }: AskRow): Asked => ({
    member: toMemberRef(member),
    at,
    ...(by.memberId !== owner && { by: toMemberRef(by) }),
    accepted: state === 'accepted' || answered === 1,
  })

const toReply = ({ member, state, replied, to }: AskRow): AskReply => ({
  member: member.memberId,
  state,
  ...(replied !== null && { at: replied }),
  ...(to.memberId !== null && { to: toMemberRef(to) }),
})

/** Whether one more can be asked. Who referred to somebody made room for them. */
export const hasRoom = (asks: readonly Pick<AskRow, 'state'>[]): boolean =>
  asks.filter(({ state }) => state !== 'referred').length < limits.ASKS_MAX

/** What of it is the asking member's business, and what they may do. */
export function asksMine(
  member: Asker,
  subject: Subject,
  asks: readonly AskRow[],
  state: QuestionState,
): Pick<QuestionMine, 'mayAsk' | 'replies' | 'asked'> {
  const theirs = asks.find((ask) => ask.member.memberId === member.id)
  const mayReply =
    theirs?.answered === 0 && can(member, 'question:reply', { ...subject, peers: [theirs.member.memberId] })
  return {
    mayAsk: can(member, 'question:ask', subject) && state !== 'closed' && hasRoom(asks),
    ...(asks.length > 0 && can(member, 'question:replies', subject) && { replies: asks.map(toReply) }),
    ...(theirs && { asked: { ...toReply(theirs), mayReply } }),
  }
}

/** Whether somebody else should be asked: nobody took it up, and not all of those who were asked may do so yet. */
export const wantsNext = (asks: readonly AskRow[]): boolean =>
  asks.some(({ state, active }) => state === 'passed' || state === 'silent' || !active) &&
  asks.every(({ state, active, answered }) => !answered && !(active && state === 'accepted'))
