import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Me, StoryOne, StoryPage } from '@vlinder/contract'
import { openStorage } from '../storage/storage.ts'
import { community } from '../testing.ts'

const STORY = { kind: 'failure', title: 'Te vroeg gejuicht', body: 'Wij vierden het al.' }

/** Asks again and again with one token, as a page does. */
async function reader(subject = 'm-1') {
  const { app, token, as, storage } = await community()
  const authorization = `Bearer ${await token(subject)}`
  const get = (path: string, headers: Record<string, string> = {}) =>
    app.request(`/api/v1/communities/zorg/${path}`, { headers: { authorization, ...headers } })
  // Whoever asks for the first time becomes known, which is a write.
  await get('me')
  return { get, as, storage }
}

test('what did not change is a 304 for whoever has it, and the same bytes for whoever has not', async () => {
  const { get, as } = await reader()
  await as('m-2')('stories', { method: 'POST', body: STORY })
  const first = await get('stories')
  const etag = first.headers.get('etag')!
  const again = await get('stories')
  assert.equal(await again.text(), await first.text())
  assert.deepEqual([...again.headers], [...first.headers])
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const unchanged = await get('stories', { 'if-none-match': known })
    assert.equal(unchanged.status, 304)
    assert.equal(unchanged.headers.get('etag'), etag)
    assert.equal(await unchanged.text(), '')
  }
  assert.equal((await get('stories', { 'if-none-match': '"other"' })).status, 200)
})

test('a write shows in the next read, whoever made it', async () => {
  const { get, as } = await reader()
  const titles = async () =>
    ((await (await get('stories')).json()) as StoryPage).items.map(({ title }) => title)
  assert.deepEqual(await titles(), [])
  await as('m-2')('stories', { method: 'POST', body: STORY })
  assert.deepEqual(await titles(), [STORY.title])
})

test('the ETag covers what depends on the reader', async () => {
  const { get, as } = await reader()
  const told = await as('m-2')('stories', { method: 'POST', body: STORY })
  const { item } = (await told.json()) as StoryOne
  const before = (await get(`stories/${item.id}`)).headers.get('etag')!
  await as('m-1')(`stories/${item.id}/reactions/thanks`, { method: 'PUT' })
  const after = await get(`stories/${item.id}`, { 'if-none-match': before })
  assert.equal(after.status, 200)
  assert.deepEqual(((await after.json()) as StoryOne).mine.reactions, ['thanks'])
})

test('whoever was made inactive is refused on the next read, and others are not given what they read', async () => {
  const { get, as, storage } = await reader()
  assert.equal((await get('me')).status, 200)
  assert.equal(((await (await as('m-2')('me')).json()) as Me).item.id, 'm-2')
  await storage.db.updateTable('member').set({ active: 0 }).where('id', '=', 'm-1').execute()
  assert.equal((await get('me')).status, 403)
})

test('an origin that may call does not lend its permission to another', async () => {
  const { get } = await reader()
  const allowed = await get('stories', { origin: 'https://intranet.example.nl' })
  assert.equal(allowed.headers.get('access-control-allow-origin'), 'https://intranet.example.nl')
  const other = await get('stories', { origin: 'https://other.example' })
  assert.equal(other.headers.get('access-control-allow-origin'), null)
})

test('the state of the database differs after a write, at once after one of our own, and at the next turn after one of another process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vlinder-'))
  const [one, other] = [await openStorage(join(folder, 'a.db')), await openStorage(join(folder, 'a.db'))]
  try {
    const before = one.version()
    assert.equal(one.version(), before)
    await other.db
      .insertInto('community')
      .values({ id: 'a', name: 'a', goal: 'a', languages: '[]', origins: '[]', topics: '[]', patterns: '[]' })
      .execute()
    // No request can tell of that write and have come in with the ones of this turn.
    await nextTurn()
    const then = one.version()
    assert.notEqual(then, before)
    await one.db.deleteFrom('community').execute()
    assert.notEqual(one.version(), then)
  } finally {
    await one.close()
    await other.close()
    rmSync(folder, { recursive: true })
  }
})

test('what was kept for a token ends with the token', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const { get } = await reader()
  assert.equal((await get('stories')).status, 200)
  t.mock.timers.tick(10 * 60_000)
  assert.equal((await get('stories')).status, 401)
})
