/**
 * What members did about a subject, as far as the asker may read it: answers given, stories told, what answers say tried,
 * comments, and what they declare. Never the asker's own. Nothing that stands with a story of their own speaks for its
 * author but the story itself, so that whoever would rather not be called about it is not named for it in any way.
 */
import { type Kysely, sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { readable, readableStory } from '../identity/readable.ts'
import { anyOf } from '../search/entries.ts'
import type { Tables } from '../storage/schema.ts'
import type { Candidate } from './candidates.ts'
import type { Evidence } from './ranking.ts'
import { declaredAbout } from './topics.ts'

/** Comments are looked for under so many of the closest: further down they would hardly count. */
const COMMENTED_MAX = 30
const DAY_MS = 86_400_000

interface Found {
  questions: readonly Candidate[]
  stories: readonly Candidate[]
  /** Topics that the subject is about. */
  topics: readonly string[]
}

/** `now`: the moment of asking, in milliseconds since 1970. */
export async function evidenceOf(
  db: Kysely<Tables>,
  asker: Asker,
  { questions, stories, topics }: Found,
  now: number,
): Promise<Evidence[]> {
  const daysSince = (at: string) => Math.max(0, (now - Date.parse(at)) / DAY_MS)
  const placed = <One extends { at: string }>(rows: readonly One[]) =>
    rows.map(({ at, ...one }) => ({ ...one, days: daysSince(at) }))
  const fit = (candidates: readonly Candidate[]) => {
    const fits = new Map(candidates.map(({ id, fit }) => [id, fit]))
    return (id: string) => fits.get(id) ?? 0
  }
  const [ofQuestion, ofStory] = [fit(questions), fit(stories)]
  const answers = placed(await answersTo(db, asker, questions))
  const tries = placed(await triesOf(db, asker, questions))
  const told = placed(await storiesAmong(db, asker, stories))
  const comments = [
    ...placed(await commentsOn('story', db, asker, stories)),
    ...placed(await commentsOn('question', db, asker, questions)),
  ]
  return [
    ...answers.map(
      (one): Evidence => ({
        type: 'answered',
        ...one,
        helped: one.helped === 1,
        fit: ofQuestion(one.question),
      }),
    ),
    ...tries.map((one): Evidence => ({ type: 'tried', ...one, fit: ofQuestion(one.question) })),
    ...told.map((one): Evidence => ({ type: 'told', ...one, fit: ofStory(one.story) })),
    ...comments.map(
      (one): Evidence => ({
        type: 'commented',
        ...one,
        fit: (one.on === 'story' ? ofStory : ofQuestion)(one.id),
      }),
    ),
    ...(await declaredAbout(db, asker, topics)),
  ]
}

const idsOf = (candidates: readonly Candidate[]) => candidates.map(({ id }) => id)

async function answersTo(db: Kysely<Tables>, asker: Asker, questions: readonly Candidate[]) {
  if (questions.length === 0) return []
  return db
    .selectFrom('answer')
    .innerJoin('question', (join) =>
      join
        .onRef('question.community', '=', 'answer.community')
        .onRef('question.id', '=', 'answer.question')
        // What somebody found out themselves is no help that they gave.
        .onRef('question.author', '!=', 'answer.author'),
    )
    .select(['answer.author as member', 'answer.question', 'answer.helped', 'answer.at'])
    .where('answer.community', '=', asker.community)
    .where('answer.question', 'in', anyOf(idsOf(questions)))
    .where('answer.author', '!=', asker.id)
    .where('answer.hidden', '=', 0)
    .where(readable('question', asker))
    .execute()
}

/** Of the answers to a member's own question it says as much as of those to another's. */
async function triesOf(db: Kysely<Tables>, asker: Asker, questions: readonly Candidate[]) {
  if (questions.length === 0) return []
  return db
    .selectFrom('answer')
    .innerJoin('question', (join) =>
      join.onRef('question.community', '=', 'answer.community').onRef('question.id', '=', 'answer.question'),
    )
    .innerJoin('tried', (join) =>
      join.onRef('tried.community', '=', 'answer.community').onRef('tried.answer', '=', 'answer.id'),
    )
    .select(['tried.member', 'answer.question', 'tried.outcome', 'tried.at'])
    .where('answer.community', '=', asker.community)
    .where('answer.question', 'in', anyOf(idsOf(questions)))
    .where('answer.hidden', '=', 0)
    .where('tried.member', '!=', asker.id)
    .where(readable('question', asker))
    .execute()
}

async function storiesAmong(db: Kysely<Tables>, asker: Asker, stories: readonly Candidate[]) {
  if (stories.length === 0) return []
  return (
    db
      .selectFrom('story')
      .select(['author as member', 'id as story', 'kind', 'at'])
      .where('community', '=', asker.community)
      .where('id', 'in', anyOf(idsOf(stories)))
      .where('author', '!=', asker.id)
      .where(readableStory(asker))
      // Whoever would rather not be called about it is not named for it.
      .where(sql<boolean>`coalesce(story.contact, 1) = 1`)
      .execute()
  )
}

/** The newest of each member on each thing that is not their own. */
async function commentsOn<On extends 'story' | 'question'>(
  on: On,
  db: Kysely<Tables>,
  asker: Asker,
  candidates: readonly Candidate[],
): Promise<{ member: string; on: On; id: string; at: string }[]> {
  if (candidates.length === 0) return []
  const rows = await db
    .selectFrom('comment')
    .innerJoin(`${on as 'story'} as thing`, (join) =>
      join
        .onRef('thing.community', '=', 'comment.community')
        .onRef('thing.id', '=', 'comment.onId')
        .onRef('thing.author', '!=', 'comment.author'),
    )
    .select(['comment.author as member', 'comment.onId as id'])
    .select(({ fn }) => fn.max('comment.at').as('at'))
    .where('comment.community', '=', asker.community)
    .where('comment.onType', '=', on)
    .where('comment.onId', 'in', anyOf(idsOf(candidates.slice(0, COMMENTED_MAX))))
    .where('comment.author', '!=', asker.id)
    .where('comment.hidden', '=', 0)
    .groupBy(['comment.author', 'comment.onId'])
    .execute()
  return rows.map((row) => ({ ...row, on }))
}
