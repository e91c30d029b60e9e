/** What is counted, for whom, and how it is said when it was too much. Time stands still unless a test moves it. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { type Problem, problemName } from '@vlinder/contract'
import fc from 'fast-check'
import { Hono } from 'hono'
import { pino } from 'pino'
import { saveIssuer } from '../identity/issuers.ts'
import { parsePublicKey } from '../identity/keys.ts'
import { community, ORIGIN } from '../testing.ts'
import { trustedProxy } from './client-address.ts'
import { DEFAULT_LIMITS, type Limits } from './limit-rates.ts'
import { createLimits } from './limits.ts'

const rate = (requests: number, seconds = 10) => ({ requests, seconds })
const plenty = rate(1_000)
const MANY: Limits = {
  read: { member: plenty, address: plenty },
  write: { member: plenty, address: plenty },
  photo: { member: plenty, address: plenty },
  'sign-in': { address: plenty },
  'token-failures': { address: plenty },
}

const HOSPITAL = '192.0.2.1'

interface Asked {
  id?: string
  method?: string
  body?: string
  from?: string
  headers?: Record<string, string>
}

/** A community with these limits, where `ask` sends a request of a member (always the same token) from an address. */
async function limitedTo(t: TestContext, limits: Partial<Limits>, trust = 'none') {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const config = { limits: { ...MANY, ...limits }, trustedProxy: trustedProxy(trust)! }
  const { app, token, ...rest } = await community({ config })
  const tokens = new Map<string, string>()
  const send = (path: string, authorization: string | undefined, asked: Asked = {}) => {
    const { id = 'zorg', method = 'GET', body, from = HOSPITAL, headers = {} } = asked
    const all = {
      ...(authorization && { authorization }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      'idempotency-key': crypto.randomUUID(),
      ...headers,
    }
    const init = { method, headers: all, ...(body !== undefined && { body }) }
    const env = { incoming: { socket: { remoteAddress: from } } }
    return app.request(`/api/v1/communities/${id}/${path}`, init, env)
  }
  const ask = async (subject: string, path: string, asked?: Asked) => {
    if (!tokens.has(subject)) tokens.set(subject, await token(subject))
    return send(path, `Bearer ${tokens.get(subject)}`, asked)
  }
  /** The statuses of as many requests in a row. */
  const times = async (n: number, one: () => Promise<Response>) => {
    const statuses: number[] = []
    for (let i = 0; i < n; i++) statuses.push((await one()).status)
    return statuses
  }
  return {
    app,
    ask,
    send,
    times,
    token,
    pass: (seconds: number) => t.mock.timers.tick(seconds * 1000),
    ...rest,
  }
}

const story = (title: string) => JSON.stringify({ kind: 'failure', title })

test('who reads too much is told so, and when to try again; then it goes through', async (t) => {
  const { ask, times, pass } = await limitedTo(t, { read: { member: rate(3), address: plenty } })
  assert.deepEqual(await times(3, () => ask('m-1', 'me')), [200, 200, 200])
  pass(3.5)
  const res = await ask('m-1', 'me')
  assert.equal(res.status, 429)
  assert.equal(res.headers.get('content-type'), 'application/problem+json')
  assert.equal(res.headers.get('cache-control'), 'no-store')
  assert.equal(res.headers.get('retry-after'), '7')
  assert.equal(res.headers.get('ratelimit-policy'), '"read-member";q=3;w=10')
  assert.equal(res.headers.get('ratelimit'), '"read-member";r=0;t=7')
  const problem = (await res.json()) as Problem
  assert.equal(problemName(problem.type), 'rate-limited')
  assert.equal(problem.detail, 'Try again in 7 s: one member may send 3 reads in 10 s.')
  pass(6.5)
  assert.equal((await ask('m-1', 'me')).status, 200)
})

test('a read that is answered from kept bytes, or with a 304, counts like any other', async (t) => {
  const { ask, times } = await limitedTo(t, { read: { member: rate(5), address: plenty } })
  await ask('m-1', 'stories')
  const etag = (await ask('m-1', 'stories')).headers.get('etag')!
  const known = { headers: { 'if-none-match': etag } }
  assert.deepEqual(await times(4, () => ask('m-1', 'stories', known)), [304, 304, 304, 429])
})

test('a page of an allowed origin may read the refusal, of a kept read too, and no other page may', async (t) => {
  const { ask } = await limitedTo(t, { read: { member: rate(2), address: plenty } })
  const from = (origin: string) => ({ headers: { origin } })
  await ask('m-1', 'stories', from(ORIGIN))
  await ask('m-1', 'stories', from(ORIGIN))
  for (const path of ['stories', 'questions']) {
    const res = await ask('m-1', path, from(ORIGIN))
    assert.equal(res.status, 429)
    assert.equal(res.headers.get('access-control-allow-origin'), ORIGIN)
    assert.match(res.headers.get('access-control-expose-headers')!, /\bRetry-After\b/)
    assert.equal(res.headers.get('content-type'), 'application/problem+json')
    assert.equal(res.headers.get('x-content-type-options'), 'nosniff')
    assert.equal(res.headers.get('etag'), null)
    const other = await ask('m-1', path, from('https://other.example'))
    assert.equal(other.headers.get('access-control-allow-origin'), null)
  }
})

test('writes are counted apart: who wrote too much may still read', async (t) => {
  const { ask, times } = await limitedTo(t, { write: { member: rate(2), address: plenty } })
  const write = () => ask('m-1', 'stories', { method: 'POST', body: story('Te vaak') })
  assert.deepEqual(await times(3, write), [201, 201, 429])
  assert.equal((await ask('m-1', 'stories/x/reactions/thanks', { method: 'PUT' })).status, 429)
  assert.equal((await ask('m-1', 'me', { method: 'PATCH', body: '{}' })).status, 429)
  assert.equal((await ask('m-1', 'stories/x', { method: 'DELETE' })).status, 429)
  assert.equal((await ask('m-1', 'stories')).status, 200)
})

test('a write that was refused wrote nothing', async (t) => {
  const { ask, storage } = await limitedTo(t, { write: { member: rate(1), address: plenty } })
  for (const title of ['Wel', 'Niet']) await ask('m-1', 'stories', { method: 'POST', body: story(title) })
  const titles = await storage.db.selectFrom('story').select('title').execute()
  assert.deepEqual(titles, [{ title: 'Wel' }])
})

test('photos are counted apart from other writes', async (t) => {
  const { ask, times } = await limitedTo(t, { photo: { member: rate(2), address: plenty } })
  const photo = () => ask('m-1', 'me/photo', { method: 'PUT', headers: { 'content-type': 'image/png' } })
  const statuses = await times(3, photo)
  assert.deepEqual([statuses[0] === 429, statuses[1] === 429, statuses[2]], [false, false, 429])
  assert.equal((await ask('m-1', 'me', { method: 'PATCH', body: '{}' })).status, 200)
})

test('pictures for stories are counted with photos', async (t) => {
  const { ask, times } = await limitedTo(t, { photo: { member: rate(1), address: plenty } })
  const headers = { 'content-type': 'image/png' }
  const statuses = await times(2, () => ask('m-1', 'attachments', { method: 'POST', headers, body: 'a' }))
  assert.deepEqual(statuses, [400, 429])
  assert.equal((await ask('m-1', 'me/photo', { method: 'PUT', headers })).status, 429)
})

test('what is asked by POST while somebody types counts as reading', async (t) => {
  const { ask } = await limitedTo(t, {
    write: { member: rate(1), address: plenty },
    read: { member: rate(4), address: plenty },
  })
  for (let i = 0; i < 2; i++) {
    const preview = await ask('m-1', 'text/preview', { method: 'POST', body: '{"source":"a"}' })
    const suggestions = await ask('m-1', 'suggestions', { method: 'POST', body: '{"text":"a"}' })
    assert.deepEqual([preview.status === 429, suggestions.status === 429], [false, false])
  }
  assert.equal((await ask('m-1', 'suggestions', { method: 'POST', body: '{"text":"a"}' })).status, 429)
})

test('one member who asks too much costs nobody else anything', async (t) => {
  const { ask, times } = await limitedTo(t, { read: { member: rate(2), address: rate(5) } })
  assert.deepEqual(await times(20, () => ask('m-1', 'me')), [200, 200, ...Array(18).fill(429)])
  // Neither a colleague at the same address, nor who has the same id in another community.
  assert.equal((await ask('m-2', 'me')).status, 200)
  assert.equal((await ask('m-1', 'me', { id: 'elders' })).status, 200)
})

test('members at one address share its limit, and who is elsewhere does not', async (t) => {
  const { ask } = await limitedTo(t, { read: { member: plenty, address: rate(2) } })
  await ask('m-1', 'me')
  await ask('m-2', 'me')
  const res = await ask('m-f', 'me')
  assert.equal(res.status, 429)
  assert.match(((await res.json()) as Problem).detail!, /one address may send 2 reads in 10 s/)
  assert.equal(res.headers.get('ratelimit-policy'), '"read-address";q=2;w=10')
  assert.equal((await ask('m-f', 'me', { from: '192.0.2.2' })).status, 200)
})

test('nobody gets another address by saying so', async (t) => {
  const { ask, times } = await limitedTo(t, { read: { member: plenty, address: rate(1) } })
  let n = 0
  const forged = () => ask('m-1', 'me', { headers: { 'x-forwarded-for': `198.51.100.${n++}` } })
  assert.deepEqual(await times(3, forged), [200, 429, 429])
})

test('behind a trusted proxy each client has a limit of its own', async (t) => {
  const { ask } = await limitedTo(t, { read: { member: plenty, address: rate(1) } }, '1')
  const through = (address: string) =>
    ask('m-1', 'me', { from: '10.0.0.1', headers: { 'x-forwarded-for': address } })
  assert.equal((await through('198.51.100.1')).status, 200)
  assert.equal((await through('198.51.100.2')).status, 200)
  assert.equal((await through('1.1.1.1, 198.51.100.2')).status, 429)
})

test('preflights are not counted', async (t) => {
  const { send, ask, times } = await limitedTo(t, { read: { member: rate(1), address: rate(1) } })
  const preflight = { method: 'OPTIONS', headers: { 'access-control-request-method': 'GET', origin: ORIGIN } }
  assert.deepEqual(await times(5, async () => send('me', undefined, preflight)), Array(5).fill(204))
  assert.equal((await ask('m-1', 'me')).status, 200)
})

test('tokens that do not hold stay a 401 that says why, until there are too many; then a 401 that says so', async (t) => {
  const { send, token } = await limitedTo(t, { 'token-failures': { address: rate(2, 60) } })
  const refused = async () => {
    const res = await send('me', `Bearer ${await token('m-1', { aud: 'https://other.example' })}`)
    const { type, detail } = (await res.json()) as Problem
    return [res.status, problemName(type), detail, res.headers.get('retry-after')]
  }
  const why = [401, 'token-invalid', "The token's aud does not hold.", null]
  assert.deepEqual(await refused(), why)
  assert.deepEqual(await refused(), why)
  assert.deepEqual(await refused(), [
    401,
    'token-invalid',
    'Too many tokens from this address did not hold; this one was not checked. Try again in 60 s.',
    '60',
  ])
})

test('too many failed tokens do not put out who is inside, nor who is elsewhere, and pass', async (t) => {
  const { ask, send, times, token, pass } = await limitedTo(t, {
    'token-failures': { address: rate(2, 60) },
  })
  assert.equal((await ask('m-1', 'me')).status, 200)
  const bad = await token('m-2', { aud: 'https://other.example' })
  assert.deepEqual(await times(9, async () => send('me', `Bearer ${bad}`)), Array(9).fill(401))
  assert.equal((await ask('m-1', 'me')).status, 200)
  assert.equal((await ask('m-1', 'stories')).status, 200)
  const fresh = `Bearer ${await token('m-2', { jti: 'fresh' })}`
  assert.equal((await send('me', fresh)).status, 401)
  assert.equal((await send('me', fresh, { from: '192.0.2.2' })).status, 200)
  assert.equal((await send('me', fresh, { id: 'elders' })).status, 200)
  const later = `Bearer ${await token('m-2', { jti: 'later' })}`
  assert.equal((await send('me', later)).status, 401)
  pass(60)
  assert.equal((await send('me', later)).status, 200)
})

test("failures in one issuer's name leave another issuer's tokens alone", async (t) => {
  const { send, times, token, storage } = await limitedTo(t, { 'token-failures': { address: rate(1, 60) } })
  const { publicKey } = generateKeyPairSync('ed25519')
  const key = parsePublicKey(publicKey.export({ type: 'spki', format: 'pem' }) as string)
  const issuer = 'https://other.example.nl'
  await saveIssuer(storage.db, 'zorg', { issuer, keys: [key], roles: {}, admit: 'all' })
  const forged = await token('m-1', { iss: issuer })
  assert.deepEqual(await times(3, async () => send('me', `Bearer ${forged}`)), [401, 401, 401])
  assert.equal((await send('me', `Bearer ${await token('m-1')}`)).status, 200)
})

test('a request without a token is a 401 that asks for one, however many came before', async (t) => {
  const { send, times } = await limitedTo(t, { 'token-failures': { address: rate(1) } })
  await times(5, async () => send('me', undefined))
  const { type } = (await (await send('me', undefined)).json()) as Problem
  assert.equal(problemName(type), 'token-missing')
})

test('every refusal says in whole seconds, at least one, how long to wait; and no longer is needed', async (t) => {
  const property = fc.asyncProperty(
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 3_600 }),
    fc.double({ min: 0, max: 0.9999, noNaN: true }),
    async (requests, seconds, part) => {
      t.mock.timers.reset()
      const limits = { read: { member: rate(requests, seconds), address: plenty } }
      const { send, token, pass, times } = await limitedTo(t, limits)
      // A token of its own for each: they may live shorter than the wait.
      const ask = async () => send('me', `Bearer ${await token('m-1')}`)
      await times(requests, ask)
      pass(Math.floor(seconds * part * 1000) / 1000)
      const res = await ask()
      assert.equal(res.status, 429)
      const wait = res.headers.get('retry-after')!
      assert.match(wait, /^[1-9]\d*$/)
      assert.ok(Number(wait) <= seconds)
      pass(Number(wait))
      assert.equal((await ask()).status, 200)
    },
  )
  await fc.assert(property, { numRuns: 20 })
})

