/** Where a question stands: it may have been merged into another, and that one into a third; and whether it is open. */
import type { QuestionState } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import { ProblemError } from '../http/problem.ts'
import type { Tables } from '../storage/schema.ts'

/** The id of the question in which `id` went up; its own if it was not merged, or is not there. */
export async function standing(db: Kysely<Tables>, community: string, id: string): Promise<string> {
  const row = await db
    .selectFrom('question')
    .select('mergedInto')
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.mergedInto ? standing(db, community, row.mergedInto) : id
}

/** @throws ProblemError `conflict` for a question that was merged */
export function mustStand({ mergedInto }: { mergedInto: string | null }): void {
  if (mergedInto === null) return
  throw new ProblemError(
    'conflict',
    'This question was merged into another one: use that, or ask a facilitator to undo it.',
  )
}

/** @throws ProblemError `closed` */
export function mustBeOpen({ state }: { state: QuestionState }): void {
  if (state !== 'closed') return
  throw new ProblemError(
    'closed',
    'This question is closed: whoever asked it, or a facilitator, can open it again.',
  )
}
