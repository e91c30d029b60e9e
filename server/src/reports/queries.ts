/** Reports: made once by each member about a thing, looked at and decided by facilitators. */
import type {
  NewReport,
  Page,
  Report,
  ReportChange,
  ReportMade,
  ReportOne,
  ReportQuery,
  WrittenType,
} from '@vlinder/contract'
import { type Kysely, sql } from 'kysely'
import type { InferOutput } from 'valibot'
import { commentSubject } from '../comments/queries.ts'
import type { Asker } from '../http/asking.ts'
import { type Idempotency, madeBefore } from '../http/idempotency.ts'
import { ProblemError } from '../http/problem.ts'
import { mustBeAble, type Subject } from '../identity/can.ts'
import { answerSubject } from '../questions/answers.ts'
import { questionSubject } from '../questions/queries.ts'
import { newId } from '../storage/id.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { storySubject } from '../stories/queries.ts'
import { hide } from './hide.ts'
import { reportPageOf } from './list.ts'

const SUBJECTS: Record<WrittenType, (db: Kysely<Tables>, member: Asker, id: string) => Promise<Subject>> = {
  story: storySubject,
  async comment(db, member, id) {
    const subject = await commentSubject(db, member.community, id)
    await mustReadWhereItStands(db, member, subject.onType, subject.onId)
    return subject
  },
  question: (db, { community }, id) => questionSubject(db, community, id),
  async answer(db, member, id) {
    const subject = await answerSubject(db, member.community, id)
    await mustReadWhereItStands(db, member, 'question', subject.question)
    return subject
  },
}

/** What is kept from somebody keeps what was said about it, too. */
async function mustReadWhereItStands(
  db: Kysely<Tables>,
  { heard: _, ...member }: Asker,
  type: 'story' | 'question' | 'answer',
  id: string,
): Promise<void> {
  mustBeAble(member, `${type}:read`, await SUBJECTS[type](db, member, id))
}

/** Reports something; the same request again gives the report that it made. */
export async function report(
  storage: Storage,
  member: Asker,
  { on, reason, text }: InferOutput<typeof NewReport>,
  idempotency: Idempotency,
): Promise<ReportMade> {
  const { community, id: author } = member
  return storage.transaction(async (db) => {
    const before = await madeBefore(db, 'report', member, idempotency)
    if (before) {
      // By now it may be kept from whoever reported it.
      mustBeAble(member, 'report:write', { community })
      return { item: { id: before, on, hidden: await isHidden(db, community, on) } }
    }
    mustBeAble(member, 'report:write', await SUBJECTS[on.type](db, member, on.id))
    await refuseTwice(db, member, on)
    const id = newId()
    const at = new Date().toISOString()
    await db
      .insertInto('report')
      .values({
        community,
        id,
        author,
        at,
        onType: on.type,
        onId: on.id,
        reason,
        text,
        state: 'open',
        ...idempotency,
      })
      .execute()
    if (reason === 'patient-data' && !(await wasLookedAt(db, community, on)))
      await hide(db, community, on.type, on.id, true)
    return { item: { id, on, hidden: await isHidden(db, community, on) } }
  })
}

type On = InferOutput<typeof NewReport>['on']

async function refuseTwice(db: Kysely<Tables>, { community, id }: Asker, on: On): Promise<void> {
  const before = await reportsOf(db, community, on).select('id').where('author', '=', id).executeTakeFirst()
  if (before) throw new ProblemError('conflict', 'You reported this before: a facilitator has it.')
}

const reportsOf = (db: Kysely<Tables>, community: string, { type, id }: On) =>
  db
    .selectFrom('report')
    .where('report.community', '=', community)
    .where('report.onType', '=', type)
    .where('report.onId', '=', id)

async function isHidden(db: Kysely<Tables>, community: string, { type, id }: On): Promise<boolean> {
  const row = await db
    .selectFrom(type as 'story')
    .select('hidden')
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.hidden === 1
}

/** A facilitator found nothing wrong with these very words: whoever says otherwise is heard, but they stay meanwhile. */
async function wasLookedAt(db: Kysely<Tables>, community: string, on: On): Promise<boolean> {
  const row = await reportsOf(db, community, on)
    .select('id')
    .where('state', '=', 'restored')
    .where(
      sql<boolean>`decided_at >= (select coalesce(t.edited, t.at) from ${sql.table(on.type)} t
        where t.community = ${community} and t.id = ${on.id})`,
    )
    .executeTakeFirst()
  return row !== undefined
}

/** Decides about a thing, for every report of it that waits, and this one. */
export async function decide(
  storage: Storage,
  member: Asker,
  id: string,
  { state, note }: InferOutput<typeof ReportChange>,
): Promise<ReportOne> {
  const { community } = member
  mustBeAble(member, 'report:decide', { community })
  return storage.transaction(async (db) => {
    const row = await db
      .selectFrom('report')
      .select(['onType', 'onId'])
      .where('community', '=', community)
      .where('id', '=', id)
      .executeTakeFirst()
    if (!row) throw new ProblemError('not-found', 'There is no such report in this community.')
    await db
      .updateTable('report')
      .set({ state, note, decidedBy: member.id, decidedAt: new Date().toISOString() })
      .where('community', '=', community)
      .where('onType', '=', row.onType)
      .where('onId', '=', row.onId)
      .where((eb) => eb.or([eb('state', '=', 'open'), eb('id', '=', id)]))
      .execute()
    await hide(db, community, row.onType, row.onId, state === 'hidden')
    const { items } = await reportPageOf(db, community, { ids: [id], limit: 1 })
    return { item: items[0]!, mine: {} }
  })
}

/** The facilitators' list, newest first. */
export async function reportPage(
  { db }: Storage,
  member: Asker,
  query: ReportQuery,
): Promise<Page<Report, object>> {
  mustBeAble(member, 'report:read', { community: member.community })
  return reportPageOf(db, member.community, query)
}
