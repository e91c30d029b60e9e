/**
 * Who signed in may have new assertions for a working day, by a secret that the page holds in memory. Each secret is
 * good once and brings the next; one that comes a second time was stolen, or its thief's: then the session is over.
 */
import { limits } from '@vlinder/contract'
import { importJWK, SignJWT } from 'jose'
import type { Kysely } from 'kysely'
import { append } from '../audit/append.ts'
import type { Config } from '../config.ts'
import { ProblemError } from '../http/problem.ts'
import { issuerRow, saveIssuer, toIssuer } from '../identity/issuers.ts'
import type { IssuerKey } from '../identity/keys.ts'
import { ownKey, publicHalf } from '../identity/own-key.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { inSeconds, over } from './queries.ts'
import { hashed, isHashOf, newSecret } from './secrets.ts'
import type { Who } from './who.ts'

/** Name of the key that signs the assertions of who signed in. */
export const SIGN_IN_KEY = 'sign-in-key'
/** A working day; in seconds. */
export const SESSION_S = 8 * 60 * 60

export type Signing = Pick<Config, 'publicUrl'> & Partial<Pick<Config, 'databaseUrl'>>

interface Session {
  token: string
  refresh: string
  endsIn: number
}

/** Begins a session for `who`. */
export async function beginSession(
  storage: Storage,
  signing: Signing,
  {
    community,
    issuer,
    who,
    address,
  }: { community: string; issuer: string; who: Who; address?: string | undefined },
): Promise<Session> {
  const [id, secret] = [newSecret(), newSecret()]
  const token = await assertion(storage, signing, { community, issuer, who })
  const claims = JSON.stringify(who)
  await storage.transaction(async (db) => {
    await db
      .insertInto('signInSession')
      .values({ community, id, secret: hashed(secret), issuer, claims, ends: inSeconds(SESSION_S) })
      .execute()
    const object = (await memberOf(db, community, issuer, who))?.id
    await append(db, community, {
      role: 'issuer',
      actor: issuer,
      action: 'sign-in',
      type: 'member',
      object,
      address,
    })
  })
  return { token, refresh: `${id}.${secret}`, endsIn: SESSION_S }
}

/** The next assertion and the next secret. @throws ProblemError `sign-in-expired` or `member-inactive` */
export async function refreshSession(
  storage: Storage,
  signing: Signing,
  { community, refresh }: { community: string; refresh: string },
): Promise<Session> {
  const [id = '', secret = ''] = refresh.split('.')
  const next = newSecret()
  // What is refused must be ended all the same, so the refusal waits until that is kept.
  const found = await storage.transaction(async (db) => {
    const row = await db
      .selectFrom('signInSession')
      .selectAll()
      .where('community', '=', community)
      .where('id', '=', id)
      .executeTakeFirst()
    if (!row) return over()
    const who: Who = JSON.parse(row.claims)
    const refusal =
      row.ends <= inSeconds(0) || !isHashOf(row.secret, secret)
        ? over()
        : await refusalOf(db, community, row.issuer, who)
    if (refusal) {
      await db.deleteFrom('signInSession').where('community', '=', community).where('id', '=', id).execute()
      return refusal
    }
    await db
      .updateTable('signInSession')
      .set({ secret: hashed(next) })
      .where('community', '=', community)
      .where('id', '=', id)
      .execute()
    return { who, issuer: row.issuer, ends: row.ends }
  })
  if (found instanceof ProblemError) throw found
  const { who, issuer, ends } = found
  return {
    token: await assertion(storage, signing, { community, issuer, who }),
    refresh: `${id}.${next}`,
    endsIn: Math.floor((Date.parse(ends) - Date.now()) / 1000),
  }
}

/** Leavers, and who came in through a provider that the community left. */
async function refusalOf(db: Kysely<Tables>, community: string, issuer: string, { sub }: Who) {
  if (!(await issuerRow(db, community, issuer))) return over()
  const member = await memberOf(db, community, issuer, { sub })
  return member?.active === 0 ? new ProblemError('member-inactive') : undefined
}

/** Who it is here; nobody yet, if they come in for the first time. */
const memberOf = (db: Kysely<Tables>, community: string, issuer: string, { sub }: Pick<Who, 'sub'>) =>
  db
    .selectFrom('identity')
    .innerJoin('member', (join) =>
      join.onRef('member.community', '=', 'identity.community').onRef('member.id', '=', 'identity.member'),
    )
    .select(['member.id', 'member.active'])
    .where('identity.community', '=', community)
    .where('identity.issuer', '=', issuer)
    .where('identity.subject', '=', sub)
    .executeTakeFirst()

/** Says who signed in, as every issuer does, with the server's own key. */
async function assertion(
  storage: Storage,
  { publicUrl, databaseUrl = ':memory:' }: Signing,
  { community, issuer, who }: { community: string; issuer: string; who: Who },
): Promise<string> {
  const jwk = await ownKey(databaseUrl, SIGN_IN_KEY)
  const row = await issuerRow(storage.db, community, issuer)
  if (!row) throw over()
  if (!toIssuer(row).keys.some(({ kid }) => kid === jwk.kid))
    await storage.transaction((db) => trustOwnKey(db, community, issuer, publicHalf(jwk)))
  return new SignJWT(who)
    .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid! })
    .setIssuer(issuer)
    .setAudience(publicUrl)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + limits.ASSERTION_LIFETIME_S)
    .sign(await importJWK(jwk, 'EdDSA'))
}

/** The key's file was lost or replaced, as after a restore: what the community trusts is this server, not that file. */
async function trustOwnKey(db: Kysely<Tables>, community: string, issuer: string, key: IssuerKey) {
  const row = await issuerRow(db, community, issuer)
  // It was removed a moment ago: nothing brings it back.
  if (!row) throw over()
  await saveIssuer(db, community, { ...toIssuer(row), keys: [key] })
  await append(db, community, {
    role: 'issuer',
    actor: issuer,
    action: 'issuer:rotate',
    type: 'issuer',
    object: issuer,
  })
}
