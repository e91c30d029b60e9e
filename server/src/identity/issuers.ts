/** Issuers: who may say who somebody is, with which keys, and whom they may bring in. */
import type { Kysely } from 'kysely'
import type { IssuerTable, Tables } from '../storage/schema.ts'
import type { IssuerKey } from './keys.ts'

export interface Issuer {
  issuer: string
  /** The community's first: only it may claim imported members. The development issuer (position 0) never is. */
  position: number
  keys: IssuerKey[]
  /** Role -> the value in an assertion's `roles` that gives it. */
  roles: { facilitator?: string }
  admit: string
}

export const toIssuer = (row: IssuerTable): Issuer => ({
  issuer: row.issuer,
  position: row.position,
  keys: JSON.parse(row.keys),
  roles: JSON.parse(row.roles),
  admit: row.admit,
})

export function issuerRow(
  db: Kysely<Tables>,
  community: string,
  issuer: string,
): Promise<IssuerTable | undefined> {
  return db
    .selectFrom('issuer')
    .selectAll()
    .where('community', '=', community)
    .where('issuer', '=', issuer)
    .executeTakeFirst()
}

/** Adds an issuer, or replaces what is known of it. */
export async function saveIssuer(
  db: Kysely<Tables>,
  community: string,
  issuer: Omit<Issuer, 'position'>,
  position?: number,
) {
  const place = position ?? (await nextPosition(db, community))
  const known = {
    keys: JSON.stringify(issuer.keys),
    roles: JSON.stringify(issuer.roles),
    admit: issuer.admit,
  }
  await db
    .insertInto('issuer')
    .values({ community, issuer: issuer.issuer, position: place, ...known })
    .onConflict((conflict) => conflict.columns(['community', 'issuer']).doUpdateSet(known))
    .execute()
}

async function nextPosition(db: Kysely<Tables>, community: string): Promise<number> {
  const { last } = await db
    .selectFrom('issuer')
    .select((eb) => eb.fn.max('position').as('last'))
    .where('community', '=', community)
    .executeTakeFirstOrThrow()
  return (last ?? 0) + 1
}
