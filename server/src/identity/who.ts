/** Who is who: from an issuer's subject to a member, and what a newer assertion changes about them. */
import type { AssertionClaims, Role } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import { append } from '../audit/append.ts'
import { ProblemError } from '../http/problem.ts'
import { changed } from '../live/changes.ts'
import { indexMember } from '../members/derived.ts'
import { newId } from '../storage/id.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { DEVELOPMENT_ISSUER } from './development.ts'
import type { Issuer } from './issuers.ts'

/** What is needed of a member at every request. */
interface Known {
  id: string
  name: string
  email: string | null
  role: Role
  active: number
  own: string
  picture: string | null
  /** `iat` of the assertion that last changed them. */
  asserted: number
}

/**
 * The member whom `claims` speak of: known by identity, else an imported member (for the community's first issuer),
 * else a new one if the issuer may bring them in. Name, e-mail and role follow the newest assertion.
 * @throws ProblemError `not-admitted` or `member-inactive`
 */
export async function whoIs(
  storage: Storage,
  community: string,
  issuer: Issuer,
  claims: AssertionClaims,
  address?: string,
): Promise<Known> {
  const known = await byIdentity(storage.db, community, issuer.issuer, claims.sub)
  const member =
    known ?? (await storage.transaction((db) => firstSight(db, community, issuer, claims, address)))
  if (!member.active)
    throw new ProblemError('member-inactive', 'A facilitator can make this member active again.', {
      member: member.id,
    })
  return follow(storage, community, member, issuer, claims, address)
}

const KNOWN = [
  'member.id',
  'member.name',
  'member.email',
  'member.role',
  'member.active',
  'member.own',
  'member.picture',
] as const

export function byIdentity(
  db: Kysely<Tables>,
  community: string,
  issuer: string,
  subject: string,
): Promise<Known | undefined> {
  return db
    .selectFrom('identity')
    .innerJoin('member', (join) =>
      join.onRef('member.community', '=', 'identity.community').onRef('member.id', '=', 'identity.member'),
    )
    .select([...KNOWN, 'identity.asserted'])
    .where('identity.community', '=', community)
    .where('identity.issuer', '=', issuer)
    .where('identity.subject', '=', subject)
    .executeTakeFirst()
}

async function firstSight(
  db: Kysely<Tables>,
  community: string,
  issuer: Issuer,
  claims: AssertionClaims,
  address: string | undefined,
): Promise<Known> {
  // Another request of the same person may have come first.
  const known = await byIdentity(db, community, issuer.issuer, claims.sub)
  if (known) return known
  const imported = await unclaimed(db, community, issuer, claims.sub)
  const asserted = Math.floor(claims.iat)
  const member = { ...(imported ?? (await admitted(db, community, issuer, claims))), asserted }
  await append(db, community, {
    ...byIssuer(issuer, member),
    action: imported ? 'member:recognise' : 'member:join',
    address,
  })
  await db
    .insertInto('identity')
    .values({ community, issuer: issuer.issuer, subject: claims.sub, member: member.id, asserted })
    .execute()
  return member
}

/** An imported member with this subject whom nobody claimed; only the community's first issuer may. */
export async function unclaimed(
  db: Kysely<Tables>,
  community: string,
  issuer: Issuer,
  subject: string,
): Promise<Omit<Known, 'asserted'> | undefined> {
  const first = await db
    .selectFrom('issuer')
    .select('issuer')
    .where('community', '=', community)
    .where('position', '>', 0)
    .orderBy('position')
    .executeTakeFirst()
  if (first?.issuer !== issuer.issuer) return undefined
  return db
    .selectFrom('member')
    .select(KNOWN)
    .where('community', '=', community)
    .where('subject', '=', subject)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('identity')
            .select('identity.member')
            .whereRef('identity.community', '=', 'member.community')
            .whereRef('identity.member', '=', 'member.id')
            // Having been looked at in development does not make somebody known.
            .where('identity.issuer', '!=', DEVELOPMENT_ISSUER),
        ),
      ),
    )
    .executeTakeFirst()
}

async function admitted(
  db: Kysely<Tables>,
  community: string,
  issuer: Issuer,
  claims: AssertionClaims,
): Promise<Omit<Known, 'asserted'>> {
  if (!admits(issuer.admit, claims)) {
    throw new ProblemError('not-admitted', 'Ask the facilitator to let you in.')
  }
  const member = {
    id: newId(),
    name: claims.name,
    email: claims.email ?? null,
    role: 'member' as const,
    active: 1,
    own: '[]',
    picture: null,
  }
  await db
    .insertInto('member')
    .values({ ...member, community, about: '', joined: new Date().toISOString() })
    .execute()
  await indexMember(db, community, member.id)
  await changed(db, community, { type: 'member', id: member.id, action: 'created' })
  return member
}

/** `all`, `listed` (only who was imported) or `<claim>=<value>`, for a claim that is a text or a list of texts. */
export function admits(rule: string, claims: Record<string, unknown>): boolean {
  if (rule === 'all') return true
  const [claim = '', value] = rule.split(/=(.*)/s)
  if (value === undefined) return false
  const held = claims[claim]
  return Array.isArray(held) ? held.includes(value) : held === value
}

/**
 * Brings name, e-mail and role up to date with the assertion, leaving alone what the member changed here. An assertion
 * that is older than the last one that changed something says nothing any more, though it holds for a while yet.
 */
async function follow(
  storage: Storage,
  community: string,
  member: Known,
  issuer: Issuer,
  claims: AssertionClaims,
  address: string | undefined,
): Promise<Known> {
  const asserted = Math.floor(claims.iat)
  if (asserted < member.asserted) return member
  const own: string[] = JSON.parse(member.own)
  const { facilitator } = issuer.roles
  const role: Role =
    facilitator === undefined ? member.role : claims.roles.includes(facilitator) ? 'facilitator' : 'member'
  const name = own.includes('name') ? member.name : claims.name
  const email = claims.email ?? member.email
  if (name === member.name && email === member.email && role === member.role) return member
  await storage.transaction(async (db) => {
    await db
      .updateTable('member')
      .set({ name, email, role })
      .where('community', '=', community)
      .where('id', '=', member.id)
      .execute()
    await db
      .updateTable('identity')
      .set({ asserted })
      .where('community', '=', community)
      .where('issuer', '=', issuer.issuer)
      .where('subject', '=', claims.sub)
      .execute()
    if (name !== member.name) await indexMember(db, community, member.id)
    if (name !== member.name || role !== member.role)
      await changed(db, community, { type: 'member', id: member.id, action: 'changed' })
    if (role !== member.role)
      await append(db, community, { ...byIssuer(issuer, member), action: `member:become-${role}`, address })
  })
  return { ...member, name, email, role, asserted }
}

/** For the audit log: what an issuer's word does to a member. */
const byIssuer = ({ issuer }: Issuer, { id }: Known) =>
  ({ role: 'issuer', actor: issuer, type: 'member', object: id }) as const
