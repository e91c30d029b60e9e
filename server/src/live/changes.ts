/** The log of changes: written in the transaction of what changed, read by whoever was away or listens. */
import type { Changes, LiveChange } from '@vlinder/contract'
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
  /** Member ids; without them everybody hears of it. */
  heardBy?: readonly string[]
}

/** A change, and who hears of it if not everybody. */
type Heard = LiveChange & { heardBy?: ReadonlySet<string> }

/** Notes that something changed. `db` must be the transaction that changes it, so that both are kept, or neither. */
export async function changed(
  db: Kysely<Tables>,
  community: string,
  { heardBy, ...change }: Changed,
): Promise<void> {
  const n = (await newest(db, community)) + 1
  await db
    .insertInto('changes')
    .values({
      parent: null,
      ...change,
      community,
      n,
      at: new Date().toISOString(),
      heardBy: heardBy ? JSON.stringify(heardBy) : null,
    })
    .execute()
  await db
    .deleteFrom('changes')
    .where('community', '=', community)
    .where('n', '<=', n - KEPT_MAX)
    .execute()
}

/** What `member` is told of what others are told. */
export const heardBy = (member: string, { changes, ...rest }: AllChanges): Changes => ({
  ...rest,
  changes: changes.flatMap(({ heardBy, ...change }) => (hears(member, heardBy) ? [change] : [])),
})

export const hears = (member: string, by: Heard['heardBy']): boolean => !by || by.has(member)

export type AllChanges = Omit<Changes, 'changes'> & { changes: Heard[] }

/** What happened after change number `after`, whoever hears of it, oldest first; without a number, what happened just now. */
export async function changesAfter(
  db: Kysely<Tables>,
  community: string,
  after?: number,
): Promise<AllChanges> {
  const n = await newest(db, community)
  if (after === n) return { n, reset: false, changes: [] }
  const rows = await db
    .selectFrom('changes')
    .select(['n', 'type', 'id', 'parent', 'action', 'heardBy'])
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
    changes: rows.map(({ parent, heardBy, ...change }) => ({
      ...change,
      ...(parent !== null && { parent }),
      ...(heardBy !== null && { heardBy: new Set<string>(JSON.parse(heardBy)) }),
    })),
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
