/** What somebody says of their question beside its words, and whom they ask it by name. */
import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  `alter table question add column goal text not null default ''`,
  `alter table question add column tried text not null default ''`,
  `alter table question add column "constraint" text not null default ''`,
  'alter table question add column "by" text',
  'alter table question add column help text',

  `create table ask (
    community text not null,
    question text not null,
    member text not null,
    asked_by text not null,
    at text not null,
    state text not null,
    referred_to text,
    replied text,
    primary key (community, question, member),
    foreign key (community, question) references question (community, id) on delete cascade,
    foreign key (community, member) references member (community, id),
    foreign key (community, asked_by) references member (community, id),
    foreign key (community, referred_to) references member (community, id)
  ) strict`,
  // What waits for a member.
  'create index ask_member on ask (community, member, state)',
]

export const asks = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
