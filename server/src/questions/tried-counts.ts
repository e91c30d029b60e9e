/** Who tried what an answer says, counted beside its other columns. */
import type { Outcome } from '@vlinder/contract'
import { sql } from 'kysely'
import type { Asker } from '../http/asking.ts'

const times = (outcome: Outcome) => sql`count(*) filter (where t.outcome = ${outcome})`

/** How many members met each outcome, as JSON. */
export const triedCounts = sql<string>`(select json_object('worked', ${times('worked')},
    'mixed', ${times('mixed')}, 'failed', ${times('failed')})
  from tried t where t.community = answer.community and t.answer = answer.id)`.as('triedCounts')

/** What came of it for the asking member, or null. */
export const triedBy = ({ id }: Asker) =>
  sql<Outcome | null>`(select t.outcome from tried t
    where t.community = answer.community and t.answer = answer.id and t.member = ${id})`.as('triedBy')
