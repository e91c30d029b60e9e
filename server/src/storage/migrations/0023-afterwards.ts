/** What happens with answers afterwards: who tried them, and what the asker says came of the question. */
import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  `create table tried (
    community text not null,
    answer text not null,
    member text not null,
    outcome text not null,
    at text not null,
    primary key (community, answer, member),
    foreign key (community, answer) references answer (community, id) on delete cascade,
    foreign key (community, member) references member (community, id) on delete cascade
  ) strict, without rowid`,
  `create table follow_up (
    community text not null,
    question text not null,
    outcome text not null,
    words text not null default '',
    at text not null,
    primary key (community, question),
    foreign key (community, question) references question (community, id) on delete cascade
  ) strict, without rowid`,
]

export const afterwards = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
