/**
 * What a feed page costs: requests a second of `GET /stories`, as a ratio of a bare Hono handler that returns the same
 * bytes from a constant. Both run in this process, in turns, loaded by autocannon from a worker thread; the best turn of
 * each counts, as whatever else the machine does can only slow one down.
 */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import autocannon from 'autocannon'
import { type Context, Hono } from 'hono'
import { createApp } from '../src/app.ts'
import { DEFAULT_LIMITS } from '../src/http/limit-rates.ts'
import { createLog } from '../src/serve.ts'
import { AUDIENCE, community } from '../src/testing.ts'

const STORIES = 1_000
const TURNS = 5
const SECONDS = Number(process.env.BENCH_SECONDS ?? 2)

async function listen(app: { fetch: Hono['fetch'] }): Promise<string> {
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  if (!server.listening) await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function load(url: string, headers: Record<string, string>, duration: number): Promise<number> {
  const { requests, non2xx } = await autocannon({ url, headers, duration, connections: 16, workers: 1 })
  if (non2xx > 0) throw new Error(`${url}: ${non2xx} answers were not 2xx`)
  return requests.average
}

/** As by default, but that nobody reaches it. */
const plenty = { requests: 1_000_000_000, seconds: 10 }
const { app, as, token, storage } = await community()
const limited = createApp({
  storage,
  config: { publicUrl: AUDIENCE, limits: { ...DEFAULT_LIMITS, read: { member: plenty, address: plenty } } },
  log: createLog('silent'),
})
const tell = as('m-1')
for (let i = 0; i < STORIES; i++) {
  await tell('stories', {
    method: 'POST',
    body: {
      kind: 'failure',
      title: `Story ${i}`,
      lesson: 'A lesson of some length, as people write.',
      body: 'What happened. '.repeat(40),
      topics: ['medicatie'],
    },
  })
}
const path = '/api/v1/communities/zorg/stories'
const headers = { authorization: `Bearer ${await token('m-1')}`, host: new URL(AUDIENCE).host }
const bytes = await (await app.request(path, { headers })).text()
const bare = new Hono().get('*', (c: Context) => c.body(bytes, 200, { 'content-type': 'application/json' }))

const urls = {
  constant: (await listen(bare)) + path,
  feed: (await listen(app)) + path,
  limited: (await listen(limited)) + path,
}
const best = { constant: 0, feed: 0, limited: 0 }
for (const url of Object.values(urls)) await load(url, headers, 1) // warms up the code
for (let turn = 0; turn < TURNS; turn++) {
  for (const name of ['constant', 'feed', 'limited'] as const)
    best[name] = Math.max(best[name], await load(urls[name], headers, SECONDS))
}
console.log(`feed page of ${bytes.length} bytes among ${STORIES} stories: ${Math.round(best.feed)} a second`)
console.log(`a bare handler of the same bytes: ${Math.round(best.constant)} a second`)
console.log(`the same with requests counted by member and address: ${Math.round(best.limited)} a second`)
console.log(
  `ratio ${(best.feed / best.constant).toFixed(2)} (budget 0.70); with limits ${(best.limited / best.constant).toFixed(2)}`,
)
process.exit(0)
