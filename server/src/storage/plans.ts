/** For tests: which queries some work makes, and how SQLite would answer them. */
import { CompiledQuery, type Kysely, type KyselyPlugin, type RootOperationNode } from 'kysely'
import type { Tables } from './schema.ts'
import type { Storage } from './storage.ts'

/** The queries that `work` makes, each as the lines of its plan. */
export async function plansOf(
  storage: Storage,
  work: (observed: Storage) => Promise<unknown>,
): Promise<string[][]> {
  const seen: RootOperationNode[] = []
  const observer: KyselyPlugin = {
    transformQuery({ node }) {
      seen.push(node)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const db = storage.db.withPlugin(observer)
  await work({ ...storage, db, transaction: (work) => db.transaction().execute(work) })
  return Promise.all(seen.map((node) => planOf(storage.db, node)))
}

async function planOf(db: Kysely<Tables>, node: RootOperationNode): Promise<string[]> {
  const { sql, parameters } = db.getExecutor().compileQuery(node, { queryId: 'plan' })
  const { rows } = await db.executeQuery<{ detail: string }>(
    CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
  )
  return rows.map(({ detail }) => detail)
}
