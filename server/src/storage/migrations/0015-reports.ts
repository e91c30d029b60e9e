/** Reports to the facilitators, about anything that members write. */
import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  `create table report (
    community text not null,
    id text not null,
    on_type text not null,
    on_id text not null,
    author text not null,
    at text not null,
    reason text not null,
    text text not null,
    state text not null,
    note text not null default '',
    decided_by text,
    decided_at text,
    idempotency_key text,
    idempotency_hash text,
    primary key (community, id),
    unique (community, on_type, on_id, author),
    unique (community, author, idempotency_key),
    foreign key (community, author) references member (community, id)
  ) strict, without rowid`,
  // The facilitators' list, newest first.
  'create index report_state on report (community, state, at, id)',

  // What is gone is gone with what was said about it, however it went.
  ...['story', 'comment', 'question', 'answer'].map(
    (table) => `create trigger ${table}_reports_gone after delete on ${table} begin
      delete from report where community = old.community and on_type = '${table}' and on_id = old.id;
    end`,
  ),
]

export const reports = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
