import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { CamelCasePlugin, Kysely } from 'kysely'
import { MIGRATIONS, migrate } from '../storage/migrate.ts'
import type { Tables } from '../storage/schema.ts'
import { openSqlite, sqliteDialect } from '../storage/sqlite.ts'
import { openStorage } from '../storage/storage.ts'
import { find, findIn } from './find.ts'
import { queryOf } from './query.ts'

const WORDS = { title: 'De tillift', body: 'Wij leerden *samen*', language: 'nl', excerpt: '' }
const WRITTEN = { community: 'zorg', author: 'm', at: '2026-01-01T00:00:00.000Z', edited: null }

test('what was stored before the index was of our own terms is found at the first start', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'vlinder-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'v.db')
  const db = new Kysely<Tables>({
    dialect: sqliteDialect(openSqlite(path)),
    plugins: [new CamelCasePlugin()],
  })
  await migrate(db, Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name < '0020')))
  const lists = { languages: '["nl"]', origins: '[]', topics: '[]', patterns: '[]' }
  await db
    .insertInto('community')
    .values({ id: 'zorg', name: '', goal: '', contact: null, ...lists })
    .execute()
  const member = {
    position: null,
    organisation: null,
    email: null,
    photo: null,
    picture: null,
    language: null,
  }
  await db
    .insertInto('member')
    .values({
      ...member,
      ...{
        community: 'zorg',
        id: 'm',
        subject: null,
        name: 'Anna Zonnehoed',
        about: '',
        joined: WRITTEN.at,
        active: 1,
      },
      ...{ role: 'member', own: '[]' },
    })
    .execute()
  const none = { idempotencyKey: null, idempotencyHash: null }
  await db
    .insertInto('story')
    .values({
      ...{ ...WRITTEN, ...WORDS, ...none, id: 's', kind: 'failure', lesson: '', sections: '[]' },
      ...{ readingTime: 1, comments: 0, recognise: 0, learned: 0, thanks: 0 },
    })
    .execute()
  await db
    .insertInto('question')
    .values({ ...WRITTEN, ...WORDS, ...none, id: 'q', state: 'open', answers: 0, helped: 0 })
    .execute()
  await db.destroy()

  for (const again of [false, true]) {
    const storage = await openStorage(path)
    const query = await queryOf(storage.db, 'zorg', 'tillift leren')
    assert.deepEqual(
      (await find(storage.db, 'zorg', query!)).map(({ type }) => type),
      ['story', 'question'],
    )
    const named = await queryOf(storage.db, 'zorg', 'zonnehoed', { searching: true })
    const [members] = await findIn(storage.db, 'zorg', named!, [{ types: ['member'], weights: [9, 1, 0] }])
    assert.equal(members.length, 1)
    // As if another analyser had made it.
    await storage.db.deleteFrom('searchTerm').execute()
    if (!again) await storage.db.updateTable('searchState').set({ analyser: 0 }).execute()
    await storage.close()
  }
})
