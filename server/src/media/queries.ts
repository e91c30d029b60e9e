/** Photos: stored once for the same bytes, gone with the last row that shows them. */
import { createHash, type Hash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Photo } from '../members/photo.ts'
import type { Tables } from '../storage/schema.ts'

/** Half of a SHA-256, in hex digits: 128 bits. */
const ID_LENGTH = 32

export const mediaId = (hash: Hash): string => hash.digest('hex').slice(0, ID_LENGTH)

/** Keeps a photo and gives its id, one for all its sizes. The same photo in the same community has the same id. */
export async function storeMedia(
  db: Kysely<Tables>,
  community: string,
  { small, medium, large }: Photo,
): Promise<string> {
  const hash = createHash('sha256').update(community).update('\n')
  const id = mediaId(hash.update(small).update(medium).update(large))
  await db
    .insertInto('media')
    .values({ community, id, bytes: medium, small, large })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return id
}

/** Shows `photo` as the member's picture, or none; the one before dies unless somebody else shows it. */
export async function setPhoto(
  db: Kysely<Tables>,
  community: string,
  member: string,
  photo: string | null,
): Promise<void> {
  const of = { community, id: member }
  const before = await db
    .selectFrom('member')
    .select('photo')
    .where('community', '=', of.community)
    .where('id', '=', of.id)
    .executeTakeFirst()
  await db
    .updateTable('member')
    .set({ photo })
    .where('community', '=', of.community)
    .where('id', '=', of.id)
    .execute()
  if (!before?.photo || before.photo === photo) return
  await db
    .deleteFrom('media')
    .where('community', '=', community)
    .where('id', '=', before.photo)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('member')
            .select('id')
            .where('community', '=', community)
            .where('photo', '=', before.photo),
        ),
      ),
    )
    .execute()
}

const COLUMNS = { small: 'small', medium: 'bytes', large: 'large' } as const

/** A photo in one of its sizes; in the only one there is, if it is from before there were more. */
export async function mediaBytes(
  db: Kysely<Tables>,
  id: string,
  size: keyof Photo,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const row = await db
    .selectFrom('media')
    .select(sql<Uint8Array>`coalesce(${sql.ref(COLUMNS[size])}, bytes)`.as('picture'))
    .where('id', '=', id)
    .executeTakeFirst()
  return row && new Uint8Array(row.picture)
}
