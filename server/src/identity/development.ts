/**
 * A key of the server's own, for `vlinder token` and the demo: it signs for members by their id, so that nobody needs
 * a backend to look around.
 */
import { limits, type Role } from '@vlinder/contract'
import { importJWK, SignJWT } from 'jose'
import { appendCommand } from '../audit/append.ts'
import type { Storage } from '../storage/storage.ts'
import { issuerRow, saveIssuer } from './issuers.ts'
import { ownKey, publicHalf } from './own-key.ts'

export const DEVELOPMENT_ISSUER = 'urn:vlinder:development'
/** Before the first: it never claims imported members by subject. */
const POSITION = 0
const FACILITATOR = 'facilitator'

export interface Signer {
  /** An assertion for the member with this id, who is then known by it. */
  sign(member: { id: string; name: string }, options?: { role?: Role; ttl?: number }): Promise<string>
}

/** Registers the development issuer with `community` and gives what signs in its name. */
export async function developmentSigner(
  storage: Storage,
  community: string,
  { audience, databaseUrl }: { audience: string; databaseUrl: string },
): Promise<Signer> {
  const jwk = await ownKey(databaseUrl, 'development-key')
  const keys = [publicHalf(jwk)]
  const issuer = { issuer: DEVELOPMENT_ISSUER, keys, roles: { facilitator: FACILITATOR }, admit: 'listed' }
  await storage.transaction(async (db) => {
    if (!(await issuerRow(db, community, DEVELOPMENT_ISSUER)))
      await appendCommand(db, community, { action: 'issuer:add', type: 'issuer', object: DEVELOPMENT_ISSUER })
    await saveIssuer(db, community, issuer, POSITION)
  })
  const key = await importJWK(jwk, 'EdDSA')

  return {
    async sign({ id, name }, { role, ttl = limits.ASSERTION_LIFETIME_S } = {}) {
      await storage.db
        .insertInto('identity')
        .values({ community, issuer: DEVELOPMENT_ISSUER, subject: id, member: id })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      return new SignJWT({ name, ...(role === FACILITATOR && { roles: [FACILITATOR] }) })
        .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid! })
        .setIssuer(DEVELOPMENT_ISSUER)
        .setAudience(audience)
        .setSubject(id)
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1000) + ttl)
        .sign(key)
    },
  }
}
