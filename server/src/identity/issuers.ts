/** Issuers: who may say who somebody is, with which keys, and whom they may bring in. */
import { createPublicKey } from 'node:crypto'
import type { JWK } from 'jose'
import type { Kysely } from 'kysely'
import { StartError } from '../start-error.ts'
import type { IssuerTable, Tables } from '../storage/schema.ts'

/** Signature algorithms (RFC 7518, RFC 8037); which one is decided by the key, never by the token. */
export type Algorithm = 'EdDSA' | 'ES256' | 'RS256'
export type IssuerKey = JWK & { alg: Algorithm }

/** Shorter RSA keys are within reach of a determined attacker (RFC 7518, 3.3). */
const RSA_BITS_MIN = 2048

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

/**
 * A public key from PEM or JWK text, ready to be stored.
 * @throws StartError when it is not a public key of a kind that we trust.
 */
export function parsePublicKey(text: string): IssuerKey {
  const jwk = text.trimStart().startsWith('{') ? (JSON.parse(text) as JWK) : fromPem(text)
  if ('d' in jwk || jwk.kty === 'oct')
    throw new StartError('This is a private key: keep it with the issuer and give its public half.')
  const alg = algorithm(jwk)
  if (!alg) throw new StartError('The key must be Ed25519, P-256 or RSA of 2048 bits or more.')
  return { ...jwk, alg }
}

function fromPem(text: string): JWK {
  if (/PRIVATE KEY/.test(text))
    throw new StartError('This is a private key: keep it with the issuer and give its public half.')
  try {
    return createPublicKey(text).export({ format: 'jwk' }) as JWK
  } catch {
    throw new StartError('The key is neither a PEM public key nor a JWK.')
  }
}

function algorithm({ kty, crv, n, alg }: JWK): Algorithm | undefined {
  const found =
    kty === 'OKP' && crv === 'Ed25519'
      ? 'EdDSA'
      : kty === 'EC' && crv === 'P-256'
        ? 'ES256'
        : kty === 'RSA' && rsaBits(n ?? '') >= RSA_BITS_MIN
          ? 'RS256'
          : undefined
  return alg === undefined || alg === found || (alg === 'Ed25519' && found === 'EdDSA') ? found : undefined
}

const rsaBits = (modulus: string) => Buffer.from(modulus, 'base64url').length * 8
