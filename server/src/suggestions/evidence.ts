/** What members did about a subject: answers given, stories told, topics they can be asked about. Never the asker's own, never a leaver's. */
import { type Kysely, sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { anyOf } from '../search/entries.ts'
import { isAskedFor } from '../search/marks.ts'
import type { Query } from '../search/query.ts'
import type { Tables } from '../storage/schema.ts'
import { languageOf, STOP_WORDS } from '../text/language.ts'
import { wordsOf } from '../text/words.ts'
import type { Candidate } from './candidates.ts'
import type { Evidence } from './ranking.ts'

/** Members looked at for each topic: as many as could ever be shown, and then some. */
const ASKABLE_MAX = 200

interface Found {
  questions: readonly Candidate[]
  stories: readonly Candidate[]
  /** Topics that the subject is about. */
  topics: readonly string[]
}

export async function evidenceOf(db: Kysely<Tables>, asker: Asker, found: Found): Promise<Evidence[]> {
  return [
    ...(await answersTo(db, asker, found.questions)),
    ...(await storiesAmong(db, asker, found.stories)),
    ...(await askableAbout(db, asker, found.topics)),
  ]
}

/** Members who may be suggested to `asker`. */
const peers = (db: Kysely<Tables>, { community, id }: Asker) =>
  db
    .selectFrom('member')
    .where('member.community', '=', community)
    .where('member.active', '=', 1)
    .where('member.id', '!=', id)

const DAY_MS = 24 * 60 * 60 * 1000
const daysSince = (at: string) => Math.max(0, (Date.now() - Date.parse(at)) / DAY_MS)

const fits = (candidates: readonly Candidate[]) => new Map(candidates.map(({ id, fit }) => [id, fit]))

async function answersTo(
  db: Kysely<Tables>,
  asker: Asker,
  questions: readonly Candidate[],
): Promise<Evidence[]> {
  if (questions.length === 0) return []
  const fit = fits(questions)
  const rows = await peers(db, asker)
    .innerJoin('answer', (join) =>
      join.onRef('answer.community', '=', 'member.community').onRef('answer.author', '=', 'member.id'),
    )
    .innerJoin('question', (join) =>
      join
        .onRef('question.community', '=', 'answer.community')
        .onRef('question.id', '=', 'answer.question')
        // What somebody found out themselves is no help that they gave.
        .onRef('question.author', '!=', 'answer.author'),
    )
    .select(['member.id as member', 'answer.question', 'answer.helped', 'answer.at'])
    .where('answer.question', 'in', anyOf([...fit.keys()]))
    .where('answer.hidden', '=', 0)
    .execute()
  return rows.map(({ member, question, helped, at }) => ({
    type: 'answered',
    member,
    question,
    helped: helped === 1,
    fit: fit.get(question) ?? 0,
    days: daysSince(at),
  }))
}

async function storiesAmong(
  db: Kysely<Tables>,
  asker: Asker,
  stories: readonly Candidate[],
): Promise<Evidence[]> {
  if (stories.length === 0) return []
  const fit = fits(stories)
  const rows = await peers(db, asker)
    .innerJoin('story', (join) =>
      join.onRef('story.community', '=', 'member.community').onRef('story.author', '=', 'member.id'),
    )
    .select(['member.id as member', 'story.id as story', 'story.kind', 'story.at'])
    .where('story.id', 'in', anyOf([...fit.keys()]))
    // Whoever would rather not be called about it is not named for it.
    .where(sql<boolean>`coalesce(story.contact, 1) = 1`)
    .execute()
  return rows.map(({ member, story, kind, at }) => ({
    type: 'told',
    member,
    story,
    kind,
    fit: fit.get(story) ?? 0,
    days: daysSince(at),
  }))
}

async function askableAbout(
  db: Kysely<Tables>,
  asker: Asker,
  topics: readonly string[],
): Promise<Evidence[]> {
  if (topics.length === 0) return []
  const rows = await peers(db, asker)
    .innerJoin('memberTopic', (join) =>
      join
        .onRef('memberTopic.community', '=', 'member.community')
        .onRef('memberTopic.owner', '=', 'member.id'),
    )
    .select(['member.id as member', 'memberTopic.topic'])
    .where('memberTopic.topic', 'in', [...topics])
    .limit(ASKABLE_MAX)
    .execute()
  return rows.map(({ member, topic }) => ({ type: 'topic', member, topic }))
}

/** Topics that members declared and the typed words are about: each of a topic's own words was typed. And the asked topic itself. */
export async function topicsAbout(
  db: Kysely<Tables>,
  asker: Asker,
  query: Query,
  asked: string | undefined,
): Promise<string[]> {
  const rows = await db
    .selectFrom('memberTopic')
    .select('topic')
    .distinct()
    .where('community', '=', asker.community)
    .execute()
  return rows.map(({ topic }) => topic).filter((topic) => topic === asked || isAbout(topic, query))
}

/** Whether everything that `topic` says was typed. */
function isAbout(topic: string, query: Query): boolean {
  const words = wordsOf(topic)
  const saying = words.filter(({ word }) => !STOP_WORDS[languageOf(words, 'nl')].has(word))
  return saying.length > 0 && saying.every(({ word }) => isAskedFor(word, query))
}
