/** One question at a time: read, asked, changed and deleted. */

import { isDeepStrictEqual } from 'node:util'
import type {
  NewQuestion,
  Page,
  PageQuery,
  QuestionChange,
  QuestionOne,
  Revision,
  SuggestedPeer,
} from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { InferOutput } from 'valibot'
import type { Asker } from '../http/asking.ts'
import { type Idempotency, madeBefore } from '../http/idempotency.ts'
import { ProblemError } from '../http/problem.ts'
import { mustBeAble } from '../identity/can.ts'
import { keptFrom } from '../identity/readable.ts'
import { changed } from '../live/changes.ts'
import { keepMentions, namedIn, toNamed } from '../mentions/mentioned.ts'
import { keepRevision } from '../revisions/keep.ts'
import { revisionPage } from '../revisions/queries.ts'
import { dropEntry } from '../search/entries.ts'
import { newId } from '../storage/id.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { nextPeer } from '../suggestions/next.ts'
import { toRichText } from '../text/markdown.ts'
import { toAsks, wantsNext } from './ask-rows.ts'
import { addAsks } from './asking.ts'
import { indexQuestion, questionExcerpt } from './derived.ts'
import { resultOf, toResult } from './follow-up-rows.ts'
import { expectAnswer } from './later.ts'
import { leaveMerges, mergedInto } from './merged.ts'
import { type QuestionRow, readableQuestions, toMine, topicsOf, toSummary } from './rows.ts'
import { mustStand, standing } from './standing.ts'

/** @throws ProblemError `not-found` */
export async function oneQuestion(db: Kysely<Tables>, member: Asker, id: string): Promise<QuestionOne> {
  const row = await readableQuestions(db, member)
    .select([
      'question.body',
      'question.goal',
      'question.tried',
      'question.constraint',
      namedIn('question'),
      resultOf,
    ])
    .where('question.id', '=', id)
    .executeTakeFirst()
  if (!row) throw noQuestion()
  const mine = toMine(member)(row)
  const { goal, tried, constraint } = row
  const merged = await mergedInto(db, member, id)
  return {
    item: {
      ...toSummary(row),
      body: toRichText(row.body, toNamed(row.named)),
      ...(goal && { goal }),
      ...(tried && { tried }),
      ...(constraint && { constraint }),
      ...toResult(row.result),
      ...(merged.length > 0 && { merged }),
    },
    mine: {
      ...mine,
      ...(mine.mayEdit && { source: row.body }),
      ...(mine.mayAsk && row.state === 'open' && (await nextFor(db, member, row))),
    },
  }
}

async function nextFor(
  db: Kysely<Tables>,
  member: Asker,
  row: Pick<QuestionRow, 'asks' | 'author' | 'title'> & { body: string },
): Promise<{ next?: SuggestedPeer }> {
  const asks = toAsks(row.asks)
  if (!wantsNext(asks)) return {}
  const known = new Set([row.author, ...asks.map((ask) => ask.member.memberId)])
  const next = await nextPeer(db, member, `${row.title}\n${row.body}`, known)
  return next ? { next } : {}
}

const noQuestion = () => new ProblemError('not-found', 'There is no such question in this community.')

/** Who asked; refuses a question that is not there. @throws ProblemError `not-found` */
export async function questionSubject(db: Kysely<Tables>, community: string, id: string) {
  const row = await db
    .selectFrom('question')
    .select(['community', 'author as owner', 'hidden', 'state', 'mergedInto'])
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw noQuestion()
  return { ...row, ...keptFrom(row) }
}

/** Asks; the same request again gives the question that it made. */
export async function askQuestion(
  storage: Storage,
  member: Asker,
  { topics, peers, by, help, ...words }: InferOutput<typeof NewQuestion> & { language: string },
  idempotency: Idempotency,
): Promise<QuestionOne> {
  const { community, id: author } = member
  return storage.transaction(async (db) => {
    const before = await madeBefore(db, 'question', member, idempotency)
    if (before) return oneQuestion(db, member, await standing(db, community, before))
    const written = { community, id: newId(), author, at: new Date().toISOString() }
    const { id } = written
    await db
      .insertInto('question')
      .values({
        ...words,
        by: by ?? null,
        help: help ?? null,
        ...idempotency,
        ...written,
        state: 'open',
        excerpt: questionExcerpt(words.body),
        answers: 0,
        helped: 0,
      })
      .execute()
    await setQuestionTopics(db, community, id, topics)
    await addAsks(
      db,
      { community, question: id, owner: author, askedBy: author },
      peers,
      (peer) => `body.peers.${peers.indexOf(peer)}`,
    )
    await expectAnswer(db, community, id, written.at)
    await keepMentions(db, { ...written, type: 'question' }, [words.body])
    await indexQuestion(db, community, id)
    await changed(db, community, { type: 'question', id, action: 'created' })
    return oneQuestion(db, member, id)
  })
}

