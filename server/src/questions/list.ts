/** The list of questions, narrowed as asked. */
import type { Page, QuestionMine, QuestionQuery, QuestionSummary } from '@vlinder/contract'
import { sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { decodeCursor, toPage } from '../http/paging.ts'
import type { Storage } from '../storage/storage.ts'
import { readableQuestions, toMine, toSummary } from './rows.ts'

/** One page of questions, newest first. */
export async function questionPage(
  { db }: Storage,
  member: Asker,
  query: QuestionQuery,
): Promise<Page<QuestionSummary, QuestionMine>> {
  const { state, topic, author, limit } = query
  const list = JSON.stringify(['questions', state, topic, author])
  const after = decodeCursor(list, query.cursor, 2)
  let rows = readableQuestions(db, member)
  if (state) rows = rows.where('question.state', '=', state)
  if (author) rows = rows.where('question.author', '=', author)
  if (topic) {
    rows = rows.where(
      sql<boolean>`exists (select 1 from question_topic t
        where t.community = question.community and t.owner = question.id and t.topic = ${topic})`,
    )
  }
  if (after) rows = rows.where(sql<boolean>`(question.at, question.id) < (${sql.join(after)})`)
  rows = rows.orderBy('question.at', 'desc').orderBy('question.id', 'desc')
  return toPage(await rows.limit(limit + 1).execute(), {
    limit,
    list,
    key: ({ at, id }) => [at, id],
    item: toSummary,
    mine: toMine(member),
  })
}
