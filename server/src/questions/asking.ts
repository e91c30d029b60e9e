/** What is written of who is asked a question by name; each in the transaction of what brings it about. */
import type { Kysely } from 'kysely'
import { mustBeOthers } from '../members/others.ts'
import type { AskTable, Tables } from '../storage/schema.ts'
import { expectReply } from './later.ts'

/** Which question somebody is asked, and by whom. */
interface Asking extends Pick<AskTable, 'community' | 'question' | 'askedBy'> {
  /** Who asked the question. */
  owner: string
}

/** In a transaction. @throws ProblemError `invalid`, naming who cannot be asked by `field` */
export async function addAsks(
  db: Kysely<Tables>,
  { owner, ...asking }: Asking,
  members: readonly string[],
  field: (member: string) => string,
): Promise<void> {
  if (members.length === 0) return
  await mustBeOthers(db, { ...asking, owner }, members, field)
  const at = new Date().toISOString()
  await db
    .insertInto('ask')
    .values(members.map((member) => ({ ...asking, member, at, state: 'asked' as const })))
    .execute()
  for (const member of members) await expectReply(db, asking.community, asking.question, member, at)
}

export const dropAsk = (db: Kysely<Tables>, community: string, question: string, member: string) =>
  db
    .deleteFrom('ask')
    .where('community', '=', community)
    .where('question', '=', question)
    .where('member', '=', member)
    .execute()

/** `referredTo` is whom they named instead. */
export const setReply = (
  db: Kysely<Tables>,
  { community, question, member }: Pick<AskTable, 'community' | 'question' | 'member'>,
  state: AskTable['state'],
  referredTo: string | null = null,
) =>
  db
    .updateTable('ask')
    .set({ state, referredTo, replied: new Date().toISOString() })
    .where('community', '=', community)
    .where('question', '=', question)
    .where('member', '=', member)
    .where((eb) => eb.or([eb('state', '!=', state), eb('state', '=', 'referred')]))
    .execute()

/** Whoever answers took it up, if they were asked. In the transaction of the answer. */
export const answering = (db: Kysely<Tables>, community: string, question: string, member: string) =>
  setReply(db, { community, question, member }, 'accepted')
