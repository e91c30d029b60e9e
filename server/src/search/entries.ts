/** The search index: kept in the same transaction as what it indexes. */
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../storage/schema.ts'

export type EntryType = 'story' | 'question'

export interface Entry {
  community: string
  type: EntryType
  id: string
  title: string
  /** Everything else there is to find, in plain text. */
  body: string
}

/** The one term that every document of a community holds. */
export const scope = (community: string): string => `c${Buffer.from(community).toString('hex')}`

/** Puts a document into the index, in place of what stood there of it. */
export async function indexEntry(
  db: Kysely<Tables>,
  { community, type, id, title, body }: Entry,
): Promise<void> {
  await dropEntry(db, community, type, id)
  const { row } = await db
    .insertInto('searchEntry')
    .values({ community, type, id })
    .returning('row')
    .executeTakeFirstOrThrow()
  await sql`insert into search (rowid, scope, title, body) values (${row}, ${scope(community)}, ${title}, ${body})`.execute(
    db,
  )
}

export async function dropEntry(
  db: Kysely<Tables>,
  community: string,
  type: EntryType,
  id: string,
): Promise<void> {
  const dropped = await db
    .deleteFrom('searchEntry')
    .where('community', '=', community)
    .where('type', '=', type)
    .where('id', '=', id)
    .returning('row')
    .executeTakeFirst()
  if (dropped) await sql`delete from search where rowid = ${dropped.row}`.execute(db)
}
