/** How new the assertion was that last said something else of somebody: an older one must not undo it. */
import { type Kysely, sql } from 'kysely'

export const newestAssertion = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table identity add column asserted integer not null default 0`.execute(db)
  },
}
