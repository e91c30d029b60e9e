/** Lines of the audit log as they are read: all of them one after another, or a page, newest first. */
import type { AuditPage, PageQuery } from '@vlinder/contract'
import { type Kysely, sql } from 'kysely'
import { decodeCursor, toPage } from '../http/paging.ts'
import { AUDIT_GUARDS } from '../storage/migrations/0006-audit.ts'
import type { AuditTable, Tables } from '../storage/schema.ts'

/** Lines read at a time, so that a long log is never held whole. */
const BATCH_LINES = 1000

/** A community's lines from the first on; from and to (not included) a time, if given. */
export async function* auditLines(
  db: Kysely<Tables>,
  community: string,
  { from, to }: { from?: string | undefined; to?: string | undefined } = {},
): AsyncGenerator<AuditTable> {
  for (let after = 0; ; ) {
    const lines = await db
      .selectFrom('audit')
      .selectAll()
      .where('community', '=', community)
      .where('n', '>', after)
      .$if(from !== undefined, (rows) => rows.where('at', '>=', from!))
      .$if(to !== undefined, (rows) => rows.where('at', '<', to!))
      .orderBy('n')
      .limit(BATCH_LINES)
      .execute()
    yield* lines
    if (lines.length < BATCH_LINES) return
    after = lines.at(-1)!.n
  }
}

export async function auditPage(
  db: Kysely<Tables>,
  community: string,
  { cursor, limit }: PageQuery,
): Promise<AuditPage> {
  const list = 'audit'
  const after = decodeCursor(list, cursor, 1)
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .where('community', '=', community)
    .$if(after !== undefined, (rows) => rows.where('n', '<', Number(after![0])))
    .orderBy('n', 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(rows, {
    limit,
    list,
    key: ({ n }) => [n],
    item: (line) => ({ id: String(line.n), ...line }),
    mine: () => ({}),
  })
}

/** What makes the database refuse to change a line, as far as it is not there. */
export async function missingGuards(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_schema where type = 'trigger' and tbl_name = 'audit'`.execute(db)
  return AUDIT_GUARDS.filter((guard) => !rows.some(({ name }) => name === guard))
}
