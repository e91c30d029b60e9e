/** Whether a member may still come in: set here, it is no longer the import's to say. */
import type { MemberChange, MemberChanged } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { ProblemError } from '../http/problem.ts'
import { mustBeAble } from '../identity/can.ts'
import { changed } from '../live/changes.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { indexMember } from './derived.ts'
import { noMember } from './queries.ts'

/** As somebody asked over HTTP. @throws ProblemError `forbidden` or `not-found` */
export function changeMember(
  storage: Storage,
  asker: Asker,
  id: string,
  { active }: MemberChange,
): Promise<MemberChanged> {
  const { community } = asker
  return storage.transaction(async (db) => {
    mustBeAble(asker, active ? 'member:activate' : 'member:deactivate', { community, owner: id })
    // Two facilitators may do this to each other at the same moment: by then, the second one has left.
    if (await isLeaver(db, asker)) throw new ProblemError('member-inactive')
    if ((await setActive(db, { community, id, active })) === undefined) throw noMember()
    return { item: { id, active } }
  })
}

async function isLeaver(db: Kysely<Tables>, { community, id }: Asker): Promise<boolean> {
  const known = await db
    .selectFrom('member')
    .select('active')
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirst()
  return known?.active === 0
}

/** In a transaction. The member's name; undefined when there is no such member. */
export async function setActive(
  db: Kysely<Tables>,
  { community, id, active }: { community: string; id: string; active: boolean },
): Promise<string | undefined> {
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
  await indexMember(db, community, id)
  await changed(db, community, { type: 'member', id, action: 'changed' })
  return known.name
}
