/** Work for later: see jobs/. */
import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  `create table job (
    community text not null references community (id),
    kind text not null,
    subject text not null,
    due text not null,
    lease text,
    primary key (community, kind, subject)
  ) strict, without rowid`,
  // What is due, in any community.
  'create index job_due on job (due)',
]

export const jobs = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
