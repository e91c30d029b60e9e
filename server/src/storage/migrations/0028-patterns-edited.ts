/** Whether the patterns of a community were changed here: then an import leaves them as they are. */
import { type Kysely, sql } from 'kysely'

export const patternsEdited = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw('alter table community add column patterns_edited text').execute(db)
  },
}
