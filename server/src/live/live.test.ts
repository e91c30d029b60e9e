/** What open pages hear of each other's writes, and when they stop hearing. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import type { Changes } from '@vlinder/contract'
import { importFiles } from '../import/import.ts'
import { setActive } from '../members/active.ts'
import { openStorage } from '../storage/storage.ts'
import { community, ORIGIN } from '../testing.ts'
import { changed } from './changes.ts'
import { createLive } from './live.ts'
import { eventsOf } from './testing.ts'

const STREAM = { accept: 'text/event-stream' }

type World = Awaited<ReturnType<typeof community>>

/** A stream of a member that is ready. */
async function listening(t: TestContext, { as }: Pick<World, 'as'>, subject = 'm-2', headers = {}) {
  const res = await as(subject)('changes', { headers: { ...STREAM, ...headers } })
  assert.equal(res.status, 200)
  const events = eventsOf(res)
  t.after(() => events.leave())
  assert.equal((await events.next())?.event, 'ready')
  return { ...events, headers: res.headers }
}

const made = async (res: Response) => ((await res.json()) as { item: { id: string } }).item.id
const story = { kind: 'failure', title: 'Wat niemand mag horen' }
const polled = async (res: Response) => (await res.json()) as Changes

test('every write is told, by what changed and never by what it says or who did it', async (t) => {
  const world = await community()
  const m1 = world.as('m-1')
  const { next } = await listening(t, world)
  const told: string[] = []
  const hear = async () => {
    const { data = {}, id } = (await next())!
    assert.deepEqual(
      Object.keys(data).filter((key) => !['n', 'type', 'id', 'action', 'parent'].includes(key)),
      [],
    )
    assert.equal(String(data.n), id)
    told.push(`${data.type} ${data.action} ${data.id} ${data.parent ?? ''}`.trim())
  }
  const id = await made(await m1('stories', { method: 'POST', body: story }))
  await hear()
  await m1(`stories/${id}`, { method: 'PATCH', body: { title: 'Anders' } })
  await hear()
  await m1(`stories/${id}/reactions/thanks`, { method: 'PUT' })
  await hear()
  const comment = await made(await m1(`stories/${id}/comments`, { method: 'POST', body: { body: 'Hier' } }))
  await hear()
  await m1(`comments/${comment}`, { method: 'PATCH', body: { body: 'Daar' } })
  await hear()
  await m1(`comments/${comment}`, { method: 'DELETE' })
  await hear()
  await m1(`stories/${id}`, { method: 'DELETE' })
  await hear()
  const question = await made(await m1('questions', { method: 'POST', body: { title: 'Wie?' } }))
  await hear()
  await m1(`questions/${question}`, { method: 'PATCH', body: { title: 'Wie dan?' } })
  await hear()
  const answer = await made(
    await m1(`questions/${question}/answers`, { method: 'POST', body: { body: 'Ik' } }),
  )
  await hear()
  await m1(`answers/${answer}`, { method: 'PATCH', body: { body: 'Wij' } })
  await hear()
  await m1(`questions/${question}/helped/${answer}`, { method: 'PUT' })
  await hear()
  await m1(`answers/${answer}`, { method: 'DELETE' })
  await hear()
  await m1(`questions/${question}`, { method: 'DELETE' })
  await hear()
  await m1('me', { method: 'PATCH', body: { position: 'Arts' } })
  await hear()
  assert.deepEqual(told, [
    `story created ${id}`,
    `story changed ${id}`,
    `reaction changed ${id}`,
    `comment created ${comment} ${id}`,
    `comment changed ${comment} ${id}`,
    `comment deleted ${comment} ${id}`,
    `story deleted ${id}`,
    `question created ${question}`,
    `question changed ${question}`,
    `answer created ${answer} ${question}`,
    `answer changed ${answer} ${question}`,
    `answer changed ${answer} ${question}`,
    `answer deleted ${answer} ${question}`,
    `question deleted ${question}`,
    'member changed m-1',
  ])
})

