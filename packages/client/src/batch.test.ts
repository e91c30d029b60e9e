import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { test } from 'node:test'
import { failure } from './testing/failure.ts'
import { json, problem, type Seen } from './testing/server.ts'
import { connected } from './testing/world.ts'

const asked = ({ url }: Seen, field: string) =>
  new URL(url, 'http://x').searchParams.get(field)?.split(',') ?? []

/** Knows everybody but `stranger`; an id with a space in it is none. */
function members(answer: ServerResponse, seen: Seen) {
  const ids = asked(seen, 'ids')
  if (ids.some((id) => id.includes(' '))) return problem(answer, 400, 'invalid')
  const known = ids.filter((id) => id !== 'stranger')
  json(answer, 200, {
    items: known.map((id) => ({ id, name: `Name of ${id}` })).reverse(),
    next: null,
    mine: Object.fromEntries(known.map((id) => [id, { self: id === 'm1' }])),
  })
}

const ids = (count: number, length = 0) =>
  Array.from({ length: count }, (_, i) => `m${i}`.padEnd(length, '-'))

test('fifty members asked for one by one are one request', async (t) => {
  const { connection, seen } = await connected(t, members)
  const found = await Promise.all(ids(50).map((id) => connection.member(id)))
  assert.equal(seen.length, 1)
  assert.deepEqual(
    found.map(({ item }) => item.id),
    ids(50),
  )
  assert.deepEqual(found[1], { item: { id: 'm1', name: 'Name of m1' }, mine: { self: true } })
})

test('the same member is asked for once', async (t) => {
  const { connection, seen } = await connected(t, members)
  await Promise.all([connection.member('m1'), connection.member('m2'), connection.member('m1')])
  assert.deepEqual(
    seen.map((one) => asked(one, 'ids')),
    [['m1', 'm2']],
  )
})

test('no request names more than a hundred', async (t) => {
  const { connection, seen } = await connected(t, members)
  await Promise.all(ids(101).map((id) => connection.member(id)))
  assert.deepEqual(seen.map((one) => asked(one, 'ids').length).sort(), [50, 51])
})

test('no address grows longer than proxies take', async (t) => {
  const { connection, seen } = await connected(t, members)
  await Promise.all(ids(100, 128).map((id) => connection.member(id)))
  assert.ok(seen.length > 1)
  for (const { url } of seen) assert.ok(url.length < 4_100)
})

test('an unknown member is not found, and the others are', async (t) => {
  const { connection } = await connected(t, members)
  const [known, error] = await Promise.all([connection.member('m1'), failure(connection.member('stranger'))])
  assert.equal(known.item.id, 'm1')
  assert.equal(error.kind, 'problem')
  assert.equal(error.problemName, 'not-found')
  assert.match(error.message, /no member "stranger"/)
})

test('one id that cannot be one does not harm the others', async (t) => {
  const { connection } = await connected(t, members)
  const bad = failure(connection.member('no id'))
  const found = await Promise.all(ids(20).map((id) => connection.member(id)))
  assert.equal(found.length, 20)
  assert.equal((await bad).problemName, 'invalid')
})

test('whoever gave up before the request is not in it', async (t) => {
  const { connection, seen } = await connected(t, members)
  const stop = new AbortController()
  const gone = failure(connection.member('m1', { signal: stop.signal }))
  const stays = connection.member('m2')
  stop.abort()
  assert.equal((await gone).kind, 'aborted')
  await stays
  assert.deepEqual(asked(seen[0]!, 'ids'), ['m2'])
})

test('a batch that fails fails for each, and the next try is a new one', async (t) => {
  const { connection, seen } = await connected(t, (answer, one, nth) =>
    nth === 1 ? problem(answer, 500, 'internal') : members(answer, one),
  )
  const errors = await Promise.all(ids(3).map((id) => failure(connection.member(id))))
  assert.deepEqual(
    errors.map(({ problemName }) => problemName),
    ['internal', 'internal', 'internal'],
  )
  await connection.member('m1')
  assert.equal(seen.length, 2)
})

test("people are found by the host's own ids, together", async (t) => {
  const { connection, seen } = await connected(t, (answer) =>
    json(answer, 200, {
      items: [{ id: 'm1' }],
      next: null,
      mine: {},
      subjects: { 'a&b@x': 'm1', second: 'm1' },
    }),
  )
  const [one, two, error] = await Promise.all([
    connection.memberBySubject('a&b@x'),
    connection.memberBySubject('second'),
    failure(connection.memberBySubject('nobody')),
  ])
  assert.equal(one.item.id, 'm1')
  assert.deepEqual(two.mine, { self: false, mayDeactivate: false })
  assert.equal(error.problemName, 'not-found')
  assert.deepEqual(
    seen.map((one) => asked(one, 'subjects')),
    [['a&b@x', 'second', 'nobody']],
  )
})
