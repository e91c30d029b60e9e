/** The database: is it there, can it be written, and is it of this version. It is read, and never changed. */
import { accessSync, constants, existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CamelCasePlugin, Kysely } from 'kysely'
import { MIGRATIONS } from '../storage/migrate.ts'
import type { Tables } from '../storage/schema.ts'
import { sqliteDialect } from '../storage/sqlite.ts'
import { cannotOpen } from '../storage/storage.ts'
import { type Finding, finding, type Part } from './finding.ts'

export interface Opened {
  part: Part
  /** Undefined when nothing can be read that means anything to this version. */
  db?: Kysely<Tables>
}

export async function databasePart(path: string): Promise<Opened> {
  const part = (findings: Finding[]): Part => ({ about: `Database ${path}`, findings })
  if (path === ':memory:' || !existsSync(path)) {
    const what = `There is no database at ${path}, seen from ${process.cwd()}.`
    const fix = 'Set DATABASE_URL as for the server, or import a community: vlinder import <file>'
    return { part: part([finding('database-missing', what, fix)]) }
  }
  let db: Kysely<Tables> | undefined
  try {
    db = open(path)
    const version = await versionOf(db)
    const findings = [...version, ...writable(path)]
    if (version.length === 0) return { part: part(findings), db }
    await db.destroy()
    return { part: part(findings) }
  } catch (error) {
    await db?.destroy()
    const what = cannotOpen(path, error).message
    return { part: part([finding('database-unusable', what, 'See above; then run this again.')]) }
  }
}

const open = (path: string): Kysely<Tables> =>
  new Kysely<Tables>({
    dialect: sqliteDialect(new DatabaseSync(path, { readOnly: true })),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })

async function versionOf(db: Kysely<Tables>): Promise<Finding[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  const done = tables.some(({ name }) => name === 'kysely_migration')
    ? await (db as unknown as Kysely<{ kysely_migration: { name: string } }>)
        .selectFrom('kysely_migration')
        .select('name')
        .execute()
    : []
  const newer = done.find(({ name }) => !Object.hasOwn(MIGRATIONS, name))
  if (newer) {
    const what = `The database was made by a newer version of Vlinder: it has "${newer.name}".`
    return [finding('database-newer', what, 'Run the version that the server runs, or a newer one.')]
  }
  const names = Object.keys(MIGRATIONS)
  if (done.length === names.length) return []
  const what = `The database is of an older version: ${names.length - done.length} of ${names.length} migrations are to come.`
  return [finding('database-older', what, 'Start the server once: vlinder serve brings it up to date.')]
}

function writable(path: string): Finding[] {
  // Beside the file, SQLite writes its log.
  for (const place of [path, dirname(path)]) {
    try {
      accessSync(place, constants.R_OK | constants.W_OK)
    } catch {
      const what = `${place} cannot be written by this user, so nothing that members share can be saved.`
      return [
        finding('database-read-only', what, `Make it writable for the server's user: chown <user> ${place}`),
      ]
    }
  }
  return []
}
