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
  jwtVerify,
  type ProtectedHeaderParameters,
} from 'jose'
import * as v from 'valibot'
import { ProblemError } from '../http/problem.ts'
import type { Issuer } from './issuers.ts'
import type { IssuerKey } from './keys.ts'
import { isRealName } from './real-name.ts'

/** Longer tokens carry more than who somebody is, in bytes. */
const TOKEN_BYTES_MAX = 8 * 1024

/** Headers that let a token choose its own key or rules. */
const REFUSED_HEADERS = ['crit', 'jku', 'jwk', 'x5u', 'x5c']

/** Besides what everybody's assertion holds, an issuer may be asked to admit by a claim of its own. */
const Claims = v.looseObject(AssertionClaims.entries)

const invalid = (detail: string) =>
  new ProblemError('token-invalid', detail, { headers: challenge('invalid_token') })

/** RFC 6750, section 3. */
export const challenge = (error?: string) => ({
  'www-authenticate': error ? `Bearer error="${error}"` : 'Bearer',
})

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

/**
 * The claims of `token`, once everything about it holds.
 * @param audience our own public address
 * @throws ProblemError `token-invalid`, `token-expired` or `name-missing`, saying which check failed
 */
export async function verifyAssertion(
  token: string,
  issuer: Issuer,
  audience: string,
): Promise<AssertionClaims> {
  const key = chooseKey(readHeader(token), issuer.keys)
  const payload = await verified(token, key, issuer.issuer, audience)
  return checkedClaims(payload)
}

function readHeader(token: string): ProtectedHeaderParameters {
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
  const fitting =
    kid === undefined
      ? keys
      : keys.filter((key) => key.kid === kid || (key.kid === undefined && keys.length === 1))
  const [key, ...others] = fitting
  if (!key)
    throw invalid(
      kid === undefined ? 'The issuer has no key.' : "The token's kid is not a key of its issuer.",
    )
  if (others.length > 0) throw invalid('The issuer has several keys: the token must name one by kid.')
  const same = alg === key.alg || (key.alg === 'EdDSA' && alg === 'Ed25519')
  if (!same) throw invalid(`The token's alg must be ${key.alg}, as its issuer's key is.`)
  return key
}

async function verified(token: string, key: IssuerKey, issuer: string, audience: string) {
  try {
    const { payload } = await jwtVerify(token, await importJWK(key), {
      algorithms: key.alg === 'EdDSA' ? ['EdDSA', 'Ed25519'] : [key.alg],
      issuer,
      audience,
      clockTolerance: limits.CLOCK_SKEW_S,
      requiredClaims: ['iss', 'aud', 'sub', 'iat', 'exp'],
    })
    return payload
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw new ProblemError('token-expired', 'Fetch a new token.', { headers: challenge('invalid_token') })
    }
    if (error instanceof errors.JWTClaimValidationFailed)
      throw invalid(`The token's ${error.claim} does not hold.`)
    throw invalid("The token's signature does not hold.")
  }
}

function checkedClaims(payload: Record<string, unknown>): AssertionClaims {
  if (!isRealName(payload.name))
    throw new ProblemError('name-missing', 'The assertion must hold the person\'s real name in "name".')
  const result = v.safeParse(Claims, payload)
  if (!result.success) throw invalid(`The token's ${v.getDotPath(result.issues[0])} cannot be used.`)
  const claims = result.output
  if (claims.exp - claims.iat > limits.ASSERTION_LIFETIME_S) {
    throw invalid(`The token lives longer than ${limits.ASSERTION_LIFETIME_S} s (exp - iat).`)
  }
  if (claims.iat > Date.now() / 1000 + limits.CLOCK_SKEW_S)
    throw invalid('The token was issued in the future (iat).')
  return claims
}
