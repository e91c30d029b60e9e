/** Which keys may be registered for an issuer. */
import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import test from 'node:test'
import { StartError } from '../start-error.ts'
import { parsePublicKey } from './keys.ts'

const pairs = {
  EdDSA: generateKeyPairSync('ed25519'),
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
}
const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }) as string
const jwk = (key: KeyObject, more: object = {}) =>
  JSON.stringify({ ...key.export({ format: 'jwk' }), ...more })

const refused = (text: string, sentence: RegExp) =>
  assert.throws(
    () => parsePublicKey(text),
    (error) => error instanceof StartError && sentence.test(error.message),
  )

for (const [alg, { publicKey, privateKey }] of Object.entries(pairs)) {
  test(`a public key for ${alg} may be registered, as PEM and as JWK`, () => {
    assert.equal(parsePublicKey(pem(publicKey)).alg, alg)
    assert.equal(parsePublicKey(jwk(publicKey)).alg, alg)
    assert.equal(parsePublicKey(jwk(publicKey, { alg, kid: 'k' })).kid, 'k')
  })

  test(`a private key for ${alg} is refused, as PEM and as JWK`, () => {
    refused(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, /This is a private key/)
    refused(jwk(privateKey), /This is a private key/)
  })
}

test('private keys in older kinds of PEM are refused as such', () => {
  refused(pairs.RS256.privateKey.export({ type: 'pkcs1', format: 'pem' }) as string, /private key/)
  refused(pairs.ES256.privateKey.export({ type: 'sec1', format: 'pem' }) as string, /private key/)
})

test('a shared secret is no public key', () => {
  refused('{"kty":"oct","k":"c2VjcmV0"}', /private key|secret/)
})

test('an RSA key of less than 2048 bits is refused', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
  refused(pem(publicKey), /2048 bits/)
  refused(jwk(publicKey), /2048 bits/)
})

test('keys of other kinds are refused', () => {
  refused(
    pem(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey),
    /must be for signatures, and Ed25519/,
  )
  refused(pem(generateKeyPairSync('ed448').publicKey), /must be for signatures, and Ed25519/)
  refused(pem(generateKeyPairSync('x25519').publicKey), /must be for signatures, and Ed25519/)
})

test("a JWK whose alg is not its key's is refused", () => {
  refused(jwk(pairs.ES256.publicKey, { alg: 'EdDSA' }), /must be/)
  refused(jwk(pairs.RS256.publicKey, { alg: 'PS256' }), /must be/)
  refused(jwk(pairs.RS256.publicKey, { alg: 'HS256' }), /must be/)
})

test('text that is no key is refused with a sentence', () => {
  for (const text of [
    '',
    'hello',
    '{',
    '{}',
    'null',
    '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n',
  ])
    refused(text, /key/i)
})

test('an RSA modulus that only looks long, by zeros in front, is refused', () => {
  const { n, e } = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' })
  const padded = Buffer.concat([Buffer.alloc(128), Buffer.from(n!, 'base64url')]).toString('base64url')
  refused(JSON.stringify({ kty: 'RSA', n: padded, e }), /2048 bits/)
})

test('an RSA key with a small public exponent is refused', () => {
  for (const exponent of [[1], [3], [1, 0, 0]]) {
    const e = Buffer.from(exponent).toString('base64url')
    refused(jwk(pairs.RS256.publicKey, { e }), /exponent/)
  }
})

test('a key that is not for checking signatures is refused', () => {
  refused(jwk(pairs.ES256.publicKey, { use: 'enc' }), /for signatures/)
  refused(jwk(pairs.ES256.publicKey, { key_ops: ['sign'] }), /for signatures/)
  assert.equal(parsePublicKey(jwk(pairs.ES256.publicKey, { use: 'sig', key_ops: ['verify'] })).alg, 'ES256')
})

test('a point that is not on its curve is refused', () => {
  const { y } = pairs.ES256.publicKey.export({ format: 'jwk' })
  const bytes = Buffer.from(y!, 'base64url')
  bytes[31]! ^= 1
  refused(jwk(pairs.ES256.publicKey, { y: bytes.toString('base64url') }), /key must be/)
})

test('an RSA key as the chips of CVE-2017-15361 made them is refused', () => {
  const primes = [3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n, 43n, 47n, 53n, 59n, 61n, 67n, 71n]
  const more = [73n, 79n, 83n, 89n, 97n, 101n, 103n, 107n, 109n, 113n, 127n, 131n, 137n, 139n, 149n, 151n]
  const product = [...primes, ...more, 157n, 163n, 167n].reduce((all, prime) => all * prime, 2n)
  const modulus = ((1n << 2048n) / product - 1n) * product + (65_537n ** 9n % product)
  const n = Buffer.from(modulus.toString(16), 'hex').toString('base64url')
  refused(JSON.stringify({ kty: 'RSA', n, e: 'AQAB' }), /key must be/)
  const other = Buffer.from((modulus + 2n).toString(16), 'hex').toString('base64url')
  assert.equal(parsePublicKey(JSON.stringify({ kty: 'RSA', n: other, e: 'AQAB' })).alg, 'RS256')
})