/** Changes a question, all or nothing; what was already so does not count as an edit. */
export async function changeQuestion(
  storage: Storage,
  member: Asker,
  id: string,
  change: InferOutput<typeof QuestionChange>,
): Promise<QuestionOne> {
  const { community } = member
  return storage.transaction(async (db) => {
    const subject = await questionSubject(db, community, id)
    mustBeAble(member, 'question:change', subject)
    mustStand(subject)
    const before = await questionAsItIs(db, community, id)
    // Optional fields never hold undefined here: JSON has none.
    const next = { ...before, ...(change as Partial<typeof before>) }
    if (!isDeepStrictEqual(next, before)) {
      await keepRevision(db, member, 'question', id, before)
      await rewriteQuestion(db, community, id, next, subject.owner)
    }
    return oneQuestion(db, member, id)
  })
}

/** Everything about a question that whoever asked it may change. */
async function questionAsItIs(db: Kysely<Tables>, community: string, id: string) {
  const row = await db
    .selectFrom('question')
    .select(['title', 'body', 'language', 'goal', 'tried', 'constraint', 'by', 'help', topicsOf])
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { ...row, topics: JSON.parse(row.topics) as string[] }
}

/** What became of a question, for whoever asked it and facilitators. */
export async function questionRevisions(
  { db }: Storage,
  member: Asker,
  id: string,
  query: PageQuery,
): Promise<Page<Revision, object>> {
  mustBeAble(member, 'question:history', await questionSubject(db, member.community, id))
  return revisionPage(db, member, 'question', id, await questionAsItIs(db, member.community, id), query)
}

async function rewriteQuestion(
  db: Kysely<Tables>,
  community: string,
  id: string,
  { topics, ...words }: Awaited<ReturnType<typeof questionAsItIs>>,
  author: string,
): Promise<void> {
  const edited = new Date().toISOString()
  await db
    .updateTable('question')
    .set({ ...words, excerpt: questionExcerpt(words.body), edited })
    .where('community', '=', community)
    .where('id', '=', id)
    .execute()
  await keepMentions(db, { community, type: 'question', id, author, at: edited }, [words.body])
  await setQuestionTopics(db, community, id, topics)
  await indexQuestion(db, community, id)
  await changed(db, community, { type: 'question', id, action: 'changed' })
}

/** Removes a question with its answers. */
export async function deleteQuestion(storage: Storage, member: Asker, id: string): Promise<void> {
  const { community } = member
  await storage.transaction(async (db) => {
    mustBeAble(member, 'question:delete', await questionSubject(db, community, id))
    await leaveMerges(db, community, id)
    const answers = db
      .selectFrom('answer')
      .select('id')
      .where('community', '=', community)
      .where('question', '=', id)
    await db
      .deleteFrom('comment')
      .where('community', '=', community)
      .where(({ or, and, eb }) =>
        or([
          and([eb('onType', '=', 'question'), eb('onId', '=', id)]),
          and([eb('onType', '=', 'answer'), eb('onId', 'in', answers)]),
        ]),
      )
      .execute()
    await dropEntry(db, community, 'question', id)
    await db.deleteFrom('question').where('community', '=', community).where('id', '=', id).execute()
    await changed(db, community, { type: 'question', id, action: 'deleted' })
  })
}

/** A question's topics, replaced as a whole. */
export async function setQuestionTopics(
  db: Kysely<Tables>,
  community: string,
  owner: string,
  topics: readonly string[],
): Promise<void> {
  await db.deleteFrom('questionTopic').where('community', '=', community).where('owner', '=', owner).execute()
  if (topics.length === 0) return
  await db
    .insertInto('questionTopic')
    .values(topics.map((topic) => ({ community, owner, topic })))
    .execute()
}
