/** What changed lately, for pages that stand open. */
import { type Kysely, sql } from 'kysely'

export const changes = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create table changes (
      community text not null references community (id) on delete cascade,
      n integer not null,
      at text not null,
      type text not null,
      id text not null,
      parent text,
      action text not null,
      primary key (community, n)
    ) strict, without rowid`.execute(db)
  },
}
