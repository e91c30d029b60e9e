/** The middleware that knows who asks: bearer token -> verified claims -> member. Nothing passes without it. */
import type { AssertionClaims } from '@vlinder/contract'
import { createMiddleware } from 'hono/factory'
import type { Asking } from '../http/asking.ts'
import { ProblemError } from '../http/problem.ts'
import type { IssuerTable } from '../storage/schema.ts'
import { challenge, claimedIssuer, verifyAssertion } from './assertion.ts'
import { issuerRow, toIssuer } from './issuers.ts'
import { whoIs } from './who.ts'

/** Verified tokens that are remembered; at 8 KB each they fit easily. */
const REMEMBERED_MAX = 10_000

interface Remembered {
  claims: AssertionClaims
  /** The issuer as it was then: when it changes, what it signed is verified anew. */
  issuer: string
}

/** `audience` is our public address. Sets `c.var.member`. */
export function asking(audience: string) {
  const remembered = new Map<string, Remembered>()

  async function claimsOf(community: string, token: string, row: IssuerTable): Promise<AssertionClaims> {
    const key = `${community} ${token}`
    const issuer = JSON.stringify(row)
    const known = remembered.get(key)
    if (known && known.issuer === issuer && known.claims.exp > Date.now() / 1000) return known.claims
    remembered.delete(key)
    const claims = await verifyAssertion(token, toIssuer(row), audience)
    if (remembered.size >= REMEMBERED_MAX) remembered.delete(remembered.keys().next().value as string)
    remembered.set(key, { claims, issuer })
    return claims
  }

  return createMiddleware<Asking>(async function asking(c, next) {
    const { storage, community } = c.var
    const token = bearer(c.req.header('authorization'))
    const row = await issuerRow(storage.db, community.id, claimedIssuer(token))
    if (!row) {
      throw new ProblemError('token-invalid', "This community does not know the token's issuer (iss).", {
        headers: challenge('invalid_token'),
      })
    }
    const claims = await claimsOf(community.id, token, row)
    const { id, role } = await whoIs(storage, community.id, toIssuer(row), claims)
    c.set('member', { community: community.id, id, role })
    c.set('expires', claims.exp)
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
