/** Who is named in what: kept beside the words, which say it. */
import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  `create table mention (
    community text not null,
    on_type text not null,
    on_id text not null,
    member text not null,
    author text not null,
    at text not null,
    seen integer not null default 0,
    primary key (community, on_type, on_id, member),
    foreign key (community, member) references member (community, id) on delete cascade
  ) strict, without rowid`,
  // Where somebody is named, newest first.
  'create index mention_member on mention (community, member, at, on_type, on_id)',

  // What is gone names nobody, however it went.
  ...['story', 'comment', 'question', 'answer'].map(
    (table) => `create trigger ${table}_mentions_gone after delete on ${table} begin
      delete from mention where community = old.community and on_type = '${table}' and on_id = old.id;
    end`,
  ),
]

export const mentions = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
