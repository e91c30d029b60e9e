/** Who of those who listen may still do so. */
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import type { Listener } from './live.ts'

/** Whether a listener is still an active member, and whoever said who they are is still trusted. */
export async function mayStillRead(
  db: Kysely<Tables>,
  community: string,
  listeners: readonly Listener[],
): Promise<(listener: Listener) => boolean> {
  const ids = JSON.stringify([...new Set(listeners.map(({ member }) => member))])
  const members = await db
    .selectFrom('member')
    .select('id')
    .where('community', '=', community)
    .where('active', '=', 1)
    .where(sql<boolean>`id in (select value from json_each(${ids}))`)
    .execute()
  const issuers = await db.selectFrom('issuer').select('issuer').where('community', '=', community).execute()
  const active = new Set(members.map(({ id }) => id))
  const trusted = new Set(issuers.map(({ issuer }) => issuer))
  return ({ member, issuer }) => active.has(member) && trusted.has(issuer)
}
