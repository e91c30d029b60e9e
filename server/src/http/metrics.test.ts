/** What an operator may watch, and that it tells nothing of who is here and what they do. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { createApp } from '../app.ts'
import { createLog } from '../serve.ts'
import { AUDIENCE, community, ORIGIN } from '../testing.ts'
import { DEFAULT_LIMITS } from './limit-rates.ts'
import { createMetrics } from './metrics.ts'

const KEY = 'c0ffee'.repeat(12)
const BELOW = '/api/v1/communities/zorg'

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** A community whose requests are counted, where `scrape` reads the count and `ask` is a request of a member. */
async function watched({ limits = DEFAULT_LIMITS } = {}) {
  const { storage, token } = await community()
  const config = { publicUrl: AUDIENCE, metricsKey: KEY, limits }
  const metrics = createMetrics(storage, config)
  const app = createApp({ storage, config, log: createLog('silent'), metrics })
  const env = { incoming: { socket: { remoteAddress: '192.0.2.77' } } }
  const send = async (path: string, init: RequestInit = {}) => app.request(path, init, env)
  const ask = async (subject: string, path: string, init: RequestInit = {}) => {
    const headers = { ...bearer(await token(subject)), ...init.headers }
    return send(`${BELOW}/${path}`, { ...init, headers })
  }
  const scrape = async () => (await send('/metrics', { headers: bearer(KEY) })).text()
  return { app, storage, token, send, ask, scrape }
}

/** How many requests of this kind were counted. */
function counted(text: string, method: string, route: string, status: number): number {
  const line = `vlinder_http_request_duration_seconds_count{method="${method}",route="${route}",status="${status}"} `
  const found = text.split('\n').find((one) => one.startsWith(line))
  return found ? Number(found.slice(line.length)) : 0
}

const json = { 'content-type': 'application/json' }

test('requests are counted by the pattern of their route and how they ended', async () => {
  const { ask, send, scrape } = await watched()
  for (const id of ['a', 'b', 'c']) await ask('m-1', `stories/${id}`)
  await ask('m-1', 'me')
  await send(`${BELOW}/me`)
  await send('/healthz')
  await send('/nowhere/at/all')
  await send('/wp-login.php', { method: 'POST' })
  const preflight = { origin: ORIGIN, 'access-control-request-method': 'GET' }
  await send(`${BELOW}/me`, { method: 'OPTIONS', headers: preflight })
  const text = await scrape()
  const api = '/api/v1/communities/:community'
  assert.equal(counted(text, 'GET', `${api}/stories/:id`, 404), 3)
  assert.equal(counted(text, 'GET', `${api}/me`, 200), 1)
  assert.equal(counted(text, 'GET', `${api}/me`, 401), 1)
  assert.equal(counted(text, 'GET', '/healthz', 200), 1)
  assert.equal(counted(text, 'GET', '/*', 404), 1)
  assert.equal(counted(text, 'POST', '/*', 404), 1)
  assert.equal(counted(text, 'OPTIONS', '/*', 204), 1)
})

test('reads that are answered from kept bytes are counted like others', async () => {
  const { send, token, scrape } = await watched()
  const headers = bearer(await token('m-1'))
  for (let i = 0; i < 4; i++) assert.equal((await send(`${BELOW}/stories`, { headers })).status, 200)
  assert.equal(counted(await scrape(), 'GET', '/api/v1/communities/:community/stories', 200), 4)
})

test('refusals by a limit are counted by what was limited, and for whom', async () => {
  const once = { requests: 1, seconds: 60 }
  const limits = {
    ...DEFAULT_LIMITS,
    read: { ...DEFAULT_LIMITS.read, member: once },
    'token-failures': { address: once },
  }
  const { ask, send, token, scrape } = await watched({ limits })
  for (let i = 0; i < 3; i++) await ask('m-1', 'me')
  for (let i = 0; i < 3; i++)
    await send(`${BELOW}/me`, { headers: bearer(await token('m-1', { aud: 'https://other.example' })) })
  const text = await scrape()
  assert.match(text, /^vlinder_limited_total\{kind="read",by="member"\} 2$/m)
  assert.match(text, /^vlinder_limited_total\{kind="token-failures",by="address"\} 2$/m)
})

test('the process and its database are measured, the one also without the other', async () => {
  const { scrape, storage } = await watched()
  const before = await scrape()
  assert.ok(Number(/^vlinder_database_bytes (\d+)$/m.exec(before)?.[1]) > 10_000)
  assert.match(before, /^process_resident_memory_bytes \d+$/m)
  await storage.close()
  const after = await scrape()
  assert.match(after, /^vlinder_database_bytes nan$/im)
  assert.match(after, /^process_resident_memory_bytes \d+$/m)
})

