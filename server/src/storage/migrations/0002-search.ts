/**
 * The search index. `search` finds; `search_entry` says which document a row is. The index keeps no text of its
 * own (contentless): it is derived and can be rebuilt.
 */
import { type Kysely, sql } from 'kysely'

const TABLES = [
  `create table search_entry (
    row integer primary key,
    community text not null references community (id),
    type text not null,
    id text not null,
    unique (community, type, id)
  ) strict`,
  // `scope` holds one term for the community, so that a search never walks another's documents.
  `create virtual table search using fts5 (
    scope, title, body,
    content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
  )`,
]

export const search = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of TABLES) await sql.raw(statement).execute(db)
  },
}
