/** How often stories are read, the order that keeps failures in sight, and stories that the facilitator puts in front. */
import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  'alter table story add column reads integer not null default 0',
  'alter table story add column reads_month integer not null default 0',
  'alter table story add column featured_until text',

  `create table story_read (
    community text not null,
    story text not null,
    member text not null,
    day text not null,
    primary key (community, story, member),
    foreign key (community, story) references story (community, id) on delete cascade,
    foreign key (community, member) references member (community, id) on delete cascade
  ) strict, without rowid`,

  `create table story_read_day (
    community text not null,
    story text not null,
    day text not null,
    reads integer not null,
    primary key (community, story, day),
    foreign key (community, story) references story (community, id) on delete cascade
  ) strict, without rowid`,

  // The feed by most read, ever or lately, whole or by kind.
  'create index story_reads on story (community, reads desc, at desc, id desc)',
  'create index story_kind_reads on story (community, kind, reads desc, at desc, id desc)',
  'create index story_month on story (community, reads_month desc, at desc, id desc) where reads_month > 0',
  'create index story_kind_month on story (community, kind, reads_month desc, at desc, id desc) where reads_month > 0',
  // The mixed feed: failures, and all the rest, each newest first.
  `create index story_candour on story (community, (kind = 'failure'), at desc, id desc)`,
  // What stands in front: three at most, so that it costs nothing.
  'create index story_featured on story (community, featured_until) where featured_until is not null',
]

export const reads = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