test('what changed nothing, was refused or was sent twice is not told', async () => {
  const { as } = await community()
  const m1 = as('m-1')
  const again = { method: 'POST', body: story, headers: { 'idempotency-key': 'k' } }
  const id = await made(await m1('stories', again))
  const { n } = await polled(await m1('changes'))
  await m1('stories', again)
  await m1('stories', { ...again, body: { ...story, title: 'Anders' } })
  await m1(`stories/${id}`, { method: 'PATCH', body: story })
  await m1(`stories/${id}/reactions/thanks`, { method: 'DELETE' })
  await as('m-2')(`stories/${id}`, { method: 'DELETE' })
  assert.deepEqual(await polled(await m1(`changes?after=${n}`)), { n, reset: false, changes: [] })
})

test('nothing is heard of another community', async (t) => {
  const world = await community()
  const { change } = await listening(t, world)
  await world.as('m-1', 'elders')('stories', { method: 'POST', body: story })
  const here = await made(await world.as('m-1')('stories', { method: 'POST', body: story }))
  assert.equal(await change(), `story ${here} created`)
})

test('what concerns some is told to them alone, live and to who asks', async (t) => {
  const world = await community()
  const one = await listening(t, world, 'm-1')
  const other = await listening(t, world, 'm-2')
  await world.storage.transaction(async (db) => {
    await changed(db, 'zorg', { type: 'preview', id: 'p-1', action: 'created', heardBy: ['m-1'] })
    await changed(db, 'zorg', { type: 'story', id: 's-1', action: 'created' })
  })
  assert.deepEqual([await one.change(), await one.change()], ['preview p-1 created', 'story s-1 created'])
  assert.equal(await other.change(), 'story s-1 created')
  const { n, changes } = await polled(await world.as('m-2')('changes?after=0'))
  assert.deepEqual([n, changes.map(({ id }) => id)], [2, ['s-1']])
})

test('proxies are told to pass a stream on as it comes, pages of the community may read it, and nobody keeps it', async (t) => {
  const { headers } = await listening(t, await community(), 'm-2', { origin: ORIGIN })
  assert.equal(headers.get('content-type'), 'text/event-stream')
  assert.equal(headers.get('x-accel-buffering'), 'no')
  assert.equal(headers.get('cache-control'), 'no-store, no-transform')
  assert.equal(headers.get('access-control-allow-origin'), ORIGIN)
  assert.equal(headers.get('content-length'), null)
})

test('a stream that was cut goes on after the last event that came', async (t) => {
  const world = await community()
  const m1 = world.as('m-1')
  const first = await listening(t, world)
  const a = await made(await m1('stories', { method: 'POST', body: story }))
  const { id } = (await first.next())!
  await first.leave()
  const b = await made(await m1('stories', { method: 'POST', body: story }))
  const res = await world.as('m-2')('changes', { headers: { ...STREAM, 'last-event-id': id! } })
  const { change, leave } = eventsOf(res)
  t.after(leave)
  assert.equal(await change(), `story ${b} created`)
  assert.equal(await change(), 'ready')
  assert.notEqual(a, b)
})

test('who comes for the first time hears what happened while the page was read, and nothing older', async (t) => {
  const { as, storage } = await community()
  await as('m-1')('stories', { method: 'POST', body: story })
  await storage.db.updateTable('changes').set({ at: '2026-01-01T00:00:00.000Z' }).execute()
  const id = await made(await as('m-1')('stories', { method: 'POST', body: story }))
  const { change, leave } = eventsOf(await as('m-2')('changes', { headers: STREAM }))
  t.after(leave)
  assert.equal(await change(), `story ${id} created`)
  assert.equal(await change(), 'ready')
})

