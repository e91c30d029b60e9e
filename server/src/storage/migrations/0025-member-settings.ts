/** What members say of being asked: their experience, when they are best reached, when they are away, and whether they are suggested. */
import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  'alter table member add column hours text',
  'alter table member add column away_from text',
  'alter table member add column away_until text',
  'alter table member add column suggested integer not null default 1',
  `create table experience (
    community text not null,
    member text not null,
    topic text not null,
    outcome text not null,
    note text,
    primary key (community, member, topic),
    foreign key (community, member) references member (community, id) on delete cascade
  ) strict, without rowid`,
]

export const memberSettings = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
