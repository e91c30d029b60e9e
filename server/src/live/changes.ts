/** The log of changes: written in the transaction of what changed, read by whoever was away or listens. */
import type { Changes } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { ChangesTable, Tables } from '../storage/schema.ts'

/** Changes that are kept: some days of a busy community, for pages that slept that long. */
const KEPT_MAX = 10_000
/** More than this at once is no news, but another community: then everything is read anew. */
const TOLD_MAX = 500
/** Who asks for the first time has read a page just before; what came in between is told too. In milliseconds. */
const JUST_BEFORE_MS = 15_000

export interface Changed extends Pick<ChangesTable, 'type' | 'id' | 'action'> {
  parent?: string
}

/** Notes that something changed. `db` must be the transaction that changes it, so that both are kept, or neither. */
export async function changed(db: Kysely<Tables>, community: string, change: Changed): Promise<void> {
  const n = (await newest(db, community)) + 1
  await db
    .insertInto('changes')
    .values({ parent: null, ...change, community, n, at: new Date().toISOString() })
    .execute()
  await db
    .deleteFrom('changes')
    .where('community', '=', community)
    .where('n', '<=', n - KEPT_MAX)
    .execute()
}

/** What happened after change number `after`, oldest first; without a number, what happened just now. */
export async function changesAfter(db: Kysely<Tables>, community: string, after?: number): Promise<Changes> {
  const n = await newest(db, community)
  if (after === n) return { n, reset: false, changes: [] }
  const rows = await db
    .selectFrom('changes')
    .select(['n', 'type', 'id', 'parent', 'action'])
    .where('community', '=', community)
    .where('n', '>', after ?? n - TOLD_MAX)
    .$if(after === undefined, (rows) => rows.where('at', '>=', justBefore()))
    .orderBy('n')
    .limit(TOLD_MAX + 1)
    .execute()
  const known = after === undefined || (after < n && rows[0]?.n === after + 1 && rows.length <= TOLD_MAX)
  if (!known) return { n, reset: true, changes: [] }
  return {
    // A change may have been written since: it comes the next time as well.
    n: rows.at(-1)?.n ?? n,
    reset: false,
    changes: rows.map(({ parent, ...change }) => ({ ...change, ...(parent !== null && { parent }) })),
  }
}

const justBefore = () => new Date(Date.now() - JUST_BEFORE_MS).toISOString()

async function newest(db: Kysely<Tables>, community: string): Promise<number> {
  const last = await db
    .selectFrom('changes')
    .select('n')
    .where('community', '=', community)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.n ?? 0
}
