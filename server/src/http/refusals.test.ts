/** What cannot be answered: each a problem that says what to do, with the headers of any other answer. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { limits, Problem, type ProblemName, problemName } from '@vlinder/contract'
import { parse } from 'valibot'
import { community, ORIGIN } from '../testing.ts'

async function refused(res: Response, status: number, name: ProblemName): Promise<Problem> {
  const problem = parse(Problem, await res.json())
  assert.equal(problemName(problem.type), name)
  assert.deepEqual([res.status, problem.status], [status, status])
  assert.equal(res.headers.get('content-type'), 'application/problem+json')
  assert.equal(res.headers.get('cache-control'), 'no-store')
  return problem
}

test('an address where nothing is, is not found, with or without a token', async () => {
  const { app, as } = await community()
  for (const path of [
    '/',
    '/x',
    '/api',
    '/api/v1/communities',
    '/media/x',
    '/sdk/v1/x.js',
    '/%',
    '//',
    '/%c0%af',
  ])
    await refused(await app.request(path), 404, 'not-found')
  for (const path of ['x', 'stories/a/b', 'members/m-1/photo', 'me/x', 'stories/%zz', 'stories/%', '%ff'])
    await refused(await as('m-1')(path), 404, 'not-found')
})

test('a community that does not exist is said to be unknown', async () => {
  const { app } = await community()
  for (const id of ['nowhere', '%zz', '%00', 'zorg%2f..'])
    await refused(await app.request(`/api/v1/communities/${id}/stories`), 404, 'community-unknown')
})

test('another method is refused, naming those that are at home here', async () => {
  const { app, as } = await community()
  const wrong: [method: string, path: string, allow: string][] = [
    ['DELETE', 'stories', 'GET, POST'],
    ['POST', 'stories/s-1', 'GET, PATCH, DELETE'],
    ['GET', 'stories/s-1/reactions/thanks', 'PUT, DELETE'],
    ['GET', 'suggestions', 'POST'],
    ['PUT', 'me', 'GET, PATCH'],
    ['GET', 'me/photo', 'PUT, DELETE'],
    ['PROPFIND', 'members', 'GET'],
  ]
  for (const [method, path, allow] of wrong) {
    const res = await as('m-1')(path, { method, headers: { 'content-type': 'application/json' } })
    assert.equal(res.headers.get('allow'), allow, `${method} ${path}`)
    await refused(res, 405, 'method-not-allowed')
  }
  for (const path of ['/healthz', '/openapi.json', '/sdk/v1/vlinder.js', `/media/${'0'.repeat(32)}.webp`]) {
    const res = await app.request(path, { method: 'POST' })
    assert.equal(res.headers.get('allow'), 'GET', path)
    await refused(res, 405, 'method-not-allowed')
  }
})

test('a body that is not said to be JSON is refused before it is read', async () => {
  const { as } = await community()
  const body = '{"title":"a","kind":"failure"}'
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json-seq',
    '',
    'json',
  ]) {
    const headers = { 'content-type': type }
    await refused(await as('m-1')('stories', { method: 'POST', body, headers }), 415, 'media-type')
    await refused(await as('m-1')('me', { method: 'PATCH', body, headers }), 415, 'media-type')
  }
  for (const type of ['application/json', 'application/json; charset=utf-8', 'Application/JSON'])
    assert.equal(
      (await as('m-1')('stories', { method: 'POST', body, headers: { 'content-type': type } })).status,
      201,
    )
})

/** A body that comes in pieces, without saying how long it will be; `taken` counts what was read of it. */
function pieces(size: number) {
  const piece = new Uint8Array(16 * 1024).fill(32)
  const read = { taken: 0 }
  const stream = new ReadableStream({
    pull(controller) {
      if (read.taken >= size) return controller.close()
      read.taken += piece.length
      controller.enqueue(piece)
    },
  })
  return { stream, read }
}

test('a body of more than 256 KB is refused by what it says', async () => {
  const { as } = await community()
  const body = JSON.stringify({ about: 'a'.repeat(limits.BODY_BYTES_MAX) })
  for (const [method, path] of [
    ['PATCH', 'me'],
    ['POST', 'stories'],
    ['POST', 'suggestions'],
    ['POST', 'text/preview'],
  ] as const) {
    const headers = { 'content-length': String(body.length) }
    const { detail } = await refused(await as('m-1')(path, { method, body, headers }), 413, 'too-large')
    assert.match(detail ?? '', /256 KB/)
  }
})

test('a body of more than 256 KB is refused by what comes, when it does not say', async () => {
  const { app, token } = await community()
  const { stream, read } = pieces(8 * limits.BODY_BYTES_MAX)
  const headers = { authorization: `Bearer ${await token('m-1')}`, 'content-type': 'application/json' }
  const res = await app.request('/api/v1/communities/zorg/me', {
    method: 'PATCH',
    headers,
    body: stream,
    duplex: 'half',
  } as RequestInit)
  await refused(res, 413, 'too-large')
  assert.ok(read.taken < 2 * limits.BODY_BYTES_MAX, `${read.taken} bytes were read`)
})

test('broken JSON is a bad request, and JSON that does not fit names its fields', async () => {
  const { as } = await community()
  await refused(await as('m-1')('me', { method: 'PATCH', body: '{"about":' }), 400, 'bad-request')
  const { errors } = await refused(
    await as('m-1')('me', { method: 'PATCH', body: { about: 1, role: 'facilitator' } }),
    400,
    'invalid',
  )
  assert.deepEqual(errors?.map(({ path }) => path).sort(), ['body.about', 'body.role'])
  await refused(await as('m-1')('me', { method: 'PATCH', body: [] }), 400, 'invalid')
})

test('a refusal repeats nothing of what was sent', async () => {
  const { as } = await community()
  for (const body of [{ kind: 'geheim', title: 'geheim', topics: 'geheim' }, 'geheim', '{"geheim'])
    assert.doesNotMatch(await (await as('m-1')('stories', { method: 'POST', body })).text(), /geheim/)
})

test('every kind of refusal may be read by an allowed page, and carries the security headers', async () => {
  const { app, as } = await community()
  const headers = { origin: ORIGIN }
  const refusals: [number, Response][] = [
    [401, await app.request('/api/v1/communities/zorg/me', { headers })],
    [404, await as('m-1')('stories/x', { headers })],
    [404, await as('m-1')('x', { headers })],
    [405, await as('m-1')('suggestions', { headers })],
    [400, await as('m-1')('stories?limit=0', { headers })],
    [415, await as('m-1')('me', { method: 'PATCH', headers: { ...headers, 'content-type': 'text/plain' } })],
    [413, await as('m-1')('me', { method: 'PATCH', body: ' '.repeat(limits.BODY_BYTES_MAX + 1), headers })],
  ]
  for (const [status, res] of refusals) {
    assert.equal(res.status, status)
    assert.equal(res.headers.get('access-control-allow-origin'), ORIGIN, String(status))
    assert.match(res.headers.get('access-control-expose-headers') ?? '', /Retry-After/, String(status))
    assert.equal(res.headers.get('vary'), 'Origin', String(status))
    assert.equal(res.headers.get('x-content-type-options'), 'nosniff', String(status))
    assert.match(res.headers.get('content-security-policy') ?? '', /^default-src 'none'/, String(status))
  }
})
