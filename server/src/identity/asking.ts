/** The middleware that knows who asks: bearer token -> verified claims -> member. Nothing passes without it. */
import type { AssertionClaims } from '@vlinder/contract'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Logger } from 'pino'
import type { Background } from '../background.ts'
import type { Config } from '../config.ts'
import type { Asking } from '../http/asking.ts'
import type { Limiting } from '../http/limits.ts'
import { ProblemError } from '../http/problem.ts'
import { pictures } from '../members/picture.ts'
import { claimedIssuer, verifyAssertion } from './assertion.ts'
import { bearerKeyCheck } from './bearer-key.ts'
import { unknownIssuer } from './entra.ts'
import { worthChecking } from './failed-tokens.ts'
import { type Issuer, issuerRow, toIssuer } from './issuers.ts'
import { keySets as createKeySets } from './key-sets.ts'
import { challenge, invalid } from './refusals.ts'
import { environmentSecret } from './secret.ts'
import { whoIs } from './who.ts'

/** Verified tokens that are remembered; at 8 KB each they fit easily. */
const REMEMBERED_MAX = 10_000

interface Remembered {
  claims: AssertionClaims
  /** The issuer as it was then: when it changes, what it signed is verified anew. */
  issuer: string
}

/** Sets `c.var.member`, and `c.var.expires`: until when that holds without asking again. */
export function asking(
  {
    publicUrl: audience,
    allowedAddresses: allowed,
    operatorKey,
  }: Pick<Config, 'publicUrl' | 'allowedAddresses' | 'operatorKey'>,
  log: Logger,
  limiting: Pick<Limiting, 'failures'>,
  background: Background,
) {
  const remembered = new Map<string, Remembered>()
  const isOperator = bearerKeyCheck(operatorKey)
  const keySets = createKeySets({ log, ...(allowed && { allowed }) })
  const followPicture = pictures({ background, log, allowed })

  async function claimsOf(c: Context<Asking>, token: string, issuer: Issuer): Promise<AssertionClaims> {
    const community = c.var.community.id
    const key = `${community} ${token}`
    const trusted = () => `${JSON.stringify(issuer)} ${issuer.jwks ? keySets.version(issuer.jwks) : ''}`
    const known = remembered.get(key)
    if (known && known.issuer === trusted() && known.claims.exp > Date.now() / 1000) return known.claims
    remembered.delete(key)
    const claims = await worthChecking(c, limiting, `${community} ${issuer.issuer}`, () =>
      verifyAssertion(token, issuer, { audience, keySets, secrets: environmentSecret }),
    )
    if (remembered.size >= REMEMBERED_MAX) remembered.delete(remembered.keys().next().value as string)
    remembered.set(key, { claims, issuer: trusted() })
    return claims
  }

  return createMiddleware<Asking>(async function asking(c, next) {
    const { storage, community } = c.var
    const token = bearer(c.req.header('authorization'))
    if (isOperator(token)) {
      c.set('member', { community: community.id, id: '', role: 'operator' })
      // A key does not end: nothing that it reads is kept.
      c.set('expires', 0)
      return next()
    }
    const iss = claimedIssuer(token)
    const row = await issuerRow(storage.db, community.id, iss)
    if (!row) throw invalid(unknownIssuer(iss))
    c.set('issuer', row.issuer)
    const issuer = toIssuer(row)
    const claims = await claimsOf(c, token, issuer)
    const known = await whoIs(storage, community.id, issuer, claims, c.var.address)
    followPicture(storage, { ...known, community: community.id }, claims)
    const { id, role } = known
    c.set('member', { community: community.id, id, role })
    c.set('expires', Math.min(claims.exp, ...issuer.keys.map(({ until = Infinity }) => until)))
    await next()
  })
}

function bearer(authorization: string | undefined): string {
  const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization ?? '')?.[1]
  if (!token)
    throw new ProblemError('token-missing', 'Send Authorization: Bearer <assertion>.', {
      headers: challenge(),
    })
  return token
}
