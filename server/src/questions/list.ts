/** The list of questions, narrowed as asked. */
import {
  limits,
  type Page,
  type QuestionMine,
  type QuestionQuery,
  type QuestionSummary,
} from '@vlinder/contract'
import { sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { decodeCursor, toPage } from '../http/paging.ts'
import { hoursAgo } from '../storage/day.ts'
import type { Storage } from '../storage/storage.ts'
import { followUpDue } from './follow-up-rows.ts'
import { readableQuestions, toMine, toSummary } from './rows.ts'

/** One page of questions, newest first. */
export async function questionPage(
  { db }: Storage,
  member: Asker,
  query: QuestionQuery,
): Promise<Page<QuestionSummary, QuestionMine>> {
  const { state, topic, author, asked, needs, due, limit } = query
  const list = JSON.stringify(['questions', state, topic, author, asked, needs, due])
  const after = decodeCursor(list, query.cursor, 2)
  let rows = readableQuestions(db, member)
  if (state) rows = rows.where('question.state', '=', state)
  if (author) rows = rows.where('question.author', '=', author)
  if (due) rows = rows.where('question.author', '=', member.id).where(followUpDue(member))
  if (topic) {
    rows = rows.where(
      sql<boolean>`exists (select 1 from question_topic t
        where t.community = question.community and t.owner = question.id and t.topic = ${topic})`,
    )
  }
  if (asked) rows = rows.where(waitsFor(member)).where('question.state', '!=', 'closed')
  if (needs) rows = rows.where(unheard())
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

/**
 * Asked of them by name and not answered by them. Silence is no reply: it waits for them still. The plus keeps SQLite from
 * reading all that they ever answered, for each.
 */
const waitsFor = ({ community, id }: Asker) =>
  sql<boolean>`question.id in (select a.question from ask a
    where a.community = ${community} and a.member = ${id} and a.state in ('asked', 'accepted', 'silent')
    and not exists (select 1 from answer w
      where w.community = a.community and w.question = a.question and +w.author = a.member))`

/** Nobody who is still there took it up, and nobody answered in time. */
export const unheard = () =>
  sql<boolean>`question.state = 'open' and question.merged_into is null and question.at <= ${hoursAgo(limits.UNHEARD_HOURS)} and not exists (select 1 from ask a
    join member m on m.community = a.community and m.id = a.member and m.active = 1
    where a.community = question.community and a.question = question.id and a.state = 'accepted')`
