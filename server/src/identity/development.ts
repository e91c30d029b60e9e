/**
 * A key of the server's own, for `vlinder token` and the demo: it signs for members by their id, so that nobody needs
 * a backend to look around. Made on first use and kept beside the database, readable by its owner alone.
 */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { limits, type Role } from '@vlinder/contract'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import type { Storage } from '../storage/storage.ts'
import { saveIssuer } from './issuers.ts'
import type { IssuerKey } from './keys.ts'

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
  const jwk = await privateKey(databaseUrl)
  const { d: _, ...publicKey } = jwk
  const keys = [{ ...publicKey, alg: 'EdDSA' } as IssuerKey]
  await saveIssuer(
    storage.db,
    community,
    { issuer: DEVELOPMENT_ISSUER, keys, roles: { facilitator: FACILITATOR }, admit: 'listed' },
    POSITION,
  )
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

async function privateKey(databaseUrl: string): Promise<JWK> {
  const file = databaseUrl === ':memory:' ? undefined : join(dirname(databaseUrl), 'development-key.json')
  if (file && existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  const pair = await generateKeyPair('EdDSA', { extractable: true })
  const jwk = await exportJWK(pair.privateKey)
  const key = { ...jwk, kid: await calculateJwkThumbprint(jwk) }
  if (file) {
    writeFileSync(file, JSON.stringify(key), { mode: 0o600 })
    chmodSync(file, 0o600)
  }
  return key
}
