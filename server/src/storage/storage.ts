/** Where everything is kept: opens the database that the configuration names and brings it up to date. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { CamelCasePlugin, Kysely, type Transaction } from 'kysely'
import { rebuildIndex } from '../search/rebuild.ts'
import { StartError } from '../start-error.ts'
import { migrate } from './migrate.ts'
import type { Tables } from './schema.ts'
import { openSqlite, sqliteDialect, sqliteVersion } from './sqlite.ts'

export interface Storage {
  readonly db: Kysely<Tables>
  /** All of `work` is kept, or none of it. */
  transaction<T>(work: (db: Transaction<Tables>) => Promise<T>): Promise<T>
  /** Tells states of the database apart: another one after every write; of another process, from the next turn on. */
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
    await rebuildIndex(db)
  } catch (error) {
    await db.destroy()
    throw error instanceof StartError ? error : cannotOpen(url, error)
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
    throw cannotOpen(path, error)
  }
}

/** What SQLite's own codes (https://sqlite.org/rescode.html) ask of the operator. */
const ADVICE: Record<number, string> = {
  5: 'Another program keeps it locked: stop that first.',
  8: 'Its file or folder is read-only: make both writable for this user.',
  11: 'It is damaged: put a backup in its place.',
  13: 'The disk is full: make room.',
  26: 'It is not a database, or a damaged one: give another path, or put a backup in its place.',
}

/** In words for the operator, with what SQLite asks of them. */
export function cannotOpen(path: string, error: unknown): StartError {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined
  const advice = ADVICE[code ?? 0] ?? 'Check that its folder is there and writable.'
  const reason = error instanceof Error ? error.message : String(error)
  return new StartError(`The database ${path} cannot be opened (${reason}). ${advice}`)
}
