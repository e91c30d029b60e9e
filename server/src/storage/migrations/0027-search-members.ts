/** Members are found, too. Their words are counted apart: those of names are no part of how people write. */
import { type Kysely, sql } from 'kysely'

export const searchMembers = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw('alter table search_word add column members integer not null default 0').execute(db)
  },
}
