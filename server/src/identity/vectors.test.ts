/**
 * Vectors of signatures and keys: our own, in vectors.json, and those of Project Wycheproof when WYCHEPROOF names a
 * folder that has them (json_web_signature_test.json and json_web_key_test.json).
 *
 * What we must answer: a vector is good for us when it is valid and its key is for EdDSA, ES256, RS256, or (for an
 * issuer that shares a secret) HS256. Valid vectors of other algorithms are refusals here, and so are sets of several
 * secrets: an issuer has one. Most vectors sign no claims: then "holds no claims" is how we say that all else was good.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import type { JWK } from 'jose'
import { FetchRefusal } from '../http/guarded-fetch.ts'
import { ProblemError } from '../http/problem.ts'
import { verifyAssertion } from './assertion.ts'
import type { Issuer } from './issuers.ts'
import { keySets, parseKeySet } from './key-sets.ts'

interface Vector {
  tcId: number
  comment: string
  result: 'valid' | 'invalid'
  flags?: string[]
  jws: string
}

type KeyOrSet = JWK | { keys: JWK[] }

interface Group {
  comment: string
  public?: KeyOrSet
  private?: KeyOrSet
  tests: Vector[]
}

interface Vectors {
  numberOfTests: number
  testGroups: Group[]
}

const OURS = ['EdDSA', 'Ed25519', 'ES256', 'RS256', 'HS256']

const toSet = (keys: KeyOrSet): JWK[] => ('keys' in keys ? (keys.keys as JWK[]) : [keys])

/** What an issuer has of a group: its public keys, or its one secret. */
function source(group: Group): { keys: JWK[]; secret?: Buffer } {
  const keys = toSet(group.public ?? group.private!)
  const [only, ...others] = keys
  if (only?.kty !== 'oct' || others.length > 0) return { keys }
  const forUs = (only.alg === undefined || only.alg === 'HS256') && (only.use ?? 'sig') === 'sig'
  return forUs ? { keys: [], secret: Buffer.from(only.k ?? '', 'base64url') } : { keys }
}

/** Is a token with this signature and these keys taken, but for the claims that it does not hold? */
async function isGood(group: Group, { jws }: Vector): Promise<boolean> {
  const { keys, secret } = source(group)
  const issuer: Issuer = { issuer: 'x', position: 1, keys: [], roles: {}, admit: 'all' }
  try {
    if (secret) issuer.secretEnv = toSet(group.private!)[0]?.kid ?? 'SECRET'
    else issuer.keys = parseKeySet(JSON.stringify({ keys }))
    await verifyAssertion(jws, issuer, { audience: 'y', keySets: keySets(), secrets: () => secret })
  } catch (error) {
    if (error instanceof FetchRefusal) return false
    assert.ok(error instanceof ProblemError, String((error as Error).stack))
    return /holds no claims|iss does not hold/.test(error.message)
  }
  return false
}

function mustBeGood(group: Group, { result, jws }: Vector): boolean {
  if (result !== 'valid') return false
  const keys = toSet(group.public ?? group.private!)
  const several = keys.length > 1 && keys.some(({ kty }) => kty === 'oct')
  const { alg } = JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString())
  return OURS.includes(alg) && !several
}

/** Fails with every vector that was answered otherwise. */
async function run({ numberOfTests, testGroups }: Vectors, except: Record<number, string> = {}) {
  const wrong: string[] = []
  let count = 0
  for (const group of testGroups) {
    for (const vector of group.tests) {
      count++
      // Some lost on their way what made them invalid (padding), and are to the letter what a valid one is.
      const twin = group.tests.find(({ jws, result }) => jws === vector.jws && result === 'valid') ?? vector
      const must = mustBeGood(group, twin) && !except[vector.tcId]
      if ((await isGood(group, vector)) !== must)
        wrong.push(`${vector.tcId} ${group.comment}: ${vector.comment} must be ${must ? 'good' : 'refused'}`)
    }
  }
  assert.deepEqual(wrong, [])
  assert.equal(count, numberOfTests)
}

const read = (folder: string, file: string): Vectors => JSON.parse(readFileSync(join(folder, file), 'utf8'))

test('our own vectors are answered as they must be', async () => {
  await run(read(import.meta.dirname, 'vectors.json'))
})

/** Valid to Wycheproof, which leaves room for lenient readers; we read base64url only as it is written (RFC 7515, 2). */
const NOT_BASE64URL = {
  372: 'a character that is not base64url in the header',
  373: 'a character that is not base64url in the payload',
}

const folder = process.env.WYCHEPROOF
const skip = folder ? false : 'WYCHEPROOF names no folder'

test("Wycheproof's vectors of signatures are answered as they must be", { skip }, async () => {
  await run(read(folder!, 'json_web_signature_test.json'), NOT_BASE64URL)
})

test("Wycheproof's vectors of keys are answered as they must be", { skip }, async () => {
  await run(read(folder!, 'json_web_key_test.json'))
})
