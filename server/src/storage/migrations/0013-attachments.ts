/** Pictures in stories: kept as photos are, with who sent them and when, and which stories name them. */
import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  'alter table media add column member text',
  'alter table media add column width integer',
  'alter table media add column height integer',
  'alter table media add column at text',
  // What a member sent, to find what nothing names any more.
  'create index media_member on media (community, member, at) where member is not null',

  `create table story_media (
    community text not null,
    story text not null,
    media text not null,
    primary key (community, story, media),
    foreign key (community, story) references story (community, id) on delete cascade
  ) strict, without rowid`,
  // Whether any story names a picture.
  'create index story_media_media on story_media (community, media)',
]

export const attachments = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
