/** Communities, members, issuers, stories, questions, and what belongs to them. */
import { type Kysely, sql } from 'kysely'

const TABLES = [
  `create table community (
    id text primary key,
    name text not null,
    goal text not null,
    languages text not null,
    origins text not null default '[]',
    topics text not null default '[]',
    patterns text not null default '[]',
    contact text
  ) strict`,

  `create table issuer (
    community text not null references community (id),
    issuer text not null,
    position integer not null,
    keys text not null,
    roles text not null default '{}',
    admit text not null default 'all',
    primary key (community, issuer)
  ) strict`,

  `create table member (
    community text not null references community (id),
    id text not null,
    subject text,
    name text not null,
    position text,
    organisation text,
    email text,
    photo text,
    about text not null default '',
    language text,
    joined text not null,
    active integer not null default 1,
    role text not null default 'member',
    own text not null default '[]',
    primary key (community, id)
  ) strict`,
  // An assertion's subject finds its imported member.
  'create unique index member_subject on member (community, subject) where subject is not null',
  // The list of members, in the order of names.
  'create index member_name on member (community, name, id)',
  // A photo that no member has any more is deleted.
  'create index member_photo on member (community, photo) where photo is not null',

  `create table identity (
    community text not null,
    issuer text not null,
    subject text not null,
    member text not null,
    primary key (community, issuer, subject),
    foreign key (community, member) references member (community, id)
  ) strict`,
  // Whether an imported member was claimed already.
  'create index identity_member on identity (community, member)',

  `create table member_topic (
    community text not null,
    owner text not null,
    topic text not null,
    primary key (community, owner, topic),
    foreign key (community, owner) references member (community, id) on delete cascade
  ) strict, without rowid`,
  // Who can be asked about a topic.
  'create index member_topic_topic on member_topic (community, topic, owner)',

  `create table media (
    community text not null references community (id),
    id text not null,
    bytes blob not null,
    primary key (community, id)
  ) strict`,
  // A photo is served by its id alone.
  'create index media_id on media (id)',

  `create table story (
    community text not null,
    id text not null,
    author text not null,
    kind text not null,
    title text not null,
    lesson text not null default '',
    body text not null default '',
    sections text not null default '[]',
    language text not null,
    excerpt text not null,
    reading_time integer not null,
    at text not null,
    edited text,
    comments integer not null default 0,
    recognise integer not null default 0,
    learned integer not null default 0,
    thanks integer not null default 0,
    idempotency_key text,
    idempotency_hash text,
    primary key (community, id),
    foreign key (community, author) references member (community, id)
  ) strict`,
  // The feed: latest, whole or by kind; and somebody's stories.
  'create index story_latest on story (community, at desc, id desc)',
  'create index story_kind on story (community, kind, at desc, id desc)',
  'create index story_author on story (community, author, at desc, id desc)',
  // The feed by most learned, whole or by kind.
  'create index story_learned on story (community, learned desc, at desc, id desc)',
  'create index story_kind_learned on story (community, kind, learned desc, at desc, id desc)',
  'create unique index story_idempotency on story (community, author, idempotency_key) where idempotency_key is not null',

  `create table story_topic (
    community text not null,
    owner text not null,
    topic text not null,
    primary key (community, owner, topic),
    foreign key (community, owner) references story (community, id) on delete cascade
  ) strict, without rowid`,
  'create index story_topic_topic on story_topic (community, topic, owner)',

  `create table story_pattern (
    community text not null,
    owner text not null,
    pattern text not null,
    primary key (community, owner, pattern),
    foreign key (community, owner) references story (community, id) on delete cascade
  ) strict, without rowid`,
  'create index story_pattern_pattern on story_pattern (community, pattern, owner)',

  `create table reaction (
    community text not null,
    story text not null,
    member text not null,
    reaction text not null,
    at text not null,
    primary key (community, story, member, reaction),
    foreign key (community, story) references story (community, id) on delete cascade,
    foreign key (community, member) references member (community, id)
  ) strict, without rowid`,

  `create table question (
    community text not null,
    id text not null,
    author text not null,
    title text not null,
    body text not null default '',
    language text not null,
    state text not null default 'open',
    excerpt text not null,
    at text not null,
    edited text,
    answers integer not null default 0,
    helped integer not null default 0,
    idempotency_key text,
    idempotency_hash text,
    primary key (community, id),
    foreign key (community, author) references member (community, id)
  ) strict`,
  // Lists of questions: all, by state, by asker.
  'create index question_latest on question (community, at desc, id desc)',
  'create index question_state on question (community, state, at desc, id desc)',
  'create index question_author on question (community, author, at desc, id desc)',
  'create unique index question_idempotency on question (community, author, idempotency_key) where idempotency_key is not null',

  `create table question_topic (
    community text not null,
    owner text not null,
    topic text not null,
    primary key (community, owner, topic),
    foreign key (community, owner) references question (community, id) on delete cascade
  ) strict, without rowid`,
  'create index question_topic_topic on question_topic (community, topic, owner)',

  `create table answer (
    community text not null,
    id text not null,
    question text not null,
    author text not null,
    body text not null,
    helped integer not null default 0,
    at text not null,
    edited text,
    idempotency_key text,
    idempotency_hash text,
    primary key (community, id),
    foreign key (community, question) references question (community, id) on delete cascade,
    foreign key (community, author) references member (community, id)
  ) strict`,
  // The answers of a question: what helped first, then in order.
  'create index answer_question on answer (community, question, helped desc, at, id)',
  // What somebody answered.
  'create index answer_author on answer (community, author)',
  'create unique index answer_idempotency on answer (community, author, idempotency_key) where idempotency_key is not null',

  `create table comment (
    community text not null,
    id text not null,
    on_type text not null,
    on_id text not null,
    reply_to text,
    author text not null,
    body text not null,
    at text not null,
    edited text,
    idempotency_key text,
    idempotency_hash text,
    primary key (community, id),
    foreign key (community, author) references member (community, id)
  ) strict`,
  // The comments on something, in order.
  'create index comment_on on comment (community, on_type, on_id, at, id)',
  'create unique index comment_idempotency on comment (community, author, idempotency_key) where idempotency_key is not null',
]

export const firstDoor = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of TABLES) await sql.raw(statement).execute(db)
  },
}
