/** SQLite inside: Kysely's dialect over `node:sqlite`, so that nothing native needs to be built. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Kysely,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  SqliteIntrospector,
  sql,
  type TableMetadata,
} from 'kysely'
import { fold } from './fold.ts'

/** Statements kept ready; a server's queries number in the dozens, filters multiply them. */
const STATEMENTS_MAX = 500
/** How long a write waits for another process (an import, say) before it gives up, in milliseconds. */
const BUSY_TIMEOUT_MS = 5_000

/**
 * Opens a database file, or `:memory:`. WAL lets readers go on while one writes; `synchronous=FULL` makes a
 * commit survive a power cut, so that what a member was told is saved is saved.
 */
export function openSqlite(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true })
  try {
    database.function('fold', { deterministic: true }, (text) =>
      typeof text === 'string' ? fold(text) : null,
    )
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY')
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

/** SQLite does take DDL inside a transaction; Kysely's adapter says otherwise, and would migrate without one. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** Takes the write lock at once: a transaction that reads first could not get it later, when another process wrote. */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

/**
 * Nobody but Kysely's migrator asks what tables there are, several times for each migration, and only by name: to look at
 * every column of each took longer than the migrations.
 */
class TableNames extends SqliteIntrospector {
  readonly #db: Kysely<unknown>

  constructor(db: Kysely<unknown>) {
    super(db)
    this.#db = db
  }

  override async getTables(): Promise<TableMetadata[]> {
    const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(
      this.#db,
    )
    return rows.map(({ name }) => ({ name, isView: false, isForeign: false, columns: [] }))
  }
}

class NodeSqliteDialect extends SqliteDialect {
  readonly #database: SqliteDatabase

  constructor(database: SqliteDatabase) {
    super({ database })
    this.#database = database
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter()
  }

  override createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new TableNames(db)
  }

  override createDriver(): SqliteDriver {
    return new ImmediateSqliteDriver({ database: this.#database })
  }
}

/** Kysely's dialect for an open database. */
export function sqliteDialect(database: DatabaseSync): SqliteDialect {
  return new NodeSqliteDialect(cached(database))
}

/** What this connection changed so far, and whether another one changed something (`total_changes`, `data_version`). */
export function sqliteVersion(database: DatabaseSync): () => string {
  // Asked at every read: two plain statements cost half of one that joins the pragma as a table.
  const own = database.prepare('select total_changes()')
  const others = database.prepare('pragma data_version')
  for (const statement of [own, others]) statement.setReturnArrays(true)
  let known: string | undefined
  return () => {
    // Requests that came in together are answered by one look at what other processes did: what those wrote before one of
    // these requests was sent, that look has seen.
    if (known === undefined) {
      known = String(others.get())
      setImmediate(() => {
        known = undefined
      })
    }
    return `${own.get()} ${known}`
  }
}

/** What Kysely asks of a database, with the least recently used statement dropped when there are too many. */
function cached(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, ReturnType<typeof toStatement>>()
  return {
    prepare(text) {
      const known = statements.get(text)
      if (known) {
        statements.delete(text)
        statements.set(text, known)
        return known
      }
      const statement = toStatement(database.prepare(text))
      statements.set(text, statement)
      if (statements.size > STATEMENTS_MAX) statements.delete(statements.keys().next().value as string)
      return statement
    },
    close() {
      statements.clear()
      database.close()
    },
  }
}

function toStatement(statement: StatementSync) {
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
  const reader = statement.columns().length > 0
  // The full-text index leaves row ids of its own behind as "last inserted", and they exceed a number.
  if (!reader) statement.setReadBigInts(true)
  return {
    reader,
    all: (parameters: readonly unknown[]) => statement.all(...values(parameters)),
    run: (parameters: readonly unknown[]) => statement.run(...values(parameters)),
    iterate: (parameters: readonly unknown[]) => statement.iterate(...values(parameters)),
  }
}
