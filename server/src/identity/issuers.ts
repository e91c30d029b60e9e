/** Issuers: who may say who somebody is, with which keys, and whom they may bring in. */
import type { Kysely } from 'kysely'
import { StartError } from '../start-error.ts'
import type { IssuerTable, Tables } from '../storage/schema.ts'
import type { Entra } from './entra.ts'
import { type IssuerKey, named, thumbprint } from './keys.ts'

export interface Issuer {
  issuer: string
  /** The community's first: only it may claim imported members. The development issuer (position 0) never is. */
  position: number
  /** Registered public keys that may be used now; empty when it has one of the next two instead. */
  keys: IssuerKey[]
  /** Address of its key set. */
  jwks?: string
  /** Name of the environment variable that holds the secret it shares with us. */
  secretEnv?: string
  /** For a tenant of Entra ID: what its tokens must hold besides. */
  entra?: Entra
  /** Role -> the value in an assertion's `roles` that gives it. */
  roles: { facilitator?: string }
  admit: string
}

export const toIssuer = (row: IssuerTable): Issuer => ({
  issuer: row.issuer,
  position: row.position,
  keys: usable(JSON.parse(row.keys)),
  ...(row.jwks !== null && { jwks: row.jwks }),
  ...(row.secretEnv !== null && { secretEnv: row.secretEnv }),
  ...(row.entra !== null && { entra: JSON.parse(row.entra) }),
  roles: JSON.parse(row.roles),
  admit: row.admit,
})

const usable = (keys: IssuerKey[]): IssuerKey[] =>
  keys.filter(({ until = Infinity }) => until > Date.now() / 1000)

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
    keys: JSON.stringify(issuer.keys.map(named)),
    jwks: issuer.jwks ?? null,
    secretEnv: issuer.secretEnv ?? null,
    entra: issuer.entra ? JSON.stringify(issuer.entra) : null,
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

/** All that a community trusts, the first one first. */
export async function issuersOf(db: Kysely<Tables>, community: string): Promise<Issuer[]> {
  const rows = await db
    .selectFrom('issuer')
    .selectAll()
    .where('community', '=', community)
    .orderBy('position')
    .execute()
  return rows.map(toIssuer)
}

/**
 * Another key for an issuer. The ones it has are used until `until` (seconds since 1970) at the latest.
 * @throws StartError when it has this key, or another one of that name
 */
export async function rotateKey(
  db: Kysely<Tables>,
  community: string,
  issuer: Issuer,
  { key, until }: { key: IssuerKey; until: number },
): Promise<IssuerKey[]> {
  const added = named(key)
  const kept = issuer.keys
    .map(named)
    .map((old) => ({ ...old, until: Math.min(old.until ?? until, until) }))
    .filter((old) => old.until > Date.now() / 1000)
  if (issuer.keys.some((old) => thumbprint(old) === thumbprint(added)))
    throw new StartError(`${issuer.issuer} has this key already.`)
  if (kept.some(({ kid }) => kid === added.kid))
    throw new StartError(
      `${issuer.issuer} has another key named "${added.kid}": give the new one another kid.`,
    )
  const keys = [...kept, added]
  await saveIssuer(db, community, { ...issuer, keys })
  return keys
}

/** Takes an issuer's word no more. Who came in by it stays a member, and is recognised if it is ever added again. */
export async function removeIssuer(db: Kysely<Tables>, community: string, issuer: string): Promise<void> {
  await db.deleteFrom('issuer').where('community', '=', community).where('issuer', '=', issuer).execute()
}