test('a place that is not known any more, or not yet, makes a page read anew', async () => {
  const { as, storage } = await community()
  for (let i = 0; i < 3; i++) await as('m-1')('stories', { method: 'POST', body: story })
  await storage.db.deleteFrom('changes').where('n', '<', 3).execute()
  for (const after of ['1', '99']) {
    const { event, id } = (await eventsOf(
      await as('m-2')('changes', { headers: { ...STREAM, 'last-event-id': after } }),
    ).next())!
    assert.deepEqual([event, id], ['reset', '3'])
    const { reset, n } = await polled(await as('m-2')(`changes?after=${after}`))
    assert.deepEqual([reset, n], [true, 3])
  }
  const known = await polled(await as('m-2')('changes?after=2'))
  assert.deepEqual([known.reset, known.changes.length], [false, 1])
})

test('more than anybody would read one by one is told as one', async (t) => {
  const world = await community()
  const { next } = await listening(t, world)
  await world.storage.transaction(async (db) => {
    for (let i = 0; i < 600; i++)
      await changed(db, 'zorg', { type: 'story', id: `s-${i}`, action: 'created' })
  })
  assert.deepEqual(await next(), { event: 'reset', id: '600', data: { n: 600 } })
})

test('an import is told once for each batch, not line by line', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'vlinder-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const world = await community()
  const { change } = await listening(t, world)
  const file = join(import.meta.dirname, '../../demo/content/1-community-and-members.jsonl')
  await importFiles(world.storage, [file], {
    change: (record) => ({
      ...record,
      ...(record.type === 'community' ? { id: 'zorg' } : { community: 'zorg' }),
    }),
  })
  assert.equal(await change(), 'community zorg changed')
  const { changes } = await polled(await world.as('m-1')('changes'))
  assert.equal(changes.filter(({ type }) => type === 'community').length, 1)
})

test('the stream of a leaver ends without telling what came after', async (t) => {
  const world = await community()
  const leaver = await listening(t, world, 'm-2')
  const other = await listening(t, world, 'm-1')
  await world.storage.transaction(async (db) => {
    await setActive(db, { community: 'zorg', id: 'm-2', active: false })
    await changed(db, 'zorg', { type: 'story', id: 's-9', action: 'created' })
  })
  assert.equal(await leaver.next(), undefined)
  assert.equal(await other.change(), 'member m-2 changed')
  assert.equal(await other.change(), 'story s-9 created')
  const again = await world.as('m-2')('changes', { headers: STREAM })
  assert.equal(again.status, 403)
})

test('a stream ends with the issuer that said who listens', async (t) => {
  const world = await community()
  const { next } = await listening(t, world)
  await world.storage.transaction(async (db) => {
    await db.deleteFrom('issuer').where('community', '=', 'zorg').execute()
    await changed(db, 'zorg', { type: 'community', id: 'zorg', action: 'changed' })
  })
  assert.equal(await next(), undefined)
})

test('a stream ends with its token', async () => {
  const { app, token } = await community()
  const now = Math.floor(Date.now() / 1000)
  const headers = {
    ...STREAM,
    // It may be so much too late, as clocks differ.
    authorization: `Bearer ${await token('m-1', { iat: now - 100, exp: now - 30 })}`,
  }
  const { next } = eventsOf(await app.request('/api/v1/communities/zorg/changes', { headers }))
  assert.equal((await next())?.event, 'ready')
  assert.equal(await next(), undefined)
})

test('a silent stream shows every ten seconds that it is there', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval', 'Date'], now: Date.now() })
  const { next } = await listening(t, await community())
  for (let beats = 0; beats < 3; beats++) {
    t.mock.timers.tick(10_000)
    assert.deepEqual(await next(), {})
  }
})

