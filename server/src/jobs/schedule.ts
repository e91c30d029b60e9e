/** Puts work off until it is due. It stands in the database, so that it outlives the process that thought of it. */
import type { Kysely } from 'kysely'
import type { JobTable, Tables } from '../storage/schema.ts'

export type Job = Pick<JobTable, 'community' | 'kind' | 'subject'>

/** In the transaction of what brings it about. The same job again is due anew, at the moment `due`. */
export async function schedule(db: Kysely<Tables>, job: Job, due: string): Promise<void> {
  await db
    .insertInto('job')
    .values({ ...job, due })
    .onConflict((conflict) =>
      conflict.columns(['community', 'kind', 'subject']).doUpdateSet({ due, lease: null }),
    )
    .execute()
}
