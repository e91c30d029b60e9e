/** What a page hears of others, against a real server of events on the loopback; the clock is the test's. */
import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import test, { type TestContext } from 'node:test'
import type { Change } from './connection.ts'
import { type Env, realEnv } from './env.ts'
import { linkIn } from './link.ts'
import { type Live, type LiveState, live } from './live.ts'
import { type Handle, json, problem, type Seen, serve } from './testing/server.ts'

/** How long the line may be silent, at first and later, in milliseconds. */
const SILENCES = [8_000, 25_000]
const TIMEOUT = 15_000

/** Silence is noted, and breaks only when told; every other wait is over at once. */
function world() {
  const silences = new Set<() => void>()
  let now = 1_000_000
  const env: Env = {
    ...realEnv,
    now: () => now,
    random: () => 0.5,
    after(ms, run) {
      // A request has all the time of the world.
      if (ms === TIMEOUT) return () => {}
      if (SILENCES.includes(ms)) {
        silences.add(run)
        return () => silences.delete(run)
      }
      const soon = setImmediate(run)
      return () => clearImmediate(soon)
    },
  }
  return {
    env,
    pass(ms: number) {
      now += ms
    },
    silent() {
      for (const run of [...silences]) run()
    },
  }
}

/** What comes, one by one, for whoever waits. */
function queue<T>() {
  const held: T[] = []
  const waiting: ((one: T) => void)[] = []
  return {
    put: (one: T) => (waiting.length ? waiting.shift()!(one) : void held.push(one)),
    next: () => (held.length ? Promise.resolve(held.shift()!) : new Promise<T>((done) => waiting.push(done))),
    held,
  }
}

interface Line {
  send(name: string, n: number, data?: object): void
  beat(): void
  end(): void
  headers: Seen['headers']
}

/** A server that opens a line for whoever wants one, unless `handle` answers first. */
async function server(t: TestContext, handle: Handle = () => false) {
  const lines = queue<Line>()
  const polls = queue<string>()
  const at = await serve(t, (answer, seen, nth) => {
    if (handle(answer, seen, nth)) return
    if (!seen.headers.accept?.includes('event-stream')) {
      polls.put(seen.path)
      return json(answer, 200, { n: 7, reset: false, changes: [] })
    }
    lines.put(open(answer, seen))
  })
  return { ...at, lines, polls }
}

function open(answer: ServerResponse, { headers }: Seen): Line {
  answer.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
  return {
    send: (name, n, data = { n }) =>
      answer.write(`event: ${name}\nid: ${n}\ndata: ${JSON.stringify(data)}\n\n`),
    beat: () => answer.write(':\n\n'),
    end: () => answer.end(),
    headers,
  }
}

const token = (sub: string) => `x.${btoa(JSON.stringify({ sub }))}.x`

/** A page that listens: what it is told, one by one. `who` shares a browser with others of that name. */
function page(t: TestContext, address: string, { env } = world(), who?: string) {
  const link = linkIn(env, {
    server: address,
    community: 'zorg',
    getToken: async () => (who ? token(who) : 'token'),
  })
  const changes = queue<Change>()
  link.subscribe((change) => changes.put(change))
  const states = queue<LiveState>()
  const listening: Live = live(link, states.put)
  t.after(() => listening.stop())
  return { link, changes, states, live: listening }
}

const told = (id: string, n: number) => ({ n, type: 'story', id, action: 'created' })
const remote = (id: string) => ({ type: 'story', id, parent: undefined, action: 'created', remote: true })

test('what others write is told to who subscribed, once for what came together', async (t) => {
  const { address, lines } = await server(t)
  const { changes, states } = page(t, address)
  const line = await lines.next()
  line.send('ready', 4)
  assert.equal(await states.next(), 'live')
  line.send('change', 5, told('s-1', 5))
  line.beat()
  assert.deepEqual(await changes.next(), remote('s-1'))
  assert.equal(line.headers.authorization, 'Bearer token')
})

test('what this page wrote itself is not told a second time', async (t) => {
  const { address, lines } = await server(t, (answer, { method }) => {
    if (method === 'POST') return json(answer, 201, { item: { id: 's-1' } })
    return false
  })
  const { changes, link } = page(t, address)
  const line = await lines.next()
  line.send('ready', 4)
  await link.write('POST', '/stories', { type: 'story', action: 'created' }, { key: 'k' }, {})
  assert.equal((await changes.next()).remote, undefined)
  line.send('change', 5, told('s-1', 5))
  line.send('change', 6, told('s-2', 6))
  assert.deepEqual(await changes.next(), remote('s-2'))
})

