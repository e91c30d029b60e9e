/**
 * Does what is due, once, however many processes look. Whoever claims a job has it for as long as the lease: who is
 * killed meanwhile loses it to another. Doing it and striking it off is one transaction, so that it is done wholly or
 * not at all, and never by two of whom one was slow.
 */
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Logger } from 'pino'
import type { JobTable, Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { JOBS } from './jobs.ts'
import type { Job } from './schedule.ts'

/** Far longer than any job takes; what failed is tried again after it. In milliseconds. */
export const LEASE_MS = 60_000

/** `db` is the transaction that strikes the job off. */
export type Work = (db: Transaction<Tables>, community: string, subject: string) => Promise<void>

interface Running {
  log: Pick<Logger, 'error'>
  /** Aborting it stops after the job that is under way. */
  signal?: AbortSignal
  /** Default all that there is. */
  jobs?: Record<JobTable['kind'], Work>
}

/** Resolves once nothing is due any more, to how many jobs it did. */
export async function runDue(storage: Storage, { log, signal, jobs = JOBS }: Running): Promise<number> {
  let done = 0
  while (!signal?.aborted) {
    const claimed = await claim(storage.db)
    if (!claimed) break
    const { lease, ...job } = claimed
    try {
      await storage.transaction(async (db) => {
        if (!(await strikeOff(db, job, lease))) return
        await jobs[job.kind](db, job.community, job.subject)
        done++
      })
    } catch (err) {
      log.error({ err, job }, 'job failed')
    }
  }
  return done
}

/** One that is due and that nobody has. */
async function claim(db: Kysely<Tables>): Promise<(Job & { lease: string }) | undefined> {
  const now = new Date().toISOString()
  const lease = new Date(Date.now() + LEASE_MS).toISOString()
  const free = sql<boolean>`(lease is null or lease <= ${now})`
  const job = await db
    .updateTable('job')
    .set({ lease })
    .where(
      sql<boolean>`(community, kind, subject) in
        (select community, kind, subject from job where due <= ${now} and ${free} order by due limit 1)`,
    )
    // Where writers do not wait for each other's looking, another may have it by now.
    .where(free)
    .returning(['community', 'kind', 'subject'])
    .executeTakeFirst()
  return job && { ...job, lease }
}

/** Whether it was still ours. */
async function strikeOff(
  db: Kysely<Tables>,
  { community, kind, subject }: Job,
  lease: string,
): Promise<boolean> {
  const row = await db
    .deleteFrom('job')
    .where('community', '=', community)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('lease', '=', lease)
    .returning('kind')
    .executeTakeFirst()
  return row !== undefined
}
