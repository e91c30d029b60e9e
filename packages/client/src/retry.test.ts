import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { retryAfter } from './retry.ts'
import { failure } from './testing/failure.ts'
import { html, json, problem } from './testing/server.ts'
import { connected } from './testing/world.ts'

test('a read is tried three times in total, waiting longer each time, and then the server is unreachable', async (t) => {
  const { connection, seen, waits } = await connected(t, (answer) => html(answer, 502))
  const error = await failure(connection.me())
  assert.equal(error.kind, 'unreachable')
  assert.equal(error.status, 502)
  assert.match(error.message, /GET http:.* answered 502: not by a Vlinder server/)
  assert.equal(seen.length, 3)
  assert.deepEqual(waits, [300, 600])
})

for (const status of [429, 502, 503, 504]) {
  test(`a ${status} that passes is not noticed`, async (t) => {
    const { connection } = await connected(t, (answer, _, nth) =>
      nth === 1 ? html(answer, status) : json(answer, 200, { ok: true }),
    )
    assert.deepEqual(await connection.me(), { ok: true })
  })
}

test('a connection that is cut halfway an answer is tried again', async (t) => {
  const { connection, seen } = await connected(t, (answer, _, nth) => {
    if (nth > 1) return json(answer, 200, { ok: true })
    answer.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
    answer.write('{"ok":', () => answer.destroy())
  })
  assert.deepEqual(await connection.me(), { ok: true })
  assert.equal(seen.length, 2)
})

test('Retry-After is honoured in seconds', async (t) => {
  const { connection, waits } = await connected(t, (answer, _, nth) =>
    nth === 1 ? problem(answer, 429, 'rate-limited', { 'retry-after': '2' }) : json(answer, 200, {}),
  )
  await connection.me()
  assert.deepEqual(waits, [2300])
})

test('Retry-After is honoured as an HTTP date', async (t) => {
  const { connection, waits } = await connected(t, (answer, _, nth) =>
    nth === 1
      ? problem(answer, 503, 'unavailable', { 'retry-after': 'Tue, 24 Nov 2026 09:00:02 GMT' })
      : json(answer, 200, {}),
  )
  await connection.me()
  assert.deepEqual(waits, [2300])
})

test('a longer Retry-After is not waited for in silence: the error says how long', async (t) => {
  const { connection, seen } = await connected(t, (answer) =>
    problem(answer, 429, 'rate-limited', { 'retry-after': '3' }),
  )
  const error = await failure(connection.me())
  assert.equal(error.kind, 'problem')
  assert.equal(error.problemName, 'rate-limited')
  assert.equal(error.retryAfter, 3)
  assert.equal(seen.length, 1)
})

test('a write that creates is sent again with the same key', async (t) => {
  const made = new Map<string, object>()
  const { connection, seen } = await connected(t, (answer, { headers, body }, nth) => {
    const key = headers['idempotency-key'] as string
    if (!made.has(key)) made.set(key, { item: { id: `s-${made.size}`, ...JSON.parse(body) } })
    // It is saved, but the answer gets lost.
    if (nth < 3) return answer.destroy()
    json(answer, 201, made.get(key))
  })
  const { item } = await connection.tellStory({ kind: 'failure', title: 'Twice' })
  assert.equal(item.id, 's-0')
  assert.equal(made.size, 1)
  assert.equal(seen.length, 3)
})

test('two writes have two keys, and a key that is given is used', async (t) => {
  const { connection, seen } = await connected(t, (answer) => json(answer, 201, { item: { id: 'q' } }))
  await connection.ask({ title: 'One?' })
  await connection.ask({ title: 'One?' })
  await connection.ask({ title: 'One?' }, { key: 'kept-with-the-draft' })
  const keys = seen.map(({ headers }) => headers['idempotency-key'])
  assert.equal(new Set(keys).size, 3)
  assert.equal(keys[2], 'kept-with-the-draft')
})

const once: Record<string, (c: Awaited<ReturnType<typeof connected>>['connection']) => Promise<unknown>> = {
  'a change': (c) => c.changeStory('s', { title: 'New' }),
  'a deletion': (c) => c.deleteStory('s'),
  'what is asked while typing': (c) => c.suggest({ text: 'how' }),
}
for (const [what, call] of Object.entries(once)) {
  test(`${what} is sent once, as it carries no key`, async (t: TestContext) => {
    const { connection, seen } = await connected(t, (answer) => problem(answer, 503, 'unavailable'))
    assert.equal((await failure(call(connection))).problemName, 'unavailable')
    assert.equal(seen.length, 1)
  })
}

