import assert from 'node:assert/strict'
import test from 'node:test'
import { pino } from 'pino'
import { createApp } from '../app.ts'
import { AUDIENCE, community } from '../testing.ts'

test('a server that lives and can serve says so', async () => {
  const { app } = await community()
  const [lives, ready] = [await app.request('/healthz'), await app.request('/readyz')]
  assert.deepEqual([lives.status, await lives.json()], [200, { status: 'ok' }])
  assert.deepEqual([ready.status, await ready.json()], [200, { status: 'ready' }])
})

test('without its database a server lives, but is not ready', async () => {
  const { app, storage } = await community()
  await storage.close()
  assert.equal((await app.request('/healthz')).status, 200)
  const res = await app.request('/readyz')
  assert.equal(res.status, 503)
  assert.equal(res.headers.get('content-type'), 'application/problem+json')
  assert.equal(res.headers.get('retry-after'), '5')
})

test('the log says what was asked and how it ended, and holds no token, query, body or answer', async () => {
  const { storage, token } = await community()
  const written: string[] = []
  const log = pino({ level: 'trace' }, { write: (line) => void written.push(line) })
  const app = createApp({ storage, config: { publicUrl: AUDIENCE }, log })
  const jwt = await token('m-1')
  const headers = {
    authorization: `Bearer ${jwt}`,
    'content-type': 'application/json',
    'idempotency-key': 'sleutel-geheim',
  }
  const below = '/api/v1/communities/zorg'
  const body = JSON.stringify({ kind: 'failure', title: 'lichaam-geheim' })
  assert.equal((await app.request(`${below}/stories`, { method: 'POST', headers, body })).status, 201)
  await app.request(`${below}/members?q=vraag-geheim`, { headers })
  await app.request(`${below}/stories?cursor=vraag-geheim`, { headers })
  await app.request(`${below}/me?access_token=${jwt}`)
  await app.request(`${below}/me`, { method: 'PATCH', headers, body: '{"lichaam-geheim' })
  // What fails in our own hands is logged at length, and still says nothing of this.
  await storage.close()
  assert.equal((await app.request(`${below}/members?q=vraag-geheim`, { headers })).status, 500)
  const lines = written.join('')
  assert.doesNotMatch(lines, /geheim|access_token|\?/)
  for (const part of jwt.split('.')) assert.ok(!lines.includes(part))
  const asked = written.map((line) => JSON.parse(line))
  assert.deepEqual(
    asked.filter(({ msg }) => msg === 'request').map(({ method, path, status }) => [method, path, status]),
    [
      ['POST', `${below}/stories`, 201],
      ['GET', `${below}/members`, 200],
      ['GET', `${below}/stories`, 400],
      ['GET', `${below}/me`, 401],
      ['PATCH', `${below}/me`, 400],
      ['GET', `${below}/members`, 500],
    ],
  )
})
