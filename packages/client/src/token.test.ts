import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { type TestContext, test } from 'node:test'
import { connectIn } from './connect.ts'
import { linkIn } from './link.ts'
import { failure } from './testing/failure.ts'
import { html, json, problem, type Seen, serve } from './testing/server.ts'
import { connected, world } from './testing/world.ts'

const fifty = Array.from({ length: 50 }, (_, i) => i)

/** Unsigned: the client reads a token's times and trusts nothing of it. */
const jwt = (claims: object) =>
  `e30.${Buffer.from(JSON.stringify({ ...claims, name: 'Zoë ÿ' })).toString('base64url')}.c2ln`

const bearers = (seen: Seen[]) => seen.map(({ headers }) => headers.authorization)

/** A host whose token-url does as `tokens` says, in front of a server that is content with anybody. */
async function host(t: TestContext, tokens: (answer: ServerResponse, nth: number) => unknown) {
  const asked: Seen[] = []
  const rest: Seen[] = []
  const { address, server } = await serve(t, (answer, seen) => {
    if (seen.path === '/vlinder-token') return tokens(answer, asked.push(seen))
    rest.push(seen)
    json(answer, 200, {})
  })
  const held = world()
  const connection = connectIn(held.env, {
    server: address,
    community: 'zorg',
    tokenUrl: `${address}/vlinder-token`,
  })
  return { ...held, connection, asked, rest, server }
}

test('fifty callers share one token fetch', async (t) => {
  const { connection, asked, rest } = await host(t, (answer) => json(answer, 200, { token: 'a.b.c' }))
  await Promise.all(fifty.map((i) => connection.story(`s${i}`)))
  assert.equal(asked.length, 1)
  assert.equal(asked[0]!.method, 'POST')
  assert.equal(rest.length, 50)
  assert.deepEqual(new Set(bearers(rest)), new Set(['Bearer a.b.c']))
})

test('a link knows whose token it is, the latest one', async (t) => {
  const { address } = await serve(t, (answer, { headers }) =>
    headers.authorization?.includes(jwt({ sub: 'anna' }))
      ? problem(answer, 401, 'token-expired')
      : json(answer, 200, {}),
  )
  const { env } = world()
  let sub = 'anna'
  const to = linkIn(env, {
    server: address,
    community: 'zorg',
    getToken: async ({ refresh }) => {
      if (refresh) sub = 'bart'
      return jwt({ sub })
    },
  })
  assert.equal(to.subject(), undefined)
  await to.get('/me')
  assert.equal(to.subject(), 'bart')
})

test('fifty callers whose token is refused share one new token, and each gets an answer', async (t) => {
  const asked: boolean[] = []
  const { connection, seen } = await connected(
    t,
    (answer, { headers }) =>
      headers.authorization === 'Bearer new' ? json(answer, 200, {}) : problem(answer, 401, 'token-expired'),
    {
      async getToken({ refresh }) {
        asked.push(refresh)
        return refresh ? 'new' : 'old'
      },
    },
  )
  await Promise.all(fifty.map((i) => connection.story(`s${i}`)))
  assert.deepEqual(asked, [false, true])
  assert.equal(seen.length, 100)
})

test('a write whose token is refused is sent once more, also without a key', async (t) => {
  const { connection, seen } = await connected(t, (answer, _, nth) =>
    nth === 1 ? problem(answer, 401, 'token-expired') : json(answer, 200, { item: { id: 's' } }),
  )
  await connection.changeStory('s', { title: 'New' })
  assert.equal(seen.length, 2)
})

test('a token that is refused twice means signed out, with what the server said', async (t) => {
  const { connection, seen } = await connected(t, (answer) => problem(answer, 401, 'token-invalid'))
  const error = await failure(connection.me())
  assert.equal(error.kind, 'signed-out')
  assert.equal(error.problemName, 'token-invalid')
  assert.equal(seen.length, 2)
})

test('refusals and bad moments together never make more than three tries', async (t) => {
  const { connection, seen } = await connected(t, (answer, _, nth) =>
    nth === 2 ? problem(answer, 401, 'token-expired') : html(answer, 503),
  )
  assert.equal((await failure(connection.me())).kind, 'unreachable')
  assert.equal(seen.length, 3)
})

test('a token is renewed half a minute before it expires', async (t) => {
  const { connection, pass, rest, asked, env } = await host(t, (answer, nth) => {
    const iat = env.now() / 1000
    json(answer, 200, { token: jwt({ iat, exp: iat + 600, nth }) })
  })
  await connection.me()
  pass(569_000)
  await connection.me()
  assert.equal(asked.length, 1)
  pass(2_000)
  await connection.me()
  assert.equal(asked.length, 2)
  assert.equal(new Set(bearers(rest)).size, 2)
})

test('a token that cannot be renewed is used while it lasts', async (t) => {
  const { connection, pass, asked, env } = await host(t, (answer, nth) => {
    const iat = env.now() / 1000
    nth === 1 ? json(answer, 200, { token: jwt({ iat, exp: iat + 600 }) }) : html(answer, 500)
  })
  await connection.me()
  pass(580_000)
  await connection.me()
  assert.equal(asked.length, 2)
  pass(21_000)
  assert.equal((await failure(connection.me())).kind, 'unreachable')
})

