/** Writes down what happened, in the transaction in which it happens: both are kept, or neither. */
import type { Kysely } from 'kysely'
import type { AuditTable, Tables } from '../storage/schema.ts'
import { GENESIS, hashOf } from './chain.ts'

/** What happened; the rest of a line follows from where it comes in the chain. */
export interface Entry {
  role: AuditTable['role']
  /** Member id, or an issuer's iss. */
  actor?: string | undefined
  action: string
  /** What was acted on: its sort, and which one. */
  type: string
  object?: string | undefined
  address?: string | undefined
  /** `done`, or the name of the problem that refused it. */
  result?: string | undefined
  times?: number
}

/** Appends to the community's chain. `db` must be a transaction, and the last line stays the last until it ends. */
export async function append(db: Kysely<Tables>, community: string, entry: Entry): Promise<void> {
  const last = await db
    .selectFrom('audit')
    .select(['n', 'hash'])
    .where('community', '=', community)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()
  const {
    role,
    actor = null,
    action,
    type,
    object = null,
    address = null,
    result = 'done',
    times = 1,
  } = entry
  const line = {
    community,
    n: (last?.n ?? 0) + 1,
    at: new Date().toISOString(),
    role,
    actor,
    action,
    type,
    object,
    address,
    result,
    times,
    previous: last?.hash ?? GENESIS,
  }
  await db
    .insertInto('audit')
    .values({ ...line, hash: hashOf(line) })
    .execute()
}

/** As `append`, for what is done on the command line. */
export const appendCommand = (
  db: Kysely<Tables>,
  community: string,
  what: Pick<Entry, 'action' | 'type' | 'object'>,
): Promise<void> => append(db, community, { ...what, role: 'command' })