test('what another process writes to the same file is told too', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'vlinder-'))
  const file = join(folder, 'test.db')
  const [here, there] = [await openStorage(file), await openStorage(file)]
  const live = createLive(here, { error: assert.fail })
  t.after(async () => {
    live.close()
    await Promise.all([here.close(), there.close()])
    rmSync(folder, { recursive: true })
  })
  await here.db
    .insertInto('community')
    .values({
      id: 'zorg',
      name: '',
      goal: '',
      languages: '[]',
      origins: '[]',
      topics: '[]',
      patterns: '[]',
      contact: null,
    })
    .execute()
  const listener = { community: 'zorg', member: 'm-1', issuer: 'i', until: Infinity }
  const { next, change } = eventsOf(new Response(await live.open(listener)))
  await next()
  await there.transaction((db) => changed(db, 'zorg', { type: 'story', id: 's-1', action: 'created' }))
  assert.equal(await change(), 'story s-1 created')
})

test('a member has five streams at once, and a sixth is told when to ask again', async (t) => {
  const world = await community()
  for (let i = 0; i < 4; i++) await listening(t, world)
  const fifth = await listening(t, world)
  const sixth = await world.as('m-2')('changes', { headers: STREAM })
  assert.equal(sixth.status, 429)
  assert.equal(sixth.headers.get('retry-after'), '60')
  await listening(t, world, 'm-1')
  await fifth.leave()
  await listening(t, world)
})

test('who does not read is dropped, and nobody else waits for them', async (t) => {
  const world = await community()
  const res = await world.as('m-2')('changes', { headers: STREAM })
  const { change } = await listening(t, world, 'm-1')
  for (let i = 0; i < 4; i++) {
    await world.storage.transaction(async (db) => {
      for (let j = 0; j < 300; j++)
        await changed(db, 'zorg', { type: 'story', id: `s-${i}-${j}`, action: 'created' })
    })
    for (let j = 0; j < 300; j++) assert.equal(await change(), `story s-${i}-${j} created`)
  }
  const text = await res.text()
  assert.ok(text.includes('s-0-0') && !text.includes('s-3-299'), `${text.length} bytes were kept`)
})

test('a HEAD opens no stream', async () => {
  const { as } = await community()
  for (let i = 0; i < 6; i++) {
    const res = await as('m-1')('changes', { method: 'HEAD', headers: STREAM })
    assert.equal(res.status, 200)
  }
})

test('a place that is no number is refused by its name', async () => {
  const { as } = await community()
  for (const id of ['abc', '-1', '1.5', '9'.repeat(30)]) {
    const header = await as('m-1')('changes', { headers: { ...STREAM, 'last-event-id': id } })
    assert.equal(header.status, 400)
    assert.match(await header.text(), /header\.last-event-id/)
    const query = await as('m-1')(`changes?after=${id}`)
    assert.equal(query.status, 400)
    assert.match(await query.text(), /query\.after/)
  }
})

test('the log is kept short', async () => {
  const { storage } = await community()
  await storage.db
    .insertInto('changes')
    .values({ community: 'zorg', n: 20_000, at: '', type: 'story', id: 's', parent: null, action: 'created' })
    .execute()
  await storage.db
    .insertInto('changes')
    .values({ community: 'zorg', n: 10_001, at: '', type: 'story', id: 's', parent: null, action: 'created' })
    .execute()
  await storage.transaction((db) => changed(db, 'zorg', { type: 'story', id: 't', action: 'created' }))
  const rows = await storage.db.selectFrom('changes').select('n').orderBy('n').execute()
  assert.deepEqual(
    rows.map(({ n }) => n),
    [20_000, 20_001],
  )
})

test('after the server was told to stop, streams end and none begins', async () => {
  const { storage } = await community()
  const live = createLive(storage, { error: assert.fail })
  const listener = { community: 'zorg', member: 'm-1', issuer: 'i', until: Infinity }
  const { next } = eventsOf(new Response(await live.open(listener)))
  await next()
  live.close()
  assert.equal(await next(), undefined)
  await assert.rejects(live.open(listener), /too many streams/)
})
