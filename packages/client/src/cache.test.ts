import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failure } from './testing/failure.ts'
import { json } from './testing/server.ts'
import { connected, gate } from './testing/world.ts'

test('what did not change is not sent again: the same object comes back', async (t) => {
  const { connection, seen } = await connected(t, (answer, { headers }) =>
    headers['if-none-match'] === '"1"'
      ? answer.writeHead(304, { etag: '"1"' }).end()
      : json(answer, 200, { items: [] }, { etag: '"1"' }),
  )
  const first = await connection.stories()
  assert.equal(await connection.stories(), first)
  assert.equal(await connection.stories(), first)
  assert.equal(seen.length, 3)
  assert.equal(seen[0]!.headers['if-none-match'], undefined)
})

test('what did change replaces what was remembered', async (t) => {
  const { connection, seen } = await connected(t, (answer, _, nth) =>
    json(answer, 200, { nth }, { etag: `"${nth}"` }),
  )
  await connection.stories()
  assert.deepEqual(await connection.stories(), { nth: 2 })
  await connection.stories()
  assert.equal(seen[2]!.headers['if-none-match'], '"2"')
})

test('an answer without an ETag is not remembered', async (t) => {
  const { connection, seen } = await connected(t, (answer) => json(answer, 200, {}))
  await connection.stories()
  await connection.stories()
  assert.equal(seen[1]!.headers['if-none-match'], undefined)
})

test('a hundred answers are remembered, and the longest unused goes first', async (t) => {
  const { connection, seen } = await connected(t, (answer, { headers }) =>
    headers['if-none-match'] ? answer.writeHead(304).end() : json(answer, 200, {}, { etag: '"1"' }),
  )
  for (let i = 0; i < 100; i++) await connection.story(`s${i}`)
  await connection.story('s0')
  await connection.story('one-more')
  await connection.story('s0')
  await connection.story('s1')
  const asked = seen.slice(-4).map(({ path, headers }) => [path, headers['if-none-match']])
  assert.deepEqual(asked, [
    ['/stories/s0', '"1"'],
    ['/stories/one-more', undefined],
    ['/stories/s0', '"1"'],
    ['/stories/s1', undefined],
  ])
})

test('the same read asked for by several at once is one request', async (t) => {
  const { connection, seen } = await connected(t, (answer) => json(answer, 200, {}))
  const [one, two] = await Promise.all([
    connection.community(),
    connection.community(),
    connection.community(),
  ])
  assert.equal(one, two)
  assert.equal(seen.length, 1)
})

test('one of them who gives up is told at once, and the others get their answer', async (t) => {
  const stop = new AbortController()
  const { open, opened } = gate()
  const { connection, seen } = await connected(t, async (answer) => {
    stop.abort()
    await opened
    json(answer, 200, { ok: true })
  })
  const stays = connection.community()
  const error = await failure(connection.community({ signal: stop.signal }))
  assert.equal(error.kind, 'aborted')
  open()
  assert.deepEqual(await stays, { ok: true })
  assert.equal(seen.length, 1)
})

test('when all have given up, the request itself is stopped, and a later caller starts anew', async (t) => {
  const stop = new AbortController()
  const { open, opened } = gate()
  const { connection, seen } = await connected(t, (answer, _, nth) => {
    if (nth === 2) return json(answer, 200, { ok: true })
    answer.on('close', open)
    stop.abort()
  })
  const { signal } = stop
  await Promise.all([failure(connection.me({ signal })), failure(connection.me({ signal }))])
  await opened
  assert.deepEqual(await connection.me(), { ok: true })
  assert.equal(seen.length, 2)
})

test('after a write nobody joins a read that began before it', async (t) => {
  const { open, opened } = gate()
  const { connection } = await connected(t, async (answer, { method }, nth) => {
    if (nth === 1) await opened
    json(answer, 200, method === 'GET' ? { nth } : { item: { id: 's' } })
  })
  const before = connection.stories()
  await connection.changeStory('s', { title: 'New' })
  const after = connection.stories()
  assert.deepEqual(await after, { nth: 3 })
  open()
  assert.deepEqual(await before, { nth: 1 })
})
