/** Who and what was there before, while somebody is still typing. */
import { limits, type SuggestionQuery, type Suggestions } from '@vlinder/contract'
import { type Kysely, sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { readableQuestions, toSummary as toQuestion } from '../questions/queries.ts'
import type { EntryType } from '../search/entries.ts'
import { ftsQuery, marks, wordsOf } from '../search/words.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { readableStories, toSummary as toStory } from '../stories/rows.ts'
import { suggestPeers } from './peers.ts'

/** How much more a word in the title says than one in the text. */
const TITLE_WEIGHT = 6
const CANDIDATES_MAX = 20

/** Similar questions (answered ones first), stories and peers for half a question. Nothing typed, nothing suggested. */
export async function suggest({ db }: Storage, member: Asker, query: SuggestionQuery): Promise<Suggestions> {
  const words = wordsOf(query.text)
  const match = ftsQuery(member.community, words)
  const [questionIds, storyIds] = match
    ? [
        await candidates(db, member.community, match, 'question'),
        await candidates(db, member.community, match, 'story'),
      ]
    : [[], []]
  const questions = await byId(readableQuestions(db, member), 'question.id', questionIds)
  const stories = await byId(readableStories(db, member), 'story.id', storyIds)
  const answeredFirst = [
    ...questions.filter((row) => row.answers > 0),
    ...questions.filter((row) => row.answers === 0),
  ]
  return {
    questions: answeredFirst
      .slice(0, limits.SUGGESTIONS_MAX)
      .map((row) => ({ question: toQuestion(row), marks: marks(row.title, words) })),
    stories: stories
      .slice(0, limits.SUGGESTIONS_MAX)
      .map((row) => ({ story: toStory(row), marks: marks(row.title, words) })),
    peers: await suggestPeers(db, member, { questions: questionIds, stories: storyIds }, words, query.topic),
  }
}

/** Ids of the best hits of one type, best first. */
async function candidates(
  db: Kysely<Tables>,
  community: string,
  match: string,
  type: EntryType,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select e.id from search join search_entry e on e.row = search.rowid
    where search match ${match} and e.community = ${community} and e.type = ${type}
    order by bm25(search, 0, ${TITLE_WEIGHT}, 1), e.id
    limit ${CANDIDATES_MAX}`.execute(db)
  return rows.map(({ id }) => id)
}

interface ById<Row> {
  where(column: never, operator: 'in', ids: string[]): { execute(): Promise<Row[]> }
}

/** Rows in the order of `ids`; one that cannot be read falls out. */
async function byId<Row extends { id: string }>(
  query: ById<Row>,
  column: string,
  ids: string[],
): Promise<Row[]> {
  if (ids.length === 0) return []
  const rows = await query.where(column as never, 'in', ids).execute()
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? [])
}
