/**
 * Verifies an assertion: the signed token (JWT, RFC 7519) in which an issuer says who is asking. The one
 * verification path; every check stands here and has a test that fails without it.
 */
import { AssertionClaims, limits } from '@vlinder/contract'
import {
  decodeJwt,
  decodeProtectedHeader,
  errors,
  importJWK,
  type JWTPayload,
  type JWTVerifyOptions,
  jwtVerify,
  type ProtectedHeaderParameters,
} from 'jose'
import * as v from 'valibot'
import { ProblemError } from '../http/problem.ts'
import { ENTRA_LIFETIME_S, entraClaims, entraKeys } from './entra.ts'
import type { Issuer } from './issuers.ts'
import type { KeySets } from './key-sets.ts'
import type { IssuerKey } from './keys.ts'
import { isRealName } from './real-name.ts'
import { expired, invalid } from './refusals.ts'
import { type SecretSource, signedWithSecret } from './secret.ts'

/** Longer tokens carry more than who somebody is, in bytes. */
const TOKEN_BYTES_MAX = 8 * 1024

/** Headers that let a token choose its own key or rules. */
const REFUSED_HEADERS = ['crit', 'jku', 'jwk', 'x5u', 'x5c']

/** Besides what everybody's assertion holds, an issuer may be asked to admit by a claim of its own. */
const Claims = v.looseObject(AssertionClaims.entries)

/** The issuer that `token` names, unverified: only good for looking it up. */
export function claimedIssuer(token: string): string {
  if (token.length > TOKEN_BYTES_MAX) throw invalid(`The token is longer than ${TOKEN_BYTES_MAX} bytes.`)
  try {
    const { iss } = decodeJwt(token)
    if (typeof iss === 'string') return iss
  } catch {
    throw invalid('The token is not a JWT.')
  }
  throw invalid('The token has no iss.')
}

/** What checks need besides the token and its issuer. */
export interface Verifying {
  /** Our own public address. */
  audience: string
  keySets: KeySets
  secrets: SecretSource
}

/**
 * The claims of `token`, once everything about it holds.
 * @throws ProblemError `token-invalid`, `token-expired` or `name-missing`, saying which check failed; `unavailable`
 * when what it is checked with is not there now
 */
export async function verifyAssertion(
  token: string,
  issuer: Issuer,
  { audience, keySets, secrets }: Verifying,
): Promise<AssertionClaims> {
  const header = readHeader(token)
  const { entra, secretEnv: name } = issuer
  const rules = {
    issuer: issuer.issuer,
    audience: entra?.audience ?? audience,
    clockTolerance: limits.CLOCK_SKEW_S,
    requiredClaims: ['iss', 'aud', 'sub', 'iat', 'exp'],
  }
  const payload =
    name !== undefined
      ? await sayingWhy(signedWithSecret(token, header, { name, source: secrets, rules }))
      : await sayingWhy(signedWithKey(token, chooseKey(header, await keysOf(issuer, header, keySets)), rules))
  return entra ? checkedClaims(entraClaims(payload, entra), ENTRA_LIFETIME_S) : checkedClaims(payload)
}

async function keysOf(
  { issuer, keys, jwks, entra }: Issuer,
  { kid }: ProtectedHeaderParameters,
  keySets: KeySets,
): Promise<IssuerKey[]> {
  if (jwks === undefined) return keys
  const published = await keySets.keys(jwks, kid)
  return entra ? entraKeys(published, issuer, entra) : published
}

/** Three parts of base64url, each written in the one way there is: jose passes over spaces, padding and stray bits. */
function isCompact(token: string): boolean {
  const parts = token.split('.')
  return (
    parts.length === 3 && parts.every((part) => Buffer.from(part, 'base64url').toString('base64url') === part)
  )
}

function readHeader(token: string): ProtectedHeaderParameters {
  if (!isCompact(token)) throw invalid('The token is not three parts of base64url.')
  let header: ProtectedHeaderParameters
  try {
    header = decodeProtectedHeader(token)
  } catch {
    throw invalid('The token has no readable header.')
  }
  for (const name of REFUSED_HEADERS) {
    if (name in header) throw invalid(`The token's header may not hold ${name}.`)
  }
  // jose gives the header as it came: typ may be anything.
  const { typ = 'JWT' }: { typ?: unknown } = header
  if (typeof typ !== 'string' || typ.toUpperCase() !== 'JWT')
    throw invalid("The token's typ must be JWT, or absent.")
  return header
}

function chooseKey({ kid, alg }: ProtectedHeaderParameters, keys: IssuerKey[]): IssuerKey {
  const fitting = kid === undefined ? keys : keys.filter((key) => key.kid === kid)
  const [key, ...others] = fitting
  if (!key) {
    if (kid === undefined) throw invalid('The issuer has no key.')
    const only = keys.length === 1 && keys[0]?.kid
    throw invalid(
      `The token's kid is not a key of its issuer.${only ? ` Leave it out, or send "${only}".` : ''}`,
    )
  }
  if (others.length > 0) throw invalid('The issuer has several keys: the token must name one by kid.')
  const same = alg === key.alg || (key.alg === 'EdDSA' && alg === 'Ed25519')
  if (!same) throw invalid(`The token's alg must be ${key.alg}, as its issuer's key is.`)
  return key
}

async function signedWithKey(token: string, key: IssuerKey, rules: JWTVerifyOptions): Promise<JWTPayload> {
  const algorithms = key.alg === 'EdDSA' ? ['EdDSA', 'Ed25519'] : [key.alg]
  const { payload } = await jwtVerify(token, await importJWK(key, key.alg), { ...rules, algorithms })
  return payload
}

/** Which check failed, as far as it helps who made the token. */
async function sayingWhy(verifying: Promise<JWTPayload>): Promise<JWTPayload> {
  try {
    return await verifying
  } catch (error) {
    if (error instanceof ProblemError) throw error
    if (error instanceof errors.JWTExpired) throw expired()
    if (error instanceof errors.JWTClaimValidationFailed)
      throw invalid(`The token's ${error.claim} does not hold.`)
    if (error instanceof errors.JWTInvalid) throw invalid("The token's payload holds no claims.")
    throw invalid("The token's signature does not hold.")
  }
}

function checkedClaims(
  payload: Record<string, unknown>,
  lifetimeS: number = limits.ASSERTION_LIFETIME_S,
): AssertionClaims {
  if (!isRealName(payload.name))
    throw new ProblemError('name-missing', 'The assertion must hold the person\'s real name in "name".')
  const result = v.safeParse(Claims, payload)
  if (!result.success) throw invalid(`The token's ${v.getDotPath(result.issues[0])} cannot be used.`)
  const claims = result.output
  if (claims.exp - claims.iat > lifetimeS)
    throw invalid(`The token lives longer than ${lifetimeS} s (exp - iat).`)
  if (claims.iat > Date.now() / 1000 + limits.CLOCK_SKEW_S)
    throw invalid('The token was issued in the future (iat).')
  return claims
}