test('without a key there are no metrics, and none but the key opens them', async () => {
  const { app } = await community()
  assert.equal((await app.request('/metrics')).status, 404)
  const { send, token } = await watched()
  const missing = await send('/metrics')
  assert.equal(missing.status, 401)
  assert.equal(missing.headers.get('www-authenticate'), 'Bearer')
  for (const wrong of ['', 'x', KEY.slice(1), await token('m-f')]) {
    const res = await send('/metrics', { headers: bearer(wrong) })
    assert.equal(res.status, 401)
    assert.doesNotMatch(await res.text(), /process_|vlinder_/)
  }
  assert.equal((await send(`/metrics?key=${KEY}`)).status, 401)
  assert.equal((await send('/metrics', { headers: bearer(KEY) })).status, 200)
})

test('nothing that an operator or a stranger may read says who is here, from where, or what they look for', async () => {
  const limits = {
    ...DEFAULT_LIMITS,
    write: { ...DEFAULT_LIMITS.write, member: { requests: 4, seconds: 60 } },
  }
  const { ask, send, token, scrape, storage } = await watched({ limits })
  const said: string[] = []
  const hear = async (answer: Promise<Response>, status: number) => {
    const res = await answer
    assert.equal(res.status, status)
    said.push(await res.text())
  }
  const post = (body: string, more: Record<string, string> = {}): RequestInit => ({
    method: 'POST',
    body,
    headers: { ...json, 'idempotency-key': 'sleutel-geheim', ...more },
  })
  const email = { email: 'sanne.geheim@ziekenhuis.example' }
  for (const subject of ['m-1', 'm-2', 'm-f', 'sub-geheim']) {
    await send(`${BELOW}/me`, { headers: bearer(await token(subject, email)) })
    await ask(subject, 'members?q=woord-geheim')
  }
  const made = await ask('m-1', 'stories', post('{"kind":"failure","title":"titel-geheim"}'))
  const { item } = (await made.json()) as { item: { id: string; author: { id: string } } }
  await ask('m-2', `stories/${item.id}`)
  await ask('m-2', `stories/${item.id}/reactions/thanks`, { method: 'PUT' })

  await hear(ask('m-1', 'members?topic=woord-geheim&cursor=geheim'), 400)
  await hear(ask('m-1', 'stories', post('{"kind":"failure","title":"anders-geheim"}')), 422)
  await hear(ask('m-1', 'stories', post('{"kind":"geheim"')), 400)
  await hear(ask('m-1', 'stories', post('geheim', { 'content-type': 'text/plain' })), 415)
  await hear(ask('m-1', 'stories', post('{"kind":"failure","title":"nog-geheim"}')), 429)
  await hear(ask('m-2', `stories/${item.id}`, { method: 'DELETE' }), 403)
  await hear(ask('m-2', 'stories/id-geheim'), 404)
  await hear(ask('m-2', 'members/id-geheim'), 404)
  await hear(send(`/api/v1/communities/geheim/me`, { headers: bearer(await token('m-1')) }), 404)
  await hear(send(`${BELOW}/me`, { headers: bearer(await token('m-1', { aud: 'geheim' })) }), 401)
  await hear(send(`${BELOW}/me?access_token=geheim`), 401)
  await hear(send(`${BELOW}/me`, { method: 'POST', headers: bearer(await token('m-f')) }), 415)
  await storage.db.updateTable('member').set({ active: 0 }).where('id', '=', 'm-2').execute()
  await hear(ask('m-2', 'me'), 403)
  said.push(await scrape())
  await hear(send('/healthz'), 200)
  await hear(send('/readyz'), 200)
  await storage.close()
  await hear(ask('m-1', 'me'), 500)
  await hear(send('/readyz'), 503)

  const all = said.join('\n')
  const members = ['Aalbers', 'Marieke', 'Youssef', 'Idrissi', 'Hanneke', 'Sanne', 'm-1', 'm-2', 'm-f']
  const words = ['geheim', 'ziekenhuis.example', '192.0.2', 'zorg', 'elders', item.id, item.author.id]
  for (const word of [...members, ...words]) assert.ok(!all.includes(word), word)
  assert.match(all, /vlinder_limited_total\{kind="write",by="member"\} 1/)
})
