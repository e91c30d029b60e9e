/** Asks members a question by name, takes that back, and hears what they reply. */
import { limits, type NewReply, type QuestionOne } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { ProblemError } from '../http/problem.ts'
import { mustBeAble } from '../identity/can.ts'
import { changed } from '../live/changes.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { hasRoom } from './ask-rows.ts'
import { addAsks, dropAsk, setReply } from './asking.ts'
import { oneQuestion, questionSubject } from './queries.ts'
import { mustBeOpen, mustStand, standing } from './standing.ts'

const asksOf = (db: Kysely<Tables>, community: string, question: string) =>
  db
    .selectFrom('ask')
    .select(['member', 'state', 'askedBy', 'referredTo'])
    .where('community', '=', community)
    .where('question', '=', question)
    .execute()

/** Open pages of those whom it concerns hear of it: what everybody reads of it can wait. */
const tell = (db: Kysely<Tables>, community: string, id: string, heardBy: readonly string[]) =>
  changed(db, community, { type: 'question', id, action: 'changed', heardBy: [...new Set(heardBy)] })

/** Asks one more member; asking somebody again changes nothing. */
export async function askPeer(
  storage: Storage,
  member: Asker,
  question: string,
  peer: string,
): Promise<QuestionOne> {
  const { community } = member
  return storage.transaction(async (db) => {
    const { owner, ...subject } = await questionSubject(db, community, question)
    mustBeAble(member, 'question:ask', { ...subject, owner })
    mustStand(subject)
    mustBeOpen(subject)
    const asks = await asksOf(db, community, question)
    if (asks.some((ask) => ask.member === peer)) return oneQuestion(db, member, question)
    if (!hasRoom(asks))
      throw new ProblemError(
        'conflict',
        `${limits.ASKS_MAX} members were asked: take one of them back first.`,
      )
    await addAsks(db, { community, question, owner, askedBy: member.id }, [peer], () => 'path.member')
    await tell(db, community, question, [owner, member.id, peer, ...asks.map((ask) => ask.member)])
    return oneQuestion(db, member, question)
  })
}

/** Asks somebody no longer. What they wrote stays, and whom they named stays asked. */
export async function takeBackAsk(
  storage: Storage,
  member: Asker,
  question: string,
  peer: string,
): Promise<void> {
  const { community } = member
  await storage.transaction(async (db) => {
    const { owner, ...subject } = await questionSubject(db, community, question)
    mustBeAble(member, 'question:take-back', { ...subject, owner })
    mustStand(subject)
    await dropAsk(db, community, question, peer)
    await tell(db, community, question, [owner, member.id, peer])
  })
}

/** The reply of a member who was asked, or another one, to where the question stands. @throws ProblemError `conflict` once they have answered */
export async function replyToAsk(
  storage: Storage,
  member: Asker,
  asked: string,
  reply: NewReply,
): Promise<QuestionOne> {
  const { community, id: me } = member
  return storage.transaction(async (db) => {
    const question = await standing(db, community, asked)
    const { owner, ...subject } = await questionSubject(db, community, question)
    const asks = await asksOf(db, community, question)
    const peers = asks.map((ask) => ask.member)
    mustBeAble(member, 'question:reply', { ...subject, owner, peers })
    if (await hasAnswered(db, community, question, me))
      throw new ProblemError('conflict', 'You answered this question already.')
    const before = asks.find((ask) => ask.member === me)!
    const to = reply.state === 'referred' ? reply.to : null
    if (before.state === reply.state && before.referredTo === to) return oneQuestion(db, member, question)

    // Who was named before, and said nothing yet, was named by mistake.
    const named = asks.find((ask) => ask.member === before.referredTo && ask.askedBy === me)
    const gone =
      named && named.member !== to && ['asked', 'silent'].includes(named.state) ? named.member : undefined
    if (gone) await dropAsk(db, community, question, gone)
    if (to !== null && to !== before.referredTo) {
      mustBeOpen(subject)
      if (peers.includes(to)) throw askedAlready()
      if (asks.filter((ask) => ask.askedBy === me && ask.member !== gone).length >= limits.ASKS_MAX)
        throw new ProblemError('conflict', `You named ${limits.ASKS_MAX} members already.`)
      await addAsks(db, { community, question, owner, askedBy: me }, [to], () => 'body.to')
    }
    await setReply(db, { community, question, member: me }, reply.state, to)
    const taken = reply.state === 'accepted' || before.state === 'accepted'
    await tell(db, community, question, [
      owner,
      me,
      ...(taken ? peers : []),
      ...(to ? [to] : []),
      ...(gone ? [gone] : []),
    ])
    return oneQuestion(db, member, question)
  })
}

const askedAlready = () =>
  new ProblemError('invalid', 'They were asked already.', {
    errors: [{ path: 'body.to', detail: 'must be somebody who was not asked yet' }],
  })

async function hasAnswered(db: Kysely<Tables>, community: string, question: string, author: string) {
  const answer = await db
    .selectFrom('answer')
    .select('id')
    .where('community', '=', community)
    .where('question', '=', question)
    .where('author', '=', author)
    .executeTakeFirst()
  return answer !== undefined
}
