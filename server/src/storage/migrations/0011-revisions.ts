/** What was written before it was changed, and what is kept from readers. */
import { type Kysely, sql } from 'kysely'

const WRITTEN = ['story', 'comment', 'question', 'answer']

const STATEMENTS = [
  `create table revision (
    community text not null,
    type text not null,
    id text not null,
    n integer not null,
    at text not null,
    member text not null,
    words text not null,
    primary key (community, type, id, n),
    foreign key (community, member) references member (community, id)
  ) strict, without rowid`,

  "alter table story add column status text not null default 'published'",
  ...WRITTEN.map((table) => `alter table ${table} add column hidden integer not null default 0`),

  // What is gone is gone with what it said before, however it went.
  ...WRITTEN.map(
    (table) => `create trigger ${table}_gone after delete on ${table} begin
      delete from revision where community = old.community and type = '${table}' and id = old.id;
    end`,
  ),
]

export const revisions = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
