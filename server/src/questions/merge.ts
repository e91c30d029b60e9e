/** Facilitators merge a question into another that asks the same, and undo it: nothing is lost on the way. */
import type { QuestionOne } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { ProblemError } from '../http/problem.ts'
import { mustBeAble } from '../identity/can.ts'
import { changed } from '../live/changes.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { comeOut, goInto } from './merged.ts'
import { oneQuestion, questionSubject } from './queries.ts'
import { mustStand, standing } from './standing.ts'

/** Merges `id` into another, or into what that one went up in; gives the question in which it went up. */
export async function mergeQuestion(
  storage: Storage,
  member: Asker,
  id: string,
  other: string,
): Promise<QuestionOne> {
  const { community } = member
  return storage.transaction(async (db) => {
    const subject = await questionSubject(db, community, id)
    mustBeAble(member, 'question:merge', subject)
    const into = await targetOf(db, community, id, other)
    if (into === (await standing(db, community, id))) return oneQuestion(db, member, into)
    mustStand(subject)
    if (subject.hidden)
      throw new ProblemError('conflict', 'This question is hidden: decide about its report first.')
    await goInto(db, community, id, into)
    await changed(db, community, { type: 'question', id, action: 'deleted' })
    await changed(db, community, { type: 'question', id: into, action: 'changed' })
    return oneQuestion(db, member, into)
  })
}

/** @throws ProblemError `invalid` when it is not there or is the question itself, `conflict` when nothing can be added to it */
async function targetOf(db: Kysely<Tables>, community: string, id: string, other: string): Promise<string> {
  const into = await standing(db, community, other)
  const target = await db
    .selectFrom('question')
    .select(['state', 'hidden'])
    .where('community', '=', community)
    .where('id', '=', into)
    .executeTakeFirst()
  if (!target) throw wrong('There is no such question in this community.', 'must be a question here')
  if (into === id) throw wrong('A question cannot be merged into itself.', 'must be another question')
  if (target.hidden)
    throw new ProblemError('conflict', 'The other question is hidden: decide about its report first.')
  if (target.state === 'closed')
    throw new ProblemError('closed', 'The other question is closed: open it again first.')
  return into
}

const wrong = (sentence: string, detail: string) =>
  new ProblemError('invalid', sentence, { errors: [{ path: 'body.into', detail }] })

/** Undoes it; doing so twice changes nothing. */
export async function unmergeQuestion(storage: Storage, member: Asker, id: string): Promise<QuestionOne> {
  const { community } = member
  return storage.transaction(async (db) => {
    const subject = await questionSubject(db, community, id)
    mustBeAble(member, 'question:merge', subject)
    if (subject.mergedInto === null) return oneQuestion(db, member, id)
    const from = await standing(db, community, id)
    await comeOut(db, community, id)
    await changed(db, community, { type: 'question', id, action: 'created' })
    await changed(db, community, { type: 'question', id: from, action: 'changed' })
    return oneQuestion(db, member, id)
  })
}