test('a line that ended is taken up after the last event that came', async (t) => {
  const { address, lines } = await server(t)
  const { changes } = page(t, address)
  const first = await lines.next()
  assert.equal(first.headers['last-event-id'], undefined)
  first.send('ready', 4)
  first.send('change', 5, told('s-1', 5))
  await changes.next()
  first.end()
  const second = await lines.next()
  assert.equal(second.headers['last-event-id'], '5')
})

test('a line that fell silent, as after sleep, is left for a new one', async (t) => {
  const { address, lines } = await server(t)
  const here = world()
  const { states } = page(t, address, here)
  ;(await lines.next()).send('ready', 4)
  await states.next()
  here.silent()
  const again = await lines.next()
  assert.equal(again.headers['last-event-id'], '4')
})

test('who wakes does not wait until the silence was long enough', async (t) => {
  const { address, lines } = await server(t)
  const here = world()
  const { states, live } = page(t, address, here)
  ;(await lines.next()).send('ready', 4)
  await states.next()
  live.again()
  here.pass(60_000)
  live.again()
  assert.equal((await lines.next()).headers['last-event-id'], '4')
  assert.equal(lines.held.length, 0)
})

test('where streams do not come through, it asks, and says so', async (t) => {
  const { address, polls } = await server(t, (answer, { headers }) => {
    if (!headers.accept?.includes('event-stream')) return false
    return answer.writeHead(502).end()
  })
  const { states } = page(t, address)
  assert.equal(await states.next(), 'asking')
  assert.equal(await polls.next(), '/changes')
  assert.equal(await polls.next(), '/changes?after=7')
})

test('where something in between holds a stream back, it asks after a while', async (t) => {
  const held = queue<true>()
  const { address, polls } = await server(t, (_, { headers }) => {
    if (!headers.accept?.includes('event-stream')) return false
    return held.put(true) ?? true
  })
  const here = world()
  const { states } = page(t, address, here)
  for (let i = 0; i < 2; i++) {
    await held.next()
    here.silent()
    await polls.next()
  }
  assert.equal(await states.next(), 'asking')
})

test('who may not read any more asks no more', async (t) => {
  const asked = queue<string>()
  const { address, seen } = await server(t, (answer, { path }) => {
    problem(answer, 403, 'member-inactive')
    asked.put(path)
    return true
  })
  const { link, states } = page(t, address)
  await asked.next()
  await asked.next()
  await assert.rejects(link.get('/me'))
  assert.deepEqual(
    seen.map(({ path }) => path),
    ['/changes', '/changes', '/me'],
  )
  assert.equal(states.held.length, 0)
})

test('nobody answers: it is lost, and live again once somebody does', async (t) => {
  let away = true
  const { address, lines } = await server(t, (answer) => away && answer.destroy())
  const { states } = page(t, address)
  assert.equal(await states.next(), 'lost')
  away = false
  let state = await states.next()
  if (state === 'asking') {
    ;(await lines.next()).send('ready', 7)
    state = await states.next()
  } else (await lines.next()).send('ready', 7)
  assert.equal(state, 'live')
})

test('a browser has one line, whichever tabs are open, and another tab takes it over', async (t) => {
  const { address, lines, polls } = await server(t)
  const one = page(t, address, world(), 'anna')
  const line = await lines.next()
  line.send('ready', 7)
  await one.states.next()
  const two = page(t, address, world(), 'anna')
  await polls.next()
  line.send('change', 8, told('s-1', 8))
  assert.deepEqual(await one.changes.next(), remote('s-1'))
  assert.deepEqual(await two.changes.next(), remote('s-1'))
  assert.equal(lines.held.length, 0)
  one.live.stop()
  const next = await lines.next()
  assert.equal(next.headers['last-event-id'], '8')
})

test('two people on one computer each have a line of their own', async (t) => {
  const { address, lines } = await server(t)
  page(t, address, world(), 'anna')
  page(t, address, world(), 'bram')
  await lines.next()
  await lines.next()
})

test('too much to tell one by one is told as a change of the community', async (t) => {
  const { address, lines } = await server(t)
  const { changes } = page(t, address)
  ;(await lines.next()).send('reset', 900)
  const { type, id } = await changes.next()
  assert.deepEqual([type, id], ['community', 'zorg'])
})
