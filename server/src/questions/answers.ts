/** Answers of peers, and the asker's word on what helped. */
import type { Answer, AnswerMine, AnswerOne, Page, PageQuery, Revision } from '@vlinder/contract'
import { type Kysely, sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { type Idempotency, madeBefore } from '../http/idempotency.ts'
import { decodeCursor, toPage } from '../http/paging.ts'
import { mustBeAble } from '../identity/can.ts'
import { keptFrom } from '../identity/readable.ts'
import { changed } from '../live/changes.ts'
import { keepMentions } from '../mentions/mentioned.ts'
import { keepRevision } from '../revisions/keep.ts'
import { revisionPage } from '../revisions/queries.ts'
import { newId } from '../storage/id.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { noAnswer, oneAnswer, readableAnswers, toAnswer, toMine } from './answer-rows.ts'
import { answering } from './asking.ts'
import { indexQuestion, recount } from './derived.ts'
import { questionSubject } from './queries.ts'
import { mustBeOpen, standing } from './standing.ts'

/** One page of answers: what helped first, then oldest first. */
export async function answerPage(
  { db }: Storage,
  member: Asker,
  question: string,
  query: PageQuery,
): Promise<Page<Answer, AnswerMine>> {
  mustBeAble(member, 'answer:read', await questionSubject(db, member.community, question))
  const list = `answers ${question}`
  const after = decodeCursor(list, query.cursor, 3)
  let rows = readableAnswers(db, member).where('answer.question', '=', question)
  if (after) {
    const [helped, at, id] = after
    rows = rows.where(
      sql<boolean>`(answer.helped < ${helped} or (answer.helped = ${helped} and (answer.at, answer.id) > (${at}, ${id})))`,
    )
  }
  rows = rows.orderBy('answer.helped', 'desc').orderBy('answer.at').orderBy('answer.id')
  return toPage(await rows.limit(query.limit + 1).execute(), {
    limit: query.limit,
    list,
    key: (row) => [row.helped, row.at, row.id],
    item: toAnswer(member),
    mine: toMine(member),
  })
}

/** Answers a question; the same request again gives the answer that it made. */
export async function giveAnswer(
  storage: Storage,
  member: Asker,
  asked: string,
  body: string,
  idempotency: Idempotency,
): Promise<AnswerOne> {
  const { community, id: author } = member
  return storage.transaction(async (db) => {
    const question = await standing(db, community, asked)
    const subject = await questionSubject(db, community, question)
    mustBeAble(member, 'answer:write', subject)
    const before = await madeBefore(db, 'answer', member, idempotency)
    if (before) return oneAnswer(db, member, before)
    mustBeOpen(subject)
    const written = { community, id: newId(), author, at: new Date().toISOString() }
    const { id } = written
    await db
      .insertInto('answer')
      .values({ ...written, question, body, helped: 0, ...idempotency })
      .execute()
    await keepMentions(db, { ...written, type: 'answer' }, [body])
    await answering(db, community, question, author)
    await recount(db, community, question)
    await indexQuestion(db, community, question)
    await changed(db, community, { type: 'answer', id, parent: question, action: 'created' })
    return oneAnswer(db, member, id)
  })
}

export async function answerSubject(db: Kysely<Tables>, community: string, id: string) {
  const row = await db
    .selectFrom('answer')
    .select(['community', 'author as owner', 'question', 'body', 'hidden'])
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw noAnswer()
  return { ...row, ...keptFrom(row) }
}

export async function changeAnswer(
  storage: Storage,
  member: Asker,
  id: string,
  body: string,
): Promise<AnswerOne> {
  const { community } = member
  return storage.transaction(async (db) => {
    const subject = await answerSubject(db, community, id)
    mustBeAble(member, 'answer:change', subject)
    if (body === subject.body) return oneAnswer(db, member, id)
    await keepRevision(db, member, 'answer', id, { body: subject.body })
    const edited = new Date().toISOString()
    await db
      .updateTable('answer')
      .set({ body, edited })
      .where('community', '=', community)
      .where('id', '=', id)
      .execute()
    await keepMentions(db, { community, type: 'answer', id, author: subject.owner, at: edited }, [body])
    await indexQuestion(db, community, subject.question)
    await changed(db, community, { type: 'answer', id, parent: subject.question, action: 'changed' })
    return oneAnswer(db, member, id)
  })
}

/** What became of an answer, for its author and facilitators. */
export async function answerRevisions(
  { db }: Storage,
  member: Asker,
  id: string,
  query: PageQuery,
): Promise<Page<Revision, object>> {
  const { body, ...subject } = await answerSubject(db, member.community, id)
  mustBeAble(member, 'answer:history', subject)
  return revisionPage(db, member, 'answer', id, { body }, query)
}

export async function deleteAnswer(storage: Storage, member: Asker, id: string): Promise<void> {
  const { community } = member
  await storage.transaction(async (db) => {
    const subject = await answerSubject(db, community, id)
    mustBeAble(member, 'answer:delete', subject)
    await db
      .deleteFrom('comment')
      .where('community', '=', community)
      .where('onType', '=', 'answer')
      .where('onId', '=', id)
      .execute()
    await db.deleteFrom('answer').where('community', '=', community).where('id', '=', id).execute()
    await recount(db, community, subject.question)
    await indexQuestion(db, community, subject.question)
    await changed(db, community, { type: 'answer', id, parent: subject.question, action: 'deleted' })
  })
}

/** The asker says that an answer helped, or takes that back; doing so twice changes nothing. */
export async function markHelped(
  storage: Storage,
  member: Asker,
  asked: string,
  answer: string,
  helped: boolean,
): Promise<void> {
  const { community } = member
  await storage.transaction(async (db) => {
    const question = await standing(db, community, asked)
    mustBeAble(member, 'question:mark-helped', await questionSubject(db, community, question))
    const marked = await db
      .updateTable('answer')
      .set({ helped: helped ? 1 : 0 })
      .where('community', '=', community)
      .where('id', '=', answer)
      .where('question', '=', question)
      .returning('id')
      .executeTakeFirst()
    if (!marked) throw noAnswer()
    await recount(db, community, question)
    await changed(db, community, { type: 'answer', id: answer, parent: question, action: 'changed' })
  })
}