test('sign-ins are counted by address, before anybody is known, and a page may read the refusal', async (t) => {
  const { app } = await limitedTo(t, { 'sign-in': { address: rate(1, 60) } })
  const from = (remoteAddress: string) => {
    const headers = { 'content-type': 'application/json', origin: ORIGIN }
    const init = { method: 'POST', body: '{}', headers }
    return app.request('/signin/zorg', init, { incoming: { socket: { remoteAddress } } })
  }
  assert.notEqual((await from(HOSPITAL)).status, 429)
  const res = await from(HOSPITAL)
  assert.deepEqual([res.status, res.headers.get('retry-after')], [429, '60'])
  assert.equal(res.headers.get('access-control-allow-origin'), ORIGIN)
  assert.notEqual((await from('192.0.2.2')).status, 429)
})

for (const path of ['/start?handle=x', '/token', '/refresh'])
  test(`what goes on with a sign-in counts as a write of its address: ${path}`, async (t) => {
    const { app } = await limitedTo(t, { write: { member: plenty, address: rate(2) } })
    const from = (remoteAddress: string) => {
      const headers = { 'content-type': 'application/json', origin: ORIGIN }
      const init = path.startsWith('/start') ? {} : { method: 'POST', body: '{}', headers }
      return app.request(`/signin/zorg${path}`, init, { incoming: { socket: { remoteAddress } } })
    }
    for (let i = 0; i < 2; i++) assert.notEqual((await from(HOSPITAL)).status, 429)
    const res = await from(HOSPITAL)
    assert.deepEqual([res.status, res.headers.get('retry-after')], [429, '10'])
    assert.notEqual((await from('192.0.2.2')).status, 429)
  })

