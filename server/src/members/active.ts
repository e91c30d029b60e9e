/** Whether a member may still come in: set here, it is no longer the import's to say. */
import type { Storage } from '../storage/storage.ts'

/** The member's name; undefined when there is no such member. */
export function setActive(
  storage: Storage,
  { community, id, active }: { community: string; id: string; active: boolean },
): Promise<string | undefined> {
  return storage.transaction(async (db) => {
    const known = await db
      .selectFrom('member')
      .select(['name', 'own'])
      .where('community', '=', community)
      .where('id', '=', id)
      .executeTakeFirst()
    if (!known) return undefined
    const own = new Set<string>([...JSON.parse(known.own), 'active'])
    await db
      .updateTable('member')
      .set({ active: active ? 1 : 0, own: JSON.stringify([...own]) })
      .where('community', '=', community)
      .where('id', '=', id)
      .execute()
    return known.name
  })
}
