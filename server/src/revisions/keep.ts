/** Keeps what something said before it is changed, in the transaction of the change. */
import type { WrittenType } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { Asker } from '../http/asking.ts'
import type { Tables } from '../storage/schema.ts'

/** Every field that an author may change, by name. */
export type Fields = Record<string, unknown>

export async function keepRevision(
  db: Kysely<Tables>,
  { community, id: member }: Asker,
  type: WrittenType,
  id: string,
  words: Fields,
): Promise<void> {
  const { last } = await db
    .selectFrom('revision')
    .select((eb) => eb.fn.max<number | null>('n').as('last'))
    .where('community', '=', community)
    .where('type', '=', type)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const at = new Date().toISOString()
  await db
    .insertInto('revision')
    .values({ community, type, id, n: (last ?? 0) + 1, at, member, words: JSON.stringify(words) })
    .execute()
}
