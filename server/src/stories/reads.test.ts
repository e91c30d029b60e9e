import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { StoryOne, StoryPage } from '@vlinder/contract'
import { parse } from 'valibot'
import { community } from '../testing.ts'
import { forgetReads } from './reads.ts'

const NOON = new Date('2026-03-10T12:00:00.000Z')
const DAY_MS = 86_400_000

/** A community at noon, in which `m-1` told the stories `titles`; `later` turns days into the past. */
async function told(t: TestContext, ...titles: string[]) {
  t.mock.timers.enable({ apis: ['Date'], now: NOON })
  const { as, storage } = await community()
  const ids: Record<string, string> = {}
  for (const title of titles) {
    const res = await as('m-1')('stories', { method: 'POST', body: { kind: 'failure', title } })
    ids[title] = parse(StoryOne, await res.json()).item.id
  }
  const read = async (subject: string, title: string) => {
    const res = await as(subject)(`stories/${ids[title]}/read`, { method: 'PUT' })
    assert.equal(res.status, 204)
  }
  const mine = async (subject: string, title: string) =>
    parse(StoryOne, await (await as(subject)(`stories/${ids[title]}`)).json()).mine
  const titled = async (query: string) =>
    parse(StoryPage, await (await as('m-2')(`stories?${query}`)).json()).items.map(({ title }) => title)
  return { as, storage, ids, read, mine, titled, later: (days: number) => t.mock.timers.tick(days * DAY_MS) }
}

test('a read counts once for each member and day, and the author hears the total', async (t) => {
  const { read, mine, later } = await told(t, 'a')
  for (const subject of ['m-2', 'm-2', 'm-f']) await read(subject, 'a')
  assert.equal((await mine('m-1', 'a')).reads, 2)
  later(1)
  await read('m-2', 'a')
  await read('m-2', 'a')
  assert.equal((await mine('m-1', 'a')).reads, 3)
})

test("an author's own reads do not count", async (t) => {
  const { read, mine } = await told(t, 'a')
  await read('m-1', 'a')
  assert.equal((await mine('m-1', 'a')).reads, 0)
})

test('opening what is left of a deleted story does not count', async (t) => {
  const { read, as, ids, storage } = await told(t, 'a')
  await as('m-2')(`stories/${ids.a}/comments`, { method: 'POST', body: { body: 'Herkenbaar.' } })
  await as('m-1')(`stories/${ids.a}`, { method: 'DELETE' })
  await read('m-2', 'a')
  const { reads } = await storage.db.selectFrom('story').select('reads').executeTakeFirstOrThrow()
  assert.equal(reads, 0)
})

test('nobody but the author hears how often a story was read', async (t) => {
  const { read, as } = await told(t, 'a')
  await read('m-2', 'a')
  for (const subject of ['m-2', 'm-f'])
    for (const sort of ['mixed', 'most-read', 'most-read-month']) {
      const text = await (await as(subject)(`stories?sort=${sort}&limit=1`)).text()
      assert.ok(!text.includes('reads'), text)
    }
})

test('a story is unread until it is opened, for each member apart', async (t) => {
  const { read, mine } = await told(t, 'a')
  assert.equal((await mine('m-2', 'a')).unread, true)
  await read('m-2', 'a')
  assert.equal((await mine('m-2', 'a')).unread, false)
  assert.equal((await mine('m-f', 'a')).unread, true)
  assert.equal((await mine('m-1', 'a')).unread, false)
})

test('a story is no longer marked after a month, and one that was opened never again', async (t) => {
  const { storage, read, mine, later } = await told(t, 'a', 'b')
  await read('m-2', 'a')
  for (let days = 0; days < 40; days++) {
    assert.equal((await mine('m-2', 'a')).unread, false)
    assert.equal((await mine('m-2', 'b')).unread, days <= 30, `after ${days} days`)
    later(1)
    await forgetReads(storage)
  }
})

test('who read what is forgotten after five weeks, and the total stays', async (t) => {
  const { storage, read, mine, later } = await told(t, 'a')
  await read('m-2', 'a')
  const rows = () => storage.db.selectFrom('storyRead').selectAll().execute()
  assert.equal(JSON.stringify(await rows()).includes('T'), false, 'a time finer than the day')
  later(35)
  await forgetReads(storage)
  assert.equal((await rows()).length, 1)
  later(1)
  await forgetReads(storage)
  assert.deepEqual(await rows(), [])
  assert.equal((await mine('m-1', 'a')).reads, 1)
})

test('what was read most stands first, ever or in the last thirty days', async (t) => {
  const { storage, read, titled, later } = await told(t, 'once', 'never', 'twice')
  for (const subject of ['m-2', 'm-f']) await read(subject, 'twice')
  later(20)
  await read('m-2', 'once')
  assert.deepEqual(await titled('sort=most-read'), ['twice', 'once', 'never'])
  assert.deepEqual(await titled('sort=most-read-month'), ['twice', 'once'])
  later(11)
  await forgetReads(storage)
  assert.deepEqual(await titled('sort=most-read-month'), ['once'])
  assert.deepEqual(await titled('sort=most-read&limit=2'), ['twice', 'once'])
})

test('a read leaves nothing in the audit log', async (t) => {
  const { as, storage, read } = await told(t, 'a')
  const lines = () => storage.db.selectFrom('audit').selectAll().execute()
  // Who comes for the first time does leave a line.
  await as('m-2')('me')
  const before = await lines()
  await read('m-2', 'a')
  assert.deepEqual(await lines(), before)
})

test('a story that is not there cannot be read', async (t) => {
  const { as } = await told(t)
  assert.equal((await as('m-2')('stories/nothing/read', { method: 'PUT' })).status, 404)
})
