/** Whether the author of a story may be called about it. */
import { type Kysely, sql } from 'kysely'

export const storyContact = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw('alter table story add column contact integer').execute(db)
  },
}
