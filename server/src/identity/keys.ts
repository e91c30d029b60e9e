/** Public keys that an issuer signs with: which kinds are trusted, and how they are read from a file or a key set. */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import type { JWK } from 'jose'
import { StartError } from '../start-error.ts'
import { isRoca } from './roca.ts'

/** Signature algorithms (RFC 7518, RFC 8037); which one is decided by the key, never by the token. */
export type Algorithm = 'EdDSA' | 'ES256' | 'RS256'

export type IssuerKey = JWK & {
  alg: Algorithm
  /** Seconds since 1970 from which a key that was rotated out is used no more. */
  until?: number
  /** Whose key it says it is: Entra ID's do. */
  issuer?: string
}

/** Shorter RSA keys are within reach of a determined attacker (RFC 7518, 3.3). */
const RSA_BITS_MIN = 2048
/** With smaller public exponents a signature can be made without the private key, or nearly (FIPS 186-5). */
const RSA_EXPONENT_MIN = 65_537n

const PRIVATE = 'This is a private key: keep it with the issuer and give its public half.'
const NO_KEY = 'The key is neither a PEM public key nor a JWK.'

/**
 * A public key from PEM or JWK text, ready to be stored.
 * @throws StartError when it is not a public key of a kind that we trust.
 */
export function parsePublicKey(text: string): IssuerKey {
  const jwk = text.trimStart().startsWith('{') ? fromJson(text) : fromPem(text)
  if (holdsSecret(jwk)) throw new StartError(PRIVATE)
  const key = trustedKey(jwk)
  if (!key)
    throw new StartError(
      'The key must be for signatures, and Ed25519, P-256, or RSA of 2048 bits or more with exponent 65537.',
    )
  return key
}

function fromPem(text: string): JWK {
  if (/PRIVATE KEY/.test(text)) throw new StartError(PRIVATE)
  try {
    return createPublicKey(text).export({ format: 'jwk' }) as JWK
  } catch {
    throw new StartError(NO_KEY)
  }
}

function fromJson(text: string): JWK {
  let jwk: JWK | { keys: unknown }
  try {
    jwk = JSON.parse(text)
  } catch {
    throw new StartError(NO_KEY)
  }
  if ('keys' in jwk)
    throw new StartError('This is a set of keys: give one of them, or its address with --jwks.')
  return jwk
}

/** Does this JWK hold what only the signer may have? */
export const holdsSecret = (jwk: JWK): boolean => jwk.kty === 'oct' || 'd' in jwk || 'k' in jwk

/** The key with its algorithm and nothing that we do not use; undefined when we do not trust its kind, or it is no key. */
export function trustedKey(jwk: JWK & { issuer?: unknown }): IssuerKey | undefined {
  if (jwk.use !== undefined && jwk.use !== 'sig') return undefined
  if (jwk.key_ops !== undefined && !(Array.isArray(jwk.key_ops) && jwk.key_ops.includes('verify')))
    return undefined
  if (jwk.kid !== undefined && typeof jwk.kid !== 'string') return undefined
  const key = readable(jwk)
  const alg = key && algorithm(key)
  if (!alg || !(jwk.alg === undefined || jwk.alg === alg || (jwk.alg === 'Ed25519' && alg === 'EdDSA')))
    return undefined
  const { kid, issuer } = jwk
  return {
    ...(key.export({ format: 'jwk' }) as JWK),
    ...(kid !== undefined && { kid }),
    ...(typeof issuer === 'string' && { issuer }),
    alg,
  }
}

function readable(jwk: JWK): KeyObject | undefined {
  try {
    return createPublicKey({ key: { ...jwk }, format: 'jwk' })
  } catch {
    return undefined
  }
}

function algorithm(key: KeyObject): Algorithm | undefined {
  const { namedCurve, modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {}
  if (key.asymmetricKeyType === 'ed25519') return 'EdDSA'
  if (key.asymmetricKeyType === 'ec') return namedCurve === 'prime256v1' ? 'ES256' : undefined
  if (key.asymmetricKeyType !== 'rsa') return undefined
  const strong = modulusLength >= RSA_BITS_MIN && publicExponent >= RSA_EXPONENT_MIN && !isRoca(key)
  return strong ? 'RS256' : undefined
}

/** What RFC 7638 makes a thumbprint of. */
const THUMBPRINT: Record<Algorithm, (keyof JWK)[]> = {
  EdDSA: ['crv', 'kty', 'x'],
  ES256: ['crv', 'kty', 'x', 'y'],
  RS256: ['e', 'kty', 'n'],
}

/** Tells whether two keys are the same, whatever they are called (RFC 7638). */
export const thumbprint = (key: IssuerKey): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.fromEntries(THUMBPRINT[key.alg].map((name) => [name, key[name]]))))
    .digest('base64url')

/** A key without a name is called by its thumbprint, so that a token can name it once there are several. */
export const named = (key: IssuerKey): IssuerKey =>
  key.kid === undefined ? { ...key, kid: thumbprint(key) } : key
