/** What was written before that resembles what is being typed: candidates from the index, best first. */
import { type Kysely, sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import type { EntryType } from '../search/entries.ts'
import type { Tables } from '../storage/schema.ts'

export interface Candidate {
  id: string
  /** How well it fits, from 1 for the best of its type down to `FIT_MIN`. */
  fit: number
}

/** Documents looked at of each type: the first few are shown, the rest is evidence for peers. */
const CANDIDATES_MAX = 60
/** A document that fits less than this, compared with the best, only shares a common word. */
const FIT_MIN = 0.3
/** A word in a title says more than one in the text. */
const TITLE_WEIGHT = 4
/** What has the asked topic fits that much better. */
const TOPIC_WEIGHT = 1.5

/** The documents of one type that fit `match`, a full-text query of `ftsQuery()`; those on `topic` count for more. `except` is the id of what others are compared with. */
export async function candidates(
  db: Kysely<Tables>,
  { community }: Asker,
  type: EntryType,
  match: string,
  topic: string | undefined,
  except = '',
): Promise<Candidate[]> {
  const onTopic = sql`exists (select 1 from ${sql.table(`${type}_topic`)} t
    where t.community = e.community and t.owner = e.id and t.topic = ${topic ?? ''})`
  // bm25() is lower, below zero, for what fits better. The first column is the scope and says nothing.
  const { rows } = await sql<{ id: string; score: number }>`
    select e.id, -bm25(search, 0, ${sql.lit(TITLE_WEIGHT)}, 1) * iif(${onTopic}, ${sql.lit(TOPIC_WEIGHT)}, 1) as score
    from search join search_entry e on e.row = search.rowid
    where search match ${match} and e.community = ${community} and e.type = ${type} and e.id <> ${except}
    order by score desc, e.id desc limit ${sql.lit(CANDIDATES_MAX)}`.execute(db)
  const best = rows[0]?.score ?? 0
  return rows
    .map(({ id, score }) => ({ id, fit: best > 0 ? score / best : 1 }))
    .filter(({ fit }) => fit >= FIT_MIN)
}
