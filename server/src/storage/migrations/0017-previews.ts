/** Stories that peers read before they are published, apart from stories: so that nothing which lists those can show one. */
import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  `create table preview (
    community text not null,
    id text not null,
    author text not null,
    at text not null,
    edited text,
    words text not null,
    revision integer not null default 1,
    story text,
    published text,
    idempotency_key text,
    idempotency_hash text,
    primary key (community, id),
    unique (community, author, idempotency_key),
    foreign key (community, author) references member (community, id) on delete cascade
  ) strict`,

  // Of a story that is deleted nothing stays here either.
  'create index preview_story on preview (community, story) where story is not null',

  `create table preview_peer (
    community text not null,
    preview text not null,
    member text not null,
    state text not null,
    seen integer not null default 0,
    primary key (community, preview, member),
    foreign key (community, preview) references preview (community, id) on delete cascade,
    foreign key (community, member) references member (community, id) on delete cascade
  ) strict`,
  // What a member was asked to read.
  'create index preview_peer_member on preview_peer (community, member)',

  `create table preview_comment (
    community text not null,
    id text not null,
    preview text not null,
    author text not null,
    at text not null,
    body text not null,
    revision integer not null,
    idempotency_key text,
    idempotency_hash text,
    primary key (community, id),
    unique (community, author, idempotency_key),
    foreign key (community, preview) references preview (community, id) on delete cascade,
    foreign key (community, author) references member (community, id) on delete cascade
  ) strict`,
  // What was said about one, oldest first.
  'create index preview_comment_preview on preview_comment (community, preview, at, id)',

  // Whoever leaves does not find it again on their return, however they left.
  `create trigger member_leaves_previews after update of active on member when new.active = 0 begin
    update preview_peer set state = 'left' where community = new.community and member = new.id;
  end`,

  // Who hears of a change, as a JSON list; null for everybody.
  'alter table changes add column heard_by text',
]

export const previews = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
