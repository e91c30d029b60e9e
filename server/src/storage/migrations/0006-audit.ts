/** The audit log: one chain of lines for each community, to which the database lets nothing be done but append. */
import { type Kysely, sql } from 'kysely'

/** Triggers, by what they refuse. */
export const AUDIT_GUARDS = ['audit_keeps_lines', 'audit_keeps_words', 'audit_only_appends']

const STATEMENTS = [
  `create table audit (
    community text not null references community (id),
    n integer not null,
    at text not null,
    role text not null,
    actor text,
    action text not null,
    type text not null,
    object text,
    address text,
    result text not null,
    times integer not null,
    previous text not null,
    hash text not null,
    primary key (community, n)
  ) strict, without rowid`,
  `create trigger audit_keeps_lines before delete on audit
    begin select raise(abort, 'lines of the audit log cannot be deleted'); end`,
  `create trigger audit_keeps_words before update on audit
    begin select raise(abort, 'lines of the audit log cannot be changed'); end`,
  // "insert or replace" deletes without asking the trigger above.
  `create trigger audit_only_appends before insert on audit
    when new.n <> (select coalesce(max(n), 0) + 1 from audit where community = new.community)
      or new.previous <> coalesce(
        (select hash from audit where community = new.community and n = new.n - 1), '${'0'.repeat(64)}')
    begin select raise(abort, 'a line of the audit log can only follow the last one'); end`,
]

export const audit = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
