/** Keys of the server's own, each made on first use and kept beside the database, readable by its owner alone. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import type { IssuerKey } from './keys.ts'

/** Of databases in memory: they have no folder. */
const inMemory = new Map<string, JWK>()

/** The private key named `name`: Ed25519, with its thumbprint for a `kid`. */
export async function ownKey(databaseUrl: string, name: string): Promise<JWK> {
  if (databaseUrl === ':memory:') {
    const key = inMemory.get(name) ?? (await newKey())
    inMemory.set(name, key)
    return key
  }
  const file = join(dirname(databaseUrl), `${name}.json`)
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  const key = await newKey()
  writeFileSync(file, JSON.stringify(key), { mode: 0o600 })
  chmodSync(file, 0o600)
  return key
}

async function newKey(): Promise<JWK> {
  const pair = await generateKeyPair('EdDSA', { extractable: true })
  const jwk = await exportJWK(pair.privateKey)
  return { ...jwk, kid: await calculateJwkThumbprint(jwk) }
}

/** What others check its signatures with. */
export function publicHalf({ d: _, ...key }: JWK): IssuerKey {
  return { ...key, alg: 'EdDSA' } as IssuerKey
}
