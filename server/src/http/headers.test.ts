/** Which pages may call, and what every answer tells a browser not to do. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { community, ORIGIN } from '../testing.ts'

const corsHeaders = (res: Response) =>
  [...res.headers.keys()].filter((name) => name.startsWith('access-control-'))

const PREFLIGHT = {
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'authorization',
}

test('a page of an allowed origin may read answers, and the headers that it needs', async () => {
  const { as } = await community()
  const res = await as('m-1')('stories', { headers: { origin: ORIGIN } })
  assert.equal(res.headers.get('access-control-allow-origin'), ORIGIN)
  assert.deepEqual(res.headers.get('access-control-expose-headers')?.split(', ').sort(), [
    'ETag',
    'Location',
    'Retry-After',
  ])
  assert.equal(res.headers.get('access-control-allow-credentials'), null)
  assert.equal(res.headers.get('vary'), 'Origin')
})

test('other origins get no permission, however alike they look, and neither does a request without one', async () => {
  const { as, storage } = await community()
  const others = [
    '',
    'null',
    '*',
    `${ORIGIN}.evil.example`,
    `${ORIGIN}:8443`,
    ORIGIN.toUpperCase(),
    ORIGIN.replace('https', 'http'),
    'https://evil.example',
  ]
  for (const origin of others) {
    const res = await as('m-1')('stories', { headers: origin ? { origin } : {} })
    assert.equal(res.status, 200)
    assert.deepEqual(corsHeaders(res), [], origin)
    // A cache between us may not give this answer to an allowed page, or the other way round.
    assert.equal(res.headers.get('vary'), 'Origin')
  }
  await storage.db.updateTable('community').set({ origins: '[]' }).where('id', '=', 'zorg').execute()
  assert.deepEqual(corsHeaders(await as('m-1')('stories', { headers: { origin: ORIGIN } })), [])
})

test('a preflight of an allowed page needs no token, is remembered for two hours, and allows what the API takes', async () => {
  const { app } = await community()
  for (const path of ['stories', 'me/photo', 'nothing/here']) {
    const res = await app.request(`/api/v1/communities/zorg/${path}`, {
      method: 'OPTIONS',
      headers: { origin: ORIGIN, ...PREFLIGHT },
    })
    assert.equal(res.status, 204)
    assert.equal(res.headers.get('access-control-allow-origin'), ORIGIN)
    assert.equal(res.headers.get('access-control-max-age'), '7200')
    assert.equal(res.headers.get('access-control-allow-methods'), 'GET, POST, PUT, PATCH, DELETE')
    for (const name of ['authorization', 'content-type', 'idempotency-key', 'if-none-match', 'last-event-id'])
      assert.ok(res.headers.get('access-control-allow-headers')?.split(', ').includes(name), name)
    assert.match(res.headers.get('vary') ?? '', /\bOrigin\b/)
  }
})

test('a preflight of another page is answered without permission', async () => {
  const { app } = await community()
  const res = await app.request('/api/v1/communities/zorg/stories', {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', ...PREFLIGHT },
  })
  assert.equal(res.status, 204)
  assert.deepEqual(corsHeaders(res), [])
  assert.match(res.headers.get('vary') ?? '', /\bOrigin\b/)
})

test('every kind of answer is closed to frames, sniffing and referrers, and loads nothing by itself', async () => {
  const { app, as } = await community()
  const me = await as('m-1')('me')
  const etag = me.headers.get('etag') ?? ''
  const answers: Record<string, Response> = {
    read: me,
    kept: await as('m-1')('me'),
    unchanged: await as('m-1')('me', { headers: { 'if-none-match': etag } }),
    written: await as('m-1')('stories', { method: 'POST', body: { kind: 'failure', title: 'a' } }),
    deleted: await as('m-1')('me/photo', { method: 'DELETE' }),
    problem: await app.request('/api/v1/communities/zorg/me'),
    unknown: await app.request('/nothing'),
    preflight: await app.request('/api/v1/communities/zorg/me', { method: 'OPTIONS', headers: PREFLIGHT }),
    health: await app.request('/healthz'),
    openapi: await app.request('/openapi.json'),
    reference: await app.request('/reference'),
    style: await app.request('/reference.css'),
  }
  for (const [kind, { headers }] of Object.entries(answers)) {
    const policy = headers.get('content-security-policy') ?? ''
    assert.match(policy, /^default-src 'none';/, kind)
    assert.match(policy, /frame-ancestors 'none'$/, kind)
    assert.doesNotMatch(policy, /unsafe|script-src|\*/, kind)
    assert.equal(headers.get('x-content-type-options'), 'nosniff', kind)
    assert.equal(headers.get('referrer-policy'), 'no-referrer', kind)
    assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin', kind)
    assert.equal(headers.get('x-powered-by'), null, kind)
    assert.equal(headers.get('set-cookie'), null, kind)
  }
})

test('what a member reads is kept by no shared cache, and asked for again each time', async () => {
  const { as } = await community()
  for (const path of ['/api/v1/communities/zorg', 'me', 'members', 'stories', 'questions'])
    assert.equal((await as('m-1')(path)).headers.get('cache-control'), 'private, no-cache', path)
})
