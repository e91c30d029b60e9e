/** How much room the database takes. */
import { sql } from 'kysely'
import type { Storage } from './storage.ts'

export async function databaseBytes({ db }: Storage): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()
  `.execute(db)
  return rows[0]?.bytes ?? 0
}
