/** What becomes of a question by itself: who does not reply falls silent, and what nobody takes up goes to the facilitators. */
import { limits } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import { schedule } from '../jobs/schedule.ts'
import { changed } from '../live/changes.ts'
import { hoursAgo } from '../storage/day.ts'
import type { Tables } from '../storage/schema.ts'
import { unheard } from './list.ts'
import { standing } from './standing.ts'

/** Hours after `at`. */
const after = (at: string, hours: number) => new Date(Date.parse(at) + hours * 3_600_000).toISOString()

/** In the transaction that asks them. */
export const expectReply = (
  db: Kysely<Tables>,
  community: string,
  question: string,
  member: string,
  at: string,
) =>
  schedule(
    db,
    { community, kind: 'ask-silent', subject: JSON.stringify([question, member]) },
    after(at, limits.SILENT_HOURS),
  )

/** In the transaction that asks the question. */
export const expectAnswer = (db: Kysely<Tables>, community: string, question: string, at: string) =>
  schedule(db, { community, kind: 'question-unheard', subject: question }, after(at, limits.UNHEARD_HOURS))

/** Notes that a member did not reply in time, and tells whoever named them, and the asker. */
export async function fallSilent(db: Kysely<Tables>, community: string, subject: string): Promise<void> {
  const [asked, member] = JSON.parse(subject) as [string, string]
  const question = await standing(db, community, asked)
  const silent = await db
    .updateTable('ask')
    .set({ state: 'silent' })
    .where('community', '=', community)
    .where('question', '=', question)
    .where('member', '=', member)
    .where('state', '=', 'asked')
    .where('at', '<=', hoursAgo(limits.SILENT_HOURS))
    .returning('askedBy')
    .executeTakeFirst()
  if (!silent) return
  const { author } = await db
    .selectFrom('question')
    .select('author')
    .where('community', '=', community)
    .where('id', '=', question)
    .executeTakeFirstOrThrow()
  await changed(db, community, {
    type: 'question',
    id: question,
    action: 'changed',
    heardBy: [...new Set([author, silent.askedBy])],
  })
}

/** Tells the facilitators, if nobody took it up or answered meanwhile. */
export async function tellUnheard(db: Kysely<Tables>, community: string, question: string): Promise<void> {
  const waiting = await db
    .selectFrom('question')
    .select('id')
    .where('community', '=', community)
    .where('id', '=', question)
    .where(unheard())
    .executeTakeFirst()
  if (!waiting) return
  const facilitators = await db
    .selectFrom('member')
    .select('id')
    .where('community', '=', community)
    .where('role', '=', 'facilitator')
    .where('active', '=', 1)
    .execute()
  const heardBy = facilitators.map(({ id }) => id)
  await changed(db, community, { type: 'question', id: question, action: 'changed', heardBy })
}
