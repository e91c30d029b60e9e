/**
 * A search index of our own terms, the same on every engine. It is derived: what is stored is read again and indexed at
 * the first start, and whenever the analyser changes (search/rebuild.ts).
 */
import { type Kysely, sql } from 'kysely'

const STEPS = [
  'drop table search',
  // JSON: what stands in the index of this document, so that a change writes only what differs.
  `alter table search_entry add column terms text not null default '{}'`,
  `alter table search_entry add column words text not null default '[]'`,
  // Which documents lie in a block of rows: place, type, and how long their fields are.
  `create table search_block (
    community text not null references community (id),
    block integer not null,
    data blob not null,
    primary key (community, block)
  ) strict, without rowid`,
  // Which of them have a term, and how often in each field.
  `create table search_term (
    community text not null references community (id),
    block integer not null,
    term text not null,
    data blob not null,
    primary key (community, block, term)
  ) strict, without rowid`,
  // The words that were written, and in how many documents: for word beginnings, typing errors and compounds.
  `create table search_word (
    community text not null references community (id),
    word text not null,
    backwards text not null,
    documents integer not null,
    primary key (community, word)
  ) strict, without rowid`,
  // For words that end in another.
  'create index search_word_backwards on search_word (community, backwards)',
  // Which analyser made the index.
  'create table search_state (analyser integer not null) strict',
]

export const searchTerms = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const step of STEPS) await sql.raw(step).execute(db)
  },
}
