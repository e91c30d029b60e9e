/** From what a provider says about somebody to what our own assertion says. */
import { AssertionClaims, limits } from '@vlinder/contract'
import * as v from 'valibot'
import { ProblemError } from '../http/problem.ts'
import type { Issuer } from '../identity/issuers.ts'
import { isRealName } from '../identity/real-name.ts'
import type { ProviderClaims } from './oidc.ts'
import type { Provider } from './providers.ts'

/** The claims of our own assertions, but for those that every assertion gets when it is signed. */
export type Who = Record<string, unknown> & { sub: string; name: string }

const { email: Email, picture: Picture } = AssertionClaims.entries

/**
 * Who signed in. Of roles and groups only what the community asks for is passed on: some people have hundreds.
 * @throws ProblemError `not-admitted`, `name-missing` or `sign-in-failed`
 */
export function whoSignedIn(
  provider: Pick<Provider, 'provider' | 'tenants'>,
  issuer: Pick<Issuer, 'roles' | 'admit'>,
  claims: ProviderClaims,
): Who {
  const sub = subjectOf(provider, claims)
  const { name } = claims
  if (!isRealName(name))
    throw new ProblemError('name-missing', 'Your account has no real name: let it be filled in there.')
  const { facilitator } = issuer.roles
  const [, claim = '', value] = /^([^=]+)=(.+)$/s.exec(issuer.admit) ?? []
  const wanted = [facilitator, claim === 'roles' ? value : undefined].filter((one) => one !== undefined)
  const held = [...listOf(claims.roles), ...listOf(claims.groups)]
  const who: Who = {
    sub,
    name: name.slice(0, limits.NAME_MAX),
    // An address that the provider did not check says nothing.
    ...(claims.email_verified !== false && v.is(Email, claims.email) && { email: claims.email }),
    ...(v.is(Picture, claims.picture) && { picture: claims.picture }),
    roles: wanted.filter((role) => held.includes(role)),
  }
  const admitting = value !== undefined && !Object.hasOwn(who, claim) && listOf(claims[claim]).includes(value)
  return admitting ? { ...who, [claim]: [value] } : who
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])

/**
 * In Entra ID `sub` differs for each application, and `oid` is the person's own id; it is unique within its tenant, so
 * the tenant stands before it where the provider's address does not name it already.
 */
function subjectOf({ provider, tenants }: Pick<Provider, 'provider' | 'tenants'>, claims: ProviderClaims) {
  if (tenants.length === 0) return claims.sub
  const { tid, oid } = claims
  if (typeof tid !== 'string' || !tenants.includes(tid))
    throw new ProblemError('not-admitted', 'Sign in with the account of your own organisation.')
  if (typeof oid !== 'string' || oid === '')
    throw new ProblemError('sign-in-failed', 'The provider does not say who you are (oid).')
  return provider.split('/').includes(tid) ? oid : `${tid}/${oid}`
}