test('with limits off, nothing is ever too much', async () => {
  const { as } = await community()
  for (let i = 0; i < 150; i++) assert.notEqual((await as('m-1')('me')).status, 429)
})

test('a proxy that nobody spoke of is mentioned in the log, once', async () => {
  const written: string[] = []
  const log = pino({ level: 'warn' }, { write: (line) => void written.push(line) })
  const { signIn } = createLimits({ limits: MANY }, log)
  const app = new Hono().get('/', signIn.begun, (c) => c.body(null, 204))
  for (let i = 0; i < 3; i++) await app.request('/', { headers: { 'x-forwarded-for': '198.51.100.7' } })
  assert.equal(written.length, 1)
  assert.match(written[0]!, /set TRUST_PROXY/)
  assert.doesNotMatch(written[0]!, /198\.51/)
})

test('by default one person can do what a person does, and an address what a house does', () => {
  for (const kind of ['read', 'write', 'photo'] as const) {
    const { member, address } = DEFAULT_LIMITS[kind]
    assert.ok(address.requests >= 20 * member.requests, kind)
    assert.equal(address.seconds, member.seconds)
  }
})

test('by default a refused read or write is over before a widget stops waiting for it', () => {
  // A widget waits for it and says so; what takes longer, a person would not wait for.
  for (const kind of ['read', 'write'] as const)
    for (const { seconds } of Object.values(DEFAULT_LIMITS[kind])) assert.ok(seconds <= 10)
})
