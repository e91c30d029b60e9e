/**
 * Why a token is refused, in full: the server's own check decides whether it is, and says one thing; here every claim
 * is held beside what it must be. Neither the token nor whom it is about is ever shown.
 */

import type { AllowedAddress } from '../http/addresses.ts'
import { ProblemError } from '../http/problem.ts'
import { claimedIssuer, verifyAssertion } from '../identity/assertion.ts'
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

export async function tokenFindings(asked: TokenAsked): Promise<Finding[]> {
  const { token } = asked
  const read = readToken(token)
  if ('name' in read) return [read]
  const { header, claims } = read
  const issuer = asked.issuers.find((one) => one.issuer === claims.iss)
  const refused = await refusal(asked, issuer)
  const findings = [
    ...claimFindings(claims, asked),
    ...(issuer ? headerFindings(header, issuer, await keysOf(issuer, asked.allowed)) : []),
  ]
  // The server takes it: what seemed wrong is not, or not here.
  if (refused === undefined) return findings.filter(({ level }) => level === 'warn')
  if (findings.some(({ level }) => level === 'wrong')) return findings
  if (issuer && /signature/.test(refused.message)) return [...findings, signatureFinding(issuer)]
  if (refused.problem.status === 503) return findings
  return [
    ...findings,
    finding(
      'token-refused',
      `The server refuses the token: ${refused.message}`,
      'docs/identity.md says what a token must hold.',
    ),
  ]
}

async function refusal(
  { token, audience, allowed }: TokenAsked,
  issuer: Issuer | undefined,
): Promise<ProblemError | undefined> {
  try {
    claimedIssuer(token)
    if (!issuer) return new ProblemError('token-invalid', 'unknown issuer')
    await verifyAssertion(token, issuer, {
      audience,
      keySets: keySets(allowed ? { allowed } : {}),
      secrets: environmentSecret,
    })
    return undefined
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
  { keys, jwks }: Issuer,
  allowed: AllowedAddress | undefined,
): Promise<IssuerKey[] | undefined> {
  if (jwks === undefined) return keys
  try {
    return (await fetchKeySet(jwks, allowed)).keys
  } catch {
    return undefined
  }
}
