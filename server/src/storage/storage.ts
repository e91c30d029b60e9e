/** Where everything is kept: opens the database that the configuration names and brings it up to date. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { CamelCasePlugin, Kysely, type Transaction } from 'kysely'
import { StartError } from '../start-error.ts'
import { migrate } from './migrate.ts'
import type { Tables } from './schema.ts'
import { openSqlite, sqliteDialect, sqliteVersion } from './sqlite.ts'

export interface Storage {
  readonly db: Kysely<Tables>
  /** All of `work` is kept, or none of it. */
  transaction<T>(work: (db: Transaction<Tables>) => Promise<T>): Promise<T>
  /** Tells states of the database apart: another one after every write, of this process or another. */
  version(): string
  close(): Promise<void>
}

/**
 * Opens `url`: the path of a SQLite file (its folder is made) or `:memory:`.
 * @throws StartError with a sentence for the operator when it cannot be opened or is newer than this code.
 */
export async function openStorage(url: string): Promise<Storage> {
  if (/^postgres(ql)?:/.test(url)) {
    throw new StartError('DATABASE_URL: PostgreSQL is not supported yet; give the path of a SQLite file.')
  }
  const database = open(url)
  const db = new Kysely<Tables>({
    dialect: sqliteDialect(database),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  try {
    await migrate(db)
  } catch (error) {
    await db.destroy()
    throw error instanceof StartError
      ? error
      : new StartError(`The database ${url} cannot be used: ${reason(error)}`)
  }
  return {
    db,
    transaction: (work) => db.transaction().execute(work),
    version: sqliteVersion(database),
    close: () => db.destroy(),
  }
}

function open(path: string) {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
    return openSqlite(path)
  } catch (error) {
    throw new StartError(
      `The database ${path} cannot be opened: ${reason(error)}. Check that its folder is writable.`,
    )
  }
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error))
