/** What the parts of an export share: rows in an order that stays, and records without what is not there. */
import { sql } from 'kysely'

/** Rows that are in memory at a time. */
export const BATCH_ROWS = 500

/** All rows, a batch at a time; `batch` gives those after an id, in the order of their ids. */
export async function* inOrder<Row extends { id: string }>(
  batch: (after: string) => { execute(): Promise<Row[]> },
): AsyncGenerator<Row> {
  for (let after = ''; ; ) {
    const rows = await batch(after).execute()
    yield* rows
    if (rows.length < BATCH_ROWS) return
    after = rows.at(-1)!.id
  }
}

/** Labels of the row in `of`, as JSON, in the order of the alphabet. */
export const labelsOf = (of: string, table: string, column: string) =>
  sql<string>`(select json_group_array(label) from (select ${sql.ref(column)} as label from ${sql.table(table)} l
    where l.community = ${sql.ref(`${of}.community`)} and l.owner = ${sql.ref(`${of}.id`)} order by label))`

/** A record of the import format: what is null is left out, what is JSON is read. */
export function record(type: string, community: string, fields: object, json: object = {}): object {
  const read = Object.entries(json).map(([name, text]) => [name, JSON.parse(text as string)])
  const given = Object.entries(fields).filter(([, value]) => value !== null)
  return { type, community, ...Object.fromEntries([...given, ...read]) }
}
