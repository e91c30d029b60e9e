/** Sign-ins under way: each is begun by a page, goes through the provider once, and is fetched once. */
import type { ProblemName } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import { ProblemError } from '../http/problem.ts'
import type { SignInTable, Tables } from '../storage/schema.ts'
import type { Expected } from './oidc.ts'
import { hashed, isHashOf, newSecret } from './secrets.ts'
import type { Who } from './who.ts'

/** Long enough for a password, a second factor and a phone that lies in another room; in seconds. */
export const SIGN_IN_S = 10 * 60
/** Between coming back to the page and being fetched by it there is no person; in seconds. */
const FETCH_S = 60

export const over = () => new ProblemError('sign-in-expired', 'Sign in again.')

export const inSeconds = (s: number): string => new Date(Date.now() + s * 1000).toISOString()

/** Begins one. What was left lying is swept away first. */
export async function beginSignIn(
  db: Kysely<Tables>,
  community: string,
  { challenge, returnTo }: Pick<SignInTable, 'challenge' | 'returnTo'>,
): Promise<string> {
  const now = inSeconds(0)
  await db.deleteFrom('signIn').where('community', '=', community).where('expires', '<=', now).execute()
  await db.deleteFrom('signInSession').where('community', '=', community).where('ends', '<=', now).execute()
  const handle = newSecret()
  await db
    .insertInto('signIn')
    .values({ community, id: hashed(handle), challenge, returnTo, expires: inSeconds(SIGN_IN_S) })
    .execute()
  return handle
}

/** One that is not over. */
function signInRow(db: Kysely<Tables>, community: string, handle: string): Promise<SignInTable | undefined> {
  return db
    .selectFrom('signIn')
    .selectAll()
    .where('community', '=', community)
    .where('id', '=', hashed(handle))
    .where('expires', '>', inSeconds(0))
    .executeTakeFirst()
}

const change = (db: Kysely<Tables>, community: string, id: string) =>
  db.updateTable('signIn').where('community', '=', community).where('id', '=', id)

/** May the browser be sent to the provider for it? Until somebody came back, as often as they like. */
export async function mayStart(db: Kysely<Tables>, community: string, handle: string): Promise<boolean> {
  const row = await signInRow(db, community, handle)
  return row !== undefined && row.failure === null && row.claims === null
}

export async function expectAnswer(
  db: Kysely<Tables>,
  community: string,
  handle: string,
  { state, nonce, pkce }: Expected,
): Promise<void> {
  await change(db, community, hashed(handle))
    .set({ state: hashed(state), nonce, pkce })
    .where('claims', 'is', null)
    .execute()
}

/** What the answer with this state must hold; once, whatever comes of it. Undefined when nobody waits for it. */
export async function takeExpected(
  db: Kysely<Tables>,
  community: string,
  handle: string,
  state: string,
): Promise<(Expected & { returnTo: string }) | undefined> {
  const row = await signInRow(db, community, handle)
  if (!row?.nonce || !row.pkce || !isHashOf(row.state, state)) return undefined
  const { numUpdatedRows } = await change(db, community, row.id)
    .set({ state: null, nonce: null, pkce: null })
    .where('state', '=', row.state)
    .executeTakeFirst()
  return numUpdatedRows > 0n ? { state, nonce: row.nonce, pkce: row.pkce, returnTo: row.returnTo } : undefined
}

/** Somebody signed in. The code for the page to fetch them with. */
export async function succeed(
  db: Kysely<Tables>,
  community: string,
  handle: string,
  who: Who,
): Promise<string> {
  const code = newSecret()
  await change(db, community, hashed(handle))
    .set({ code: hashed(code), claims: JSON.stringify(who), expires: inSeconds(FETCH_S) })
    .execute()
  return code
}

export async function fail(
  db: Kysely<Tables>,
  community: string,
  handle: string,
  failure: ProblemName,
): Promise<void> {
  await change(db, community, hashed(handle))
    .set({ failure, state: null, nonce: null, pkce: null })
    .where('claims', 'is', null)
    .execute()
}

/**
 * Who signed in, for whoever holds the verifier, and the code that only the page in the same browser was brought:
 * once. Undefined while it is under way.
 * @throws ProblemError what went wrong, or `sign-in-expired`
 */
export async function fetchSignIn(
  db: Kysely<Tables>,
  community: string,
  { handle, verifier, code }: { handle: string; verifier: string; code?: string | undefined },
): Promise<Who | undefined> {
  const row = await signInRow(db, community, handle)
  if (!row || !isHashOf(row.challenge, verifier)) throw over()
  if (row.failure !== null) throw new ProblemError(row.failure as ProblemName)
  if (code === undefined) return undefined
  const { numDeletedRows } = await db
    .deleteFrom('signIn')
    .where('community', '=', community)
    .where('id', '=', row.id)
    .executeTakeFirst()
  if (numDeletedRows === 0n || row.claims === null || !isHashOf(row.code, code)) throw over()
  return JSON.parse(row.claims)
}
