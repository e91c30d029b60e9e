/** Drafts: what members are writing. */
import { type Kysely, sql } from 'kysely'

export const drafts = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create table draft (
      community text not null,
      member text not null,
      key text not null,
      value text not null,
      revision integer not null,
      at text not null,
      primary key (community, member, key),
      foreign key (community, member) references member (community, id) on delete cascade
    ) without rowid`.execute(db)
  },
}
