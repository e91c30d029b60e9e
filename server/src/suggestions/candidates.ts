/** What was written before that resembles what is being typed: the best of what the index found. */
import { type Kysely, sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { anyOf, type EntryType } from '../search/entries.ts'
import type { Hit } from '../search/find.ts'
import type { Tables } from '../storage/schema.ts'

export interface Candidate {
  id: string
  /** How well it fits, from 1 for the best of its type down to 0. */
  fit: number
  /** Whether it has much of what was asked for, rather than one common word. */
  close: boolean
}

/** What has less than this of what the best one has of the words is not close. */
const SHARE_MIN = 0.3
/** What has the asked topic fits that much better. */
const TOPIC_WEIGHT = 1.5

/** The best of `hits` of one type; those on `topic` count for more. `except` is the id of what others are compared with. */
export async function candidates(
  db: Kysely<Tables>,
  { community }: Asker,
  type: EntryType,
  hits: readonly Hit[],
  topic: string | undefined,
  except = '',
): Promise<Candidate[]> {
  const best = hits.filter((hit) => hit.type === type)
  if (best.length === 0) return []
  const onTopic = sql<number>`exists (select 1 from ${sql.table(`${type}_topic`)} t
    where t.community = search_entry.community and t.owner = search_entry.id and t.topic = ${topic ?? ''})`
  const rows = await db
    .selectFrom('searchEntry')
    .select(['row', 'id', onTopic.as('onTopic')])
    .where('row', 'in', anyOf(best.map(({ row }) => row)))
    .where('community', '=', community)
    .where('id', '!=', except)
    .execute()
  const hitOf = new Map(best.map((hit) => [hit.row, hit]))
  const found = rows.map(({ row, id, onTopic }) => {
    const { score, covers } = hitOf.get(row) as Hit
    return { id, covers, score: score * (onTopic ? TOPIC_WEIGHT : 1) }
  })
  const most = found.reduce((most, { covers }) => Math.max(most, covers), 0)
  found.sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1))
  const top = found[0]?.score ?? 1
  return found.map(({ id, score, covers }) => ({ id, fit: score / top, close: covers >= most * SHARE_MIN }))
}
