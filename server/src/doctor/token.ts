/**
 * Why a token is refused, in full: the server's own check decides whether it is, and says one thing; here every claim
 * is held beside what it must be. Neither the token nor whom it is about is ever shown.
 */

import type { AssertionClaims } from '@vlinder/contract'
import type { AllowedAddress } from '../http/addresses.ts'
import { FetchRefusal } from '../http/guarded-fetch.ts'
import { ProblemError } from '../http/problem.ts'
import { claimedIssuer, verifyAssertion } from '../identity/assertion.ts'
import { entraKeys, unknownIssuer } from '../identity/entra.ts'
import type { Issuer } from '../identity/issuers.ts'
import { fetchKeySet, keySets } from '../identity/key-sets.ts'
import type { IssuerKey } from '../identity/keys.ts'
import { environmentSecret } from '../identity/secret.ts'
import { type Finding, finding } from './finding.ts'
import { claimFindings } from './token-claims.ts'
import { headerFindings, signatureFinding } from './token-header.ts'

export interface TokenAsked {
  token: string
  community: string
  issuers: Issuer[]
  audience: string
  allowed: AllowedAddress | undefined
  /** Was it made just now? Then its times tell the host's clock. */
  fresh: boolean
}

export type Claims = Record<string, unknown>

export interface TokenSeen {
  findings: Finding[]
  /** Whose word it is and what it says, once the server's own check holds. */
  accepted?: { issuer: Issuer; claims: AssertionClaims }
}

export async function tokenFindings(asked: TokenAsked): Promise<TokenSeen> {
  const read = readToken(asked.token)
  if ('name' in read) return { findings: [read] }
  const { header, claims } = read
  const issuer = asked.issuers.find((one) => one.issuer === claims.iss)
  const checked = await check(asked, issuer)
  const findings = [
    ...claimFindings(claims, issuer, asked),
    ...(issuer ? headerFindings(header, issuer, await keysOf(issuer, asked.allowed)) : []),
  ]
  // The server takes it: what seemed wrong is not, or not here.
  if (issuer && !(checked instanceof ProblemError))
    return {
      findings: findings.filter(({ level }) => level === 'warn'),
      accepted: { issuer, claims: checked },
    }
  if (findings.some(({ level }) => level === 'wrong')) return { findings }
  return { findings: [...findings, ...otherwise(issuer, checked as ProblemError)] }
}

/** For a refusal that none of our own checks explains. */
function otherwise(issuer: Issuer | undefined, { message, problem }: ProblemError): Finding[] {
  if (issuer && /signature/.test(message)) return [signatureFinding(issuer)]
  // What it is checked with is not there now: that is said of the issuer itself.
  if (problem.status === 503) return []
  const what = `The server refuses the token: ${message}`
  return [finding('token-refused', what, 'docs/identity.md says what a token must hold.')]
}

async function check(
  { token, audience, allowed }: TokenAsked,
  issuer: Issuer | undefined,
): Promise<AssertionClaims | ProblemError> {
  try {
    if (!issuer) throw new ProblemError('token-invalid', unknownIssuer(claimedIssuer(token)))
    const sets = keySets(allowed ? { allowed } : {})
    return await verifyAssertion(token, issuer, { audience, keySets: sets, secrets: environmentSecret })
  } catch (error) {
    if (error instanceof ProblemError) return error
    throw error
  }
}

/** What the token says of itself; it is believed by nobody. */
export function readToken(token: string): { header: Claims; claims: Claims } | Finding {
  const unreadable = (what: string) =>
    finding(
      'token-unreadable',
      what,
      'Three parts of base64url with dots in between, as a JWT library makes them.',
    )
  if (/^Bearer\s/i.test(token))
    return unreadable('The token begins with "Bearer": give what stands behind it.')
  if (/^["']/.test(token)) return unreadable('The token has quotes around it.')
  if (/\s/.test(token)) return unreadable('The token holds spaces or line breaks.')
  const parts = token.split('.')
  if (parts.length === 5) return unreadable('The token is encrypted (a JWE): sign it, and do not encrypt it.')
  if (parts.length !== 3)
    return unreadable(`The token has ${parts.length} parts instead of three: it is no signed JWT.`)
  const [header, claims] = [parts[0], parts[1]].map((part) => json(part ?? ''))
  if (!header) return unreadable('The first part of the token, its header, is not JSON in base64url.')
  if (!claims) return unreadable('The second part of the token, its claims, is not JSON in base64url.')
  return { header, claims }
}

function json(part: string): Claims | undefined {
  try {
    const value = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Undefined when they cannot be fetched, which is said of the issuer itself. */
async function keysOf(
  { issuer, keys, jwks, entra }: Issuer,
  allowed: AllowedAddress | undefined,
): Promise<IssuerKey[] | undefined> {
  if (jwks === undefined) return keys
  try {
    const published = await fetchKeySet(jwks, allowed)
    return entra ? entraKeys(published.keys, issuer, entra) : published.keys
  } catch (error) {
    if (error instanceof FetchRefusal) return undefined
    throw error
  }
}
