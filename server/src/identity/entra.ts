/**
 * Issuers that are a tenant of Entra ID. Pages in SharePoint and Teams have no backend of their own; Entra gives them an
 * access token for an application that stands for this server. Such a token is not written for us alone, so it has
 * rules besides those of every assertion: for our application, with the scope that was set up, about a person.
 */
import type { IssuerKey } from './keys.ts'
import { invalid } from './refusals.ts'

export interface Entra {
  /** Id of the tenant: each that is trusted is an issuer of its own. */
  tenant: string
  /** Client id of the application that stands for this server: the `aud` of its tokens. */
  audience: string
  /** The scope that a page must have asked for: one of the words in `scp`. */
  scope: string
}

/**
 * Entra decides how long its tokens live: 60 to 90 minutes unless a tenant says otherwise, and a day at most. It dates
 * them five minutes back.
 */
export const ENTRA_LIFETIME_S = 24 * 60 * 60 + 5 * 60

export const AUTHORITY = 'https://login.microsoftonline.com'

/** The `iss` of a tenant's tokens of version 2.0. */
export const entraIssuer = (tenant: string, authority = AUTHORITY) => `${authority}/${tenant}/v2.0`

/** Where a tenant publishes its keys. */
export const entraKeySet = (tenant: string, authority = AUTHORITY) =>
  `${authority}/${tenant}/discovery/v2.0/keys`

/** Ids of tenants, applications and people. */
export const isGuid = (text: unknown): text is string =>
  typeof text === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** Entra signs with RS256, and says of a key which tenant it is for: its own, or any (`{tenantid}`). */
export const entraKeys = (keys: IssuerKey[], issuer: string, { tenant }: Entra): IssuerKey[] =>
  keys.filter(
    ({ alg, issuer: whose = issuer }) => alg === 'RS256' && whose.replace('{tenantid}', tenant) === issuer,
  )

/**
 * The claims of a token whose signature, issuer, audience and times hold, with the person's id in the tenant as subject:
 * `sub` is another one for every application, `oid` is the one that a directory knows.
 * @throws ProblemError `token-invalid`
 */
export function entraClaims<Claims extends Record<string, unknown>>(
  claims: Claims,
  { tenant, scope }: Entra,
): Claims & { sub: string } {
  const { ver, tid, scp, oid, idtyp } = claims
  if (ver !== '2.0') throw invalid(`The token's ver must be 2.0. ${VERSION_ADVICE}`)
  if (tid !== tenant) throw invalid("The token's tid is not that of its issuer.")
  if (typeof scp !== 'string' || (idtyp !== undefined && idtyp !== 'user'))
    throw invalid('The token is of an application by itself (it has no scp): only people come in.')
  if (!scp.split(' ').includes(scope)) throw invalid(`The token's scp must hold ${scope}.`)
  if (!isGuid(oid)) throw invalid("The token has no oid: the person's id in the tenant.")
  return { ...claims, sub: oid }
}

const VERSION_ADVICE = 'Set requestedAccessTokenVersion to 2 in the manifest of the app registration.'

/** Why an issuer is not known, as far as that can be guessed. */
export const unknownIssuer = (issuer: string): string => {
  const refusal = "This community does not know the token's issuer (iss)."
  return issuer.startsWith('https://sts.windows.net/')
    ? `${refusal} It is Entra ID's of version 1.0. ${VERSION_ADVICE}`
    : refusal
}
