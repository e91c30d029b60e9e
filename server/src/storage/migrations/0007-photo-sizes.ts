/**
 * Photos in three sizes (what was there becomes the middle one, and stands in for the others), what an assertion said of
 * a picture, and communities that ask for a photo before somebody posts.
 */
import { type Kysely, sql } from 'kysely'

const COLUMNS = [
  'alter table media add column small blob',
  'alter table media add column large blob',
  'alter table member add column picture text',
  'alter table community add column photo_before_post integer not null default 0',
]

export const photoSizes = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of COLUMNS) await sql.raw(statement).execute(db)
  },
}
