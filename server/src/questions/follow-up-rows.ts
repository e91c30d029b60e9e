/** What came of a question, and whether its asker may be asked: beside its other columns. */

import type { Outcome, QuestionResult } from '@vlinder/contract'
import { type SqlBool, sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { daysAgo } from '../storage/day.ts'

/** After this long somebody has had the time to try it. In days. */
const FOLLOW_UP_DAYS = 30

const longAgo = () => daysAgo(FOLLOW_UP_DAYS)

/**
 * Whether `member` asked it, was first answered by somebody else a month ago, and has not said what came of it; or said a
 * month ago that it was too early.
 */
export const followUpDue = ({ id }: Asker) =>
  sql<SqlBool>`(question.author = ${id} and coalesce(
    (select f.outcome = 'not-yet' and f.at <= ${longAgo()} from follow_up f
      where f.community = question.community and f.question = question.id),
    (select min(a.at) <= ${longAgo()} from answer a
      where a.community = question.community and a.question = question.id
      and a.author <> question.author and a.hidden = 0), 0))`

/** As JSON, or null. */
export const resultOf = sql<
  string | null
>`(select json_object('outcome', f.outcome, 'words', f.words, 'at', f.at)
  from follow_up f where f.community = question.community and f.question = question.id
  and f.outcome not in ('not-yet', 'never'))`.as('result')

export function toResult(json: string | null): { result?: QuestionResult } {
  if (json === null) return {}
  const { words, ...rest } = JSON.parse(json) as { outcome: Outcome; words: string; at: string }
  return { result: { ...rest, ...(words !== '' && { words }) } }
}
