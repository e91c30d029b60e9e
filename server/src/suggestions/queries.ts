/** What was there before, and who has been there, for somebody who is still typing. */
import {
  limits,
  type QuestionSummary,
  type StorySummary,
  type SuggestionQuery,
  type Suggestions,
} from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { readableQuestions, toSummary as toQuestion } from '../questions/rows.ts'
import { find } from '../search/find.ts'
import { marks } from '../search/marks.ts'
import { type Query, queryOf } from '../search/query.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { readableStories, toSummary as toStory } from '../stories/rows.ts'
import { type Candidate, candidates } from './candidates.ts'
import { peersFor, withFaces } from './peers.ts'
import { topicsAbout } from './topics.ts'

/** Similar questions (answered ones first), stories, and peers with reasons; nothing for words that say nothing. */
export async function suggest(
  { db }: Storage,
  asker: Asker,
  { text, topic }: SuggestionQuery,
): Promise<Suggestions> {
  const before = await whatWasThere(db, asker, text, topic)
  if (before === undefined) return { questions: [], stories: [], peers: [] }
  const { query, questions, stories } = before
  return {
    questions: (await similarQuestions(db, asker, questions)).map((question) => ({
      question,
      marks: marks(question.title, query),
    })),
    stories: (await similarStories(db, asker, stories)).map((story) => ({
      story,
      marks: marks(story.title, query),
    })),
    peers: await withFaces(db, asker, await peersFor(db, asker, before)),
  }
}

/** What there is that `text` resembles, best first, and the topics that it is about; undefined for words that say nothing. */
export async function whatWasThere(
  db: Kysely<Tables>,
  asker: Asker,
  text: string,
  topic?: string,
): Promise<{ query: Query; questions: Candidate[]; stories: Candidate[]; topics: string[] } | undefined> {
  const query = await queryOf(db, asker.community, text, { typing: true })
  if (query === undefined) return undefined
  const hits = await find(db, asker.community, query)
  return {
    query,
    questions: await candidates(db, asker, 'question', hits, topic),
    stories: await candidates(db, asker, 'story', hits, topic),
    topics: await topicsAbout(db, asker, query, topic),
  }
}

/** Among so many of the best an answered question is put before an open one; further down it would resemble too little. */
const SIMILAR_MAX = 20

/** Answered questions first: they may make asking needless. One's own that nobody answered yet tells one nothing. */
async function similarQuestions(
  db: Kysely<Tables>,
  asker: Asker,
  found: Candidate[],
): Promise<QuestionSummary[]> {
  const ids = found
    .filter(({ close }) => close)
    .slice(0, SIMILAR_MAX)
    .map(({ id }) => id)
  if (ids.length === 0) return []
  const rows = await readableQuestions(db, asker).where('question.id', 'in', ids).execute()
  return rows
    .filter(({ author, answers }) => author !== asker.id || answers > 0)
    .sort((a, b) => Number(b.answers > 0) - Number(a.answers > 0) || ids.indexOf(a.id) - ids.indexOf(b.id))
    .slice(0, limits.SUGGESTIONS_MAX)
    .map(toQuestion)
}

async function similarStories(db: Kysely<Tables>, asker: Asker, found: Candidate[]): Promise<StorySummary[]> {
  const ids = found
    .filter(({ close }) => close)
    .slice(0, limits.SUGGESTIONS_MAX)
    .map(({ id }) => id)
  if (ids.length === 0) return []
  const rows = await readableStories(db, asker).where('story.id', 'in', ids).execute()
  return rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)).map(toStory)
}