for (const [status, name] of [
  [400, 'invalid'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [500, 'internal'],
] as const) {
  test(`a ${status} is a typed problem at once`, async (t) => {
    const { connection, seen } = await connected(t, (answer) => problem(answer, status, name))
    const error = await failure(connection.me())
    assert.equal(error.kind, 'problem')
    assert.equal(error.problemName, name)
    assert.equal(error.problem?.detail, `It is ${name}.`)
    assert.match(error.message, new RegExp(`answered ${status}: It is ${name}\\.`))
    assert.equal(seen.length, 1)
  })
}

test('what a proxy refuses in its own words has a name too', async (t) => {
  const { connection } = await connected(t, (answer) => html(answer, 413))
  const error = await failure(connection.changeMe({ about: 'long' }))
  assert.equal(error.kind, 'problem')
  assert.equal(error.problemName, 'too-large')
})

for (const status of [200, 404]) {
  test(`a web page with status ${status} is not a Vlinder server: misconfigured`, async (t) => {
    const { connection } = await connected(t, (answer) => html(answer, status))
    const error = await failure(connection.me())
    assert.equal(error.kind, 'misconfigured')
    assert.match(error.message, /not by a Vlinder server/)
  })
}

test('a request that takes too long is a time-out, and is not tried again', async (t) => {
  const held = await connected(t, () => held.timeOut())
  const error = await failure(held.connection.me())
  assert.equal(error.kind, 'timeout')
  assert.match(error.message, /took longer than 15000 ms/)
  assert.equal(held.seen.length, 1)
})

test('an answer that begins but never ends is a time-out', async (t) => {
  const held = await connected(t, (answer) => {
    answer.writeHead(200, { 'content-type': 'application/json' })
    answer.write('{', () => held.timeOut())
  })
  assert.equal((await failure(held.connection.me())).kind, 'timeout')
})

test('no time-out is left behind by a request that is over', async (t) => {
  const { connection, timeouts } = await connected(t, (answer) => json(answer, 200, {}))
  await connection.me()
  assert.equal(timeouts.size, 0)
})

test('nothing listening is unreachable', async (t) => {
  const { connection, server, waits } = await connected(t, () => {})
  await new Promise((resolve) => server.close(resolve))
  const error = await failure(connection.me())
  assert.equal(error.kind, 'unreachable')
  assert.match(error.message, /got no answer \(network, CORS, CSP\?\)/)
  assert.equal(waits.length, 2)
})

test('no network at all is offline, and is not tried again', async (t) => {
  const { connection, server, waits } = await connected(t, () => {})
  await new Promise((resolve) => server.close(resolve))
  Object.defineProperty(navigator, 'onLine', { value: false, configurable: true })
  t.after(() => Reflect.deleteProperty(navigator, 'onLine'))
  assert.equal((await failure(connection.me())).kind, 'offline')
  assert.deepEqual(waits, [])
})

test('aborting ends the wait before a next try', async (t) => {
  const stop = new AbortController()
  const held = await connected(t, (answer) => html(answer, 503))
  held.env.after = (ms) => {
    if (ms < 1000) stop.abort()
    return () => {}
  }
  const error = await failure(
    held.connection.tellStory({ kind: 'failure', title: 'No' }, { signal: stop.signal }),
  )
  assert.equal(error.kind, 'aborted')
  assert.equal(held.seen.length, 1)
})

test('a write whose signal is aborted already is not sent', async (t) => {
  const { connection, seen } = await connected(t, (answer) => json(answer, 201, { item: { id: 's' } }))
  await connection.me()
  const error = await failure(
    connection.tellStory({ kind: 'failure', title: 'No' }, { signal: AbortSignal.abort() }),
  )
  assert.equal(error.kind, 'aborted')
  assert.deepEqual(
    seen.map(({ method }) => method),
    ['GET'],
  )
})

test('any Retry-After gives a number of seconds from nought, or nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.nat().map(String), fc.date().map(String)),
      fc.nat(),
      (header, now) => {
        const seconds = retryAfter(header, now)
        assert.ok(seconds === undefined || seconds >= 0)
      },
    ),
  )
  assert.equal(retryAfter('Thu, 01 Jan 1970 00:00:05 GMT', 1_500), 4)
  assert.equal(retryAfter('Thu, 01 Jan 1970 00:00:05 GMT', 9_000), 0)
  assert.equal(retryAfter('soon', 0), undefined)
  assert.equal(retryAfter(null, 0), undefined)
})
