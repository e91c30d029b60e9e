/** The same request sent twice makes one thing, on every route that creates. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { type Problem, problemType } from '@vlinder/contract'
import fc from 'fast-check'
import { community } from '../testing.ts'

/** A community with a story and a question, and every request that creates something, with two bodies that differ. */
async function creating() {
  const { as, storage, app, token } = await community()
  const id = async (path: string, body: object, subject = 'm-2') => {
    const res = await as(subject)(path, { method: 'POST', body })
    return ((await res.json()) as { item: { id: string } }).item.id
  }
  const story = await id('stories', { kind: 'success', title: 'Er was eens' })
  const question = await id('questions', { title: 'Hoe dan?' })
  const routes: [
    path: string,
    body: object,
    other: object,
    table: 'story' | 'comment' | 'question' | 'answer',
  ][] = [
    ['stories', { kind: 'failure', title: 'a' }, { kind: 'failure', title: 'b' }, 'story'],
    [`stories/${story}/comments`, { body: 'a' }, { body: 'b' }, 'comment'],
    ['questions', { title: 'a' }, { title: 'b' }, 'question'],
    [`questions/${question}/answers`, { body: 'a' }, { body: 'b' }, 'answer'],
  ]
  const send = async (path: string, body: unknown, key: string, subject = 'm-1') => {
    const res = await as(subject)(path, { method: 'POST', body, headers: { 'idempotency-key': key } })
    const answer = (await res.json()) as { item?: { id: string }; type?: string }
    return { status: res.status, id: answer.item?.id, location: res.headers.get('location'), answer }
  }
  const count = async (table: (typeof routes)[number][3]) =>
    (await storage.db.selectFrom(table).select('id').where('author', '=', 'm-1').execute()).length
  return { routes, send, count, as, storage, app, token }
}

test('the same key with the same body is the same thing, with the same answer', async () => {
  const { routes, send, count } = await creating()
  for (const [path, body, , table] of routes) {
    const first = await send(path, body, 'k')
    assert.equal(first.status, 201, path)
    assert.deepEqual(await send(path, body, 'k'), first)
    assert.equal(await count(table), 1, path)
  }
})

test('ten at once are one thing', async () => {
  const { routes, send, count } = await creating()
  for (const [path, body, , table] of routes) {
    const sent = await Promise.all(Array.from({ length: 10 }, () => send(path, body, 'k')))
    assert.equal(new Set(sent.map(({ id }) => id)).size, 1, path)
    assert.ok(sent.every(({ status }) => status === 201))
    assert.equal(await count(table), 1, path)
  }
})

test('the same key with another body is refused, and makes nothing', async () => {
  const { routes, send, count } = await creating()
  for (const [path, body, other, table] of routes) {
    await send(path, body, 'k')
    const { status, answer } = await send(path, other, 'k')
    assert.deepEqual([status, answer.type], [422, problemType('idempotency-key-reused')], path)
    assert.equal(await count(table), 1, path)
  }
})

test('the same key and body at another address of the same kind is refused', async () => {
  const { as, send } = await creating()
  const stories = await Promise.all(
    ['a', 'b'].map(async (title) => (await send('stories', { kind: 'success', title }, title)).id),
  )
  assert.equal((await send(`stories/${stories[0]}/comments`, { body: 'a' }, 'k')).status, 201)
  assert.equal((await send(`stories/${stories[1]}/comments`, { body: 'a' }, 'k')).status, 422)
  assert.equal((await as('m-1')(`stories/${stories[1]}`)).status, 200)
})

test("one member's key says nothing of another's, in the same community or in another", async () => {
  const { routes, send, as } = await creating()
  for (const [path, body, other] of routes) {
    const mine = await send(path, body, 'k')
    const theirs = await send(path, other, 'k', 'm-f')
    assert.deepEqual([theirs.status, mine.id === theirs.id], [201, false], path)
  }
  const elsewhere = await as('m-1', 'elders')('stories', {
    method: 'POST',
    body: { kind: 'success', title: 'z' },
    headers: { 'idempotency-key': 'k' },
  })
  assert.equal(elsewhere.status, 201)
})

test('a request without a key is refused, and says what to send', async () => {
  const { routes, app, token, count } = await creating()
  const headers = { authorization: `Bearer ${await token('m-1')}`, 'content-type': 'application/json' }
  for (const [path, body, , table] of routes) {
    const address = `/api/v1/communities/zorg/${path}`
    const res = await app.request(address, { method: 'POST', headers, body: JSON.stringify(body) })
    const { type, detail } = (await res.json()) as Problem
    assert.deepEqual([res.status, type], [400, problemType('idempotency-key-missing')], path)
    assert.match(detail ?? '', /^Send an Idempotency-Key header/)
    assert.equal(await count(table), 0)
  }
})

test('a refused request leaves its key free for the corrected one', async () => {
  const { send } = await creating()
  assert.equal((await send('stories', { kind: 'failure' }, 'k')).status, 400)
  assert.equal((await send('stories', { kind: 'failure', title: 'a' }, 'k')).status, 201)
})

test('whatever is sent in whatever order, each key made what it was first sent with', async () => {
  const { send, storage } = await creating()
  const keys = fc.constantFrom('a', 'A', '"a"', 'b')
  const titles = fc.constantFrom('x', 'y', 'z')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(keys, titles), { maxLength: 8 }), async (requests) => {
      await storage.db.deleteFrom('story').where('author', '=', 'm-1').execute()
      const made = new Map<string, { title: string; id: string | undefined }>()
      for (const [key, title] of requests) {
        const { status, id } = await send('stories', { kind: 'practice', title }, key)
        const before = made.get(key)
        if (!before) made.set(key, { title, id })
        assert.equal(status, !before || before.title === title ? 201 : 422)
        if (status === 201) assert.equal(id, made.get(key)?.id)
      }
      const stories = storage.db.selectFrom('story').select('id').where('author', '=', 'm-1')
      assert.equal((await stories.execute()).length, made.size)
    }),
    { numRuns: 40 },
  )
})
