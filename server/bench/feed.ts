/**
 * What a feed page costs: requests a second of `GET /stories`, as a ratio of a bare Hono handler that returns the same
 * bytes from a constant. Both run in this process, one after the other, loaded by autocannon from a worker thread.
 */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import autocannon from 'autocannon'
import { type Context, Hono } from 'hono'
import { AUDIENCE, community } from '../src/testing.ts'

const STORIES = 1_000
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5)

async function load(
  app: { fetch: Hono['fetch'] },
  path: string,
  headers: Record<string, string>,
): Promise<number> {
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  if (!server.listening) await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`
  // The first second warms up the code and is not counted.
  await autocannon({ url, headers, duration: 1, connections: 16, workers: 1 })
  const { requests, non2xx } = await autocannon({
    url,
    headers,
    duration: SECONDS,
    connections: 16,
    workers: 1,
  })
  server.close()
  if (non2xx > 0) throw new Error(`${url}: ${non2xx} answers were not 2xx`)
  return requests.average
}

const { app, as, token } = await community()
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

const constant = await load(bare, path, headers)
const feed = await load(app, path, headers)
console.log(`feed page of ${bytes.length} bytes among ${STORIES} stories: ${Math.round(feed)} a second`)
console.log(`a bare handler of the same bytes: ${Math.round(constant)} a second`)
console.log(`ratio ${(feed / constant).toFixed(2)} (budget 0.70)`)
process.exit(0)
