import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { CamelCasePlugin, Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { mediaBytes } from '../media/queries.ts'
import { StartError } from '../start-error.ts'
import { MIGRATIONS, migrate } from './migrate.ts'
import type { Tables } from './schema.ts'
import { openSqlite, sqliteDialect } from './sqlite.ts'
import { openStorage } from './storage.ts'

/** An empty database, opened as the server does but brought up to nothing yet. */
function empty(t: TestContext): Kysely<Tables> {
  const db = new Kysely<Tables>({
    dialect: sqliteDialect(openSqlite(':memory:')),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  t.after(() => db.destroy())
  return db
}

async function rowsOf<Row>(db: Kysely<Tables>, text: string): Promise<Row[]> {
  return (await sql.raw<Row>(text).execute(db)).rows
}

const schemaOf = (db: Kysely<Tables>) =>
  rowsOf<object>(db, 'select type, name, tbl_name, sql from sqlite_schema order by type, name')

const doneIn = async (db: Kysely<Tables>) =>
  (await rowsOf<{ name: string }>(db, 'select name from kysely_migration order by name')).map(
    ({ name }) => name,
  )

/** The tables that rows can be put into, without those that SQLite and Kysely keep for themselves. */
async function tablesOf(db: Kysely<Tables>): Promise<string[]> {
  const tables = await rowsOf<{ name: string; type: string }>(db, 'pragma table_list')
  return tables
    .filter(({ name, type }) => type === 'table' && !/^(sqlite|kysely)_/.test(name))
    .map(({ name }) => name)
}

/** Columns that triggers have a say about: what the audit log's first line follows. */
const RULED: Record<string, string> = { previous: `'${'0'.repeat(64)}'` }

/** One row in every table. All texts are the same, so that foreign keys hold: an empty JSON list, which a later step can read. */
async function fill(db: Kysely<Tables>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  await sql.raw('pragma foreign_keys = off').execute(db)
  for (const table of await tablesOf(db)) {
    const columns = await rowsOf<{ name: string; type: string }>(db, `pragma table_info(${table})`)
    const values = columns.map(({ name, type }) =>
      name in RULED
        ? RULED[name]
        : type === 'INTEGER'
          ? '1'
          : type === 'BLOB'
            ? "x'00'"
            : type === 'REAL'
              ? '0.5'
              : "'[]'",
    )
    await sql
      .raw(`insert into ${table} (${columns.map(({ name }) => `"${name}"`)}) values (${values})`)
      .execute(db)
    counts[table] = 1
  }
  await sql.raw('pragma foreign_keys = on').execute(db)
  assert.deepEqual(await rowsOf(db, 'pragma foreign_key_check'), [])
  return counts
}

const failsHalfway: Migration = {
  async up(db) {
    await sql`create table half (id text)`.execute(db)
    await sql`insert into half values ('written')`.execute(db)
    await sql`alter table community add column half text`.execute(db)
    await sql`this is not SQL`.execute(db)
  },
}

test('a migration that fails halfway leaves nothing of itself, and those before it stand', async (t) => {
  const fresh = empty(t)
  await migrate(fresh)
  const db = empty(t)
  const good: Migration = { up: async (db) => void (await sql`create table kept (id text)`.execute(db)) }
  await assert.rejects(migrate(db, { ...MIGRATIONS, '9998-good': good, '9999-half': failsHalfway }), /syntax/)
  assert.deepEqual(await doneIn(db), [...Object.keys(MIGRATIONS), '9998-good'])
  const added = (await schemaOf(db)).filter((row) => (row as { name: string }).name === 'kept')
  assert.equal(added.length, 1)
  await sql`drop table kept`.execute(db)
  assert.deepEqual(await schemaOf(db), await schemaOf(fresh))
})

test('a migration that failed runs again at the next start', async (t) => {
  const db = empty(t)
  await assert.rejects(migrate(db, { ...MIGRATIONS, '9999-half': failsHalfway }))
  const mended: Migration = { up: async (db) => void (await sql`create table half (id text)`.execute(db)) }
  await migrate(db, { ...MIGRATIONS, '9999-half': mended })
  assert.ok((await doneIn(db)).includes('9999-half'))
})

test('every earlier version, with rows in it, becomes the newest and keeps its rows', async (t) => {
  const fresh = empty(t)
  await migrate(fresh)
  const versions = Object.entries(MIGRATIONS)
  for (let version = 0; version <= versions.length; version++) {
    const db = empty(t)
    await migrate(db, Object.fromEntries(versions.slice(0, version)))
    const kept = version === 0 ? {} : await fill(db)
    await migrate(db)
    const where = versions[version - 1]?.[0] ?? 'nothing'
    assert.deepEqual(await schemaOf(db), await schemaOf(fresh), where)
    assert.deepEqual(await doneIn(db), Object.keys(MIGRATIONS), where)
    assert.deepEqual(await rowsOf(db, 'pragma foreign_key_check'), [], where)
    for (const [table, count] of Object.entries(kept)) {
      const [row] = await rowsOf<{ rows: number }>(db, `select count(*) as rows from ${table}`)
      assert.equal(row?.rows, count, `${table} from ${where}`)
    }
  }
})

test('a photo from before there were more sizes is served in each of them', async (t) => {
  const db = empty(t)
  const before = Object.entries(MIGRATIONS).filter(([name]) => name < '0007')
  await migrate(db, Object.fromEntries(before))
  const id = 'a'.repeat(32)
  await sql`insert into community (id, name, goal, languages) values ('zorg', '', '', '[]')`.execute(db)
  await sql`insert into media (community, id, bytes) values ('zorg', ${id}, x'0102')`.execute(db)
  await migrate(db)
  for (const size of ['small', 'medium', 'large'] as const)
    assert.deepEqual(await mediaBytes(db, id, size), new Uint8Array([1, 2]), size)
})

test('migrating again changes nothing', async (t) => {
  const db = empty(t)
  await migrate(db)
  const before = await schemaOf(db)
  await migrate(db)
  assert.deepEqual(await schemaOf(db), before)
})

test('a database newer than the code is refused before anything is touched', async (t) => {
  const db = empty(t)
  await migrate(db)
  await sql`insert into kysely_migration values ('9999-later', '2099-01-01T00:00:00.000Z')`.execute(db)
  const never: Migration = { up: () => assert.fail('it ran') }
  await assert.rejects(migrate(db, { ...MIGRATIONS, '0003-never': never }), (error) => {
    assert.ok(error instanceof StartError)
    assert.match(error.message, /newer than this version.*"9999-later"/)
    return true
  })
})

test('the keys of migrations are in the order in which they run', () => {
  const names = Object.keys(MIGRATIONS)
  assert.deepEqual(names, [...names].sort())
})

test('a file is kept in WAL, with every commit synced to disk and foreign keys held', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'vlinder-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const storage = await openStorage(join(folder, 'new', 'v.db'))
  t.after(() => storage.close())
  const pragma = async (name: string) =>
    Object.values((await sql.raw<object>(`pragma ${name}`).execute(storage.db)).rows[0] ?? {})[0]
  assert.equal(await pragma('journal_mode'), 'wal')
  // https://sqlite.org/pragma.html#pragma_synchronous: 2 is FULL.
  assert.equal(await pragma('synchronous'), 2)
  assert.equal(await pragma('foreign_keys'), 1)
})

test('a transaction that fails keeps nothing, and the next one is unhurt', async (t) => {
  const storage = await openStorage(':memory:')
  t.after(() => storage.close())
  const add = (id: string, fail: boolean) =>
    storage.transaction(async (db) => {
      const of = { id, name: id, goal: '', languages: '[]', origins: '[]', topics: '[]', patterns: '[]' }
      await db
        .insertInto('community')
        .values({ ...of, contact: null })
        .execute()
      if (fail) throw new Error('halfway')
    })
  await assert.rejects(add('lost', true), /halfway/)
  await add('kept', false)
  assert.deepEqual(await storage.db.selectFrom('community').select('id').execute(), [{ id: 'kept' }])
})

test('a database that had a later migration first still gets the earlier one', async (t) => {
  const db = empty(t)
  const { '0014-newest-assertion': _, ...others } = MIGRATIONS
  await migrate(db, others)
  await migrate(db)
  assert.deepEqual((await doneIn(db)).sort(), Object.keys(MIGRATIONS).sort())
})
