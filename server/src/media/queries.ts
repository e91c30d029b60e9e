/** Pictures: stored once for the same bytes, gone with the last row that shows them. */
import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Tables } from '../storage/schema.ts'

/** Half of a SHA-256, in hex digits: 128 bits. */
const ID_LENGTH = 32

/** Keeps a WebP picture and gives its id. The same bytes in the same community have the same id. */
export async function storeMedia(db: Kysely<Tables>, community: string, bytes: Uint8Array): Promise<string> {
  const id = createHash('sha256')
    .update(community)
    .update('\n')
    .update(bytes)
    .digest('hex')
    .slice(0, ID_LENGTH)
  await db
    .insertInto('media')
    .values({ community, id, bytes })
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

export async function mediaBytes(
  db: Kysely<Tables>,
  id: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const row = await db.selectFrom('media').select('bytes').where('id', '=', id).executeTakeFirst()
  return row && new Uint8Array(row.bytes)
}
