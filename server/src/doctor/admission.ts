/** May whom a good token speaks of come in? As the server decides at their first request, without making anybody. */
import type { AssertionClaims } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { Issuer } from '../identity/issuers.ts'
import { admits, byIdentity, unclaimed } from '../identity/who.ts'
import type { Tables } from '../storage/schema.ts'
import { type Finding, finding } from './finding.ts'

/** `member` when they have come in before. */
export async function admissionFindings(
  db: Kysely<Tables>,
  community: string,
  issuer: Issuer,
  claims: AssertionClaims,
): Promise<Finding[] | 'member'> {
  const known = await byIdentity(db, community, issuer.issuer, claims.sub)
  if (known?.active) return 'member'
  const member = known ?? (await unclaimed(db, community, issuer, claims.sub))
  if (member?.active) return []
  if (member) {
    const what = 'The token is good, but the member it is about is no longer active.'
    return [finding('member-inactive', what, `vlinder member activate ${community} <member id>`)]
  }
  if (admits(issuer.admit, claims)) return []
  const what = `The token is good, but ${issuer.issuer} may not bring this person in: it admits ${issuer.admit}.`
  const fix = `Import the member with "subject" set to the token's sub, or: vlinder issuer add ${community} --issuer ${issuer.issuer} --admit all <its key as before>`
  return [finding('member-not-admitted', what, fix, `admits ${issuer.admit}`)]
}