for (const [what, shift] of [
  ['ahead', 3_600],
  ['behind', -3_600],
] as const) {
  test(`a clock that is an hour ${what} does not cost a token a request, nor keep one too long`, async (t) => {
    const { connection, pass, asked, env } = await host(t, (answer) => {
      const iat = env.now() / 1000 - shift
      json(answer, 200, { token: jwt({ iat, exp: iat + 600 }) })
    })
    await connection.me()
    await connection.me()
    assert.equal(asked.length, 1)
    pass(600_000)
    await connection.me()
    assert.equal(asked.length, 2)
  })
}

for (const token of ['opaque', 'a.b.c', jwt({}), jwt({ exp: 'soon' }), `e30.${btoa('null')}.`]) {
  test(`a token that does not say when it expires is kept until it is refused: ${token.slice(0, 12)}`, async (t) => {
    const { connection, pass, asked } = await host(t, (answer) => json(answer, 200, { token }))
    await connection.me()
    pass(86_400_000)
    await connection.me()
    assert.equal(asked.length, 1)
  })
}

const wrong: [string, (answer: ServerResponse) => unknown, string, RegExp][] = [
  [
    '401',
    (a) => html(a, 401),
    'signed-out',
    /POST http:.*vlinder-token answered 401: tokenUrl must answer JSON/,
  ],
  ['403', (a) => html(a, 403), 'signed-out', /answered 403: tokenUrl must answer JSON/],
  ['a redirect', (a) => html(a, 302, { location: '/login' }), 'signed-out', /answered 302: tokenUrl must/],
  ['404', (a) => html(a, 404), 'misconfigured', /answered 404: tokenUrl must answer JSON \{token\}/],
  ['a page', (a) => html(a, 200), 'signed-out', /answered 200: tokenUrl must answer JSON \{token\}/],
  ['no token', (a) => json(a, 200, { jwt: 'a' }), 'misconfigured', /tokenUrl must answer JSON \{token\}/],
  ['null', (a) => json(a, 200, null), 'misconfigured', /tokenUrl must answer JSON \{token\}/],
  ['nothing', (a) => a.writeHead(204).end(), 'misconfigured', /tokenUrl must answer JSON \{token\}/],
  ['a broken token', (a) => json(a, 200, { token: 'a\nb' }), 'misconfigured', /must give a token/],
]
for (const [what, answer, kind, message] of wrong) {
  test(`a token-url that answers ${what} is ${kind}, and the message says why`, async (t) => {
    const { connection, rest, asked } = await host(t, answer)
    const error = await failure(connection.me())
    assert.equal(error.kind, kind)
    assert.match(error.message, message)
    assert.equal(asked.length, 1)
    assert.equal(rest.length, 0)
  })
}

test('a token-url in trouble is tried three times for all its callers together', async (t) => {
  const { connection, asked } = await host(t, (answer) => html(answer, 503))
  const errors = await Promise.all(fifty.map((i) => failure(connection.story(`s${i}`))))
  assert.deepEqual(new Set(errors.map(({ kind }) => kind)), new Set(['unreachable']))
  assert.equal(asked.length, 3)
})

test('a token-url that failed is asked again by the next caller', async (t) => {
  const { connection } = await host(t, (answer, nth) =>
    nth === 1 ? html(answer, 401) : json(answer, 200, { token: 'a' }),
  )
  assert.equal((await failure(connection.me())).kind, 'signed-out')
  await connection.me()
})

test('a getToken that fails means signed out, in its own words', async (t) => {
  const getToken = async () => {
    throw new Error('no session')
  }
  const { connection } = await connected(t, (answer) => json(answer, 200, {}), { getToken })
  const error = await failure(connection.me())
  assert.equal(error.kind, 'signed-out')
  assert.match(error.message, /getToken\(\) failed: Error: no session/)
})

for (const bad of [undefined, '', 42, 'two words'] as never[]) {
  test(`a getToken that gives ${JSON.stringify(bad)} is misconfigured`, async (t) => {
    const getToken = (() => bad) as never
    const { connection, seen } = await connected(t, (answer) => json(answer, 200, {}), { getToken })
    assert.equal((await failure(connection.me())).kind, 'misconfigured')
    assert.equal(seen.length, 0)
  })
}

test('a getToken that never answers is a time-out, and is told to stop', async (t) => {
  let told: AbortSignal | undefined
  const held = await connected(t, () => {}, {
    getToken: ({ signal }) => {
      told = signal
      setImmediate(held.timeOut)
      return new Promise(() => {})
    },
  })
  assert.equal((await failure(held.connection.me())).kind, 'timeout')
  assert.equal(told?.aborted, true)
})

test('a caller who gives up does not take the token from the others', async (t) => {
  const stop = new AbortController()
  const { connection } = await connected(t, (answer) => json(answer, 200, { ok: true }), {
    async getToken() {
      stop.abort()
      return 'token'
    },
  })
  const [gone, stays] = await Promise.all([
    failure(connection.story('s', { signal: stop.signal })),
    connection.me(),
  ])
  assert.equal(gone.kind, 'aborted')
  assert.deepEqual(stays, { ok: true })
})
