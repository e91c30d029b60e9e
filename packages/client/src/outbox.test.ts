import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import test, { type TestContext } from 'node:test'
import { ClientError } from './errors.ts'
import { linkIn } from './link.ts'
import { outbox } from './outbox.ts'
import { stories } from './stories.ts'
import { jwt, locks, storage } from './testing/browser.ts'
import { failure } from './testing/failure.ts'
import { json, problem, type Seen, serve } from './testing/server.ts'
import { world } from './testing/world.ts'

type Handle = (answer: ServerResponse, seen: Seen) => unknown

/** A server that makes a comment once for each member and key, and pages of a browser that send some. */
async function sending(t: TestContext) {
  const made = new Map<string, { id: string; by: string; body: string }>()
  const create: Handle = (answer, { headers, body }) => {
    const by = String(JSON.parse(atob(headers.authorization!.split('.')[1]!)).sub)
    const place = `${by} ${headers['idempotency-key']}`
    const one = made.get(place) ?? { id: `c-${made.size + 1}`, by, body: JSON.parse(body).body }
    made.set(place, one)
    json(answer, 201, { item: one, mine: {} })
  }
  const down: Handle = (answer) => answer.destroy()
  const state = { post: create }
  const { address, seen } = await serve(t, (answer, asked) =>
    asked.method === 'POST' ? state.post(answer, asked) : json(answer, 200, { items: [] }),
  )

  /** A page of `who`; its timers run only when told, so that nothing is sent again by itself. */
  async function page(browser: ReturnType<typeof storage> | undefined = storage(), more: Partial<Page> = {}) {
    const { env, waits } = world()
    const timers: (() => void)[] = []
    const after: typeof env.after = (ms, run) => {
      // The link's own tries are over at once.
      if (ms < 1_000 || ms === 15_000) return env.after(ms, run)
      waits.push(ms)
      timers.push(run)
      return () => {}
    }
    const session = { who: 'host-7', ...more }
    const held = { ...env, after, ...more.env }
    const link = linkIn(held, {
      server: address,
      community: 'zorg',
      getToken: async () => (session.who ? jwt(session.who) : Promise.reject(new Error('nobody'))),
    })
    if (session.who) await link.get('/drafts')
    const told = new EventTarget()
    const arrived: string[] = []
    const box = outbox(
      link,
      (name, sent) => {
        if (sent) arrived.push(name)
        told.dispatchEvent(new Event(name))
      },
      more.settle ?? (async () => {}),
      browser,
      more.locks,
      held,
    )
    const send = (name: string, body: string, key = name) =>
      stories(box.via(name, { fields: { text: body }, key })).comment('s-1', { body }, { key })
    /** Resolves when it waits, or is gone, with nothing under way. */
    const settled = async (name: string) => {
      do await once(told, name)
      while (box.waiting(name)?.busy)
    }
    return { box, send, settled, link, session, arrived, timers, waits }
  }
  interface Page {
    who: string
    locks: Pick<LockManager, 'request'>
    settle: (sent: { name: string; draft: object }) => Promise<void>
    env: object
  }
  const posts = () => seen.filter(({ method }) => method === 'POST')
  return { state, create, down, made, page, posts }
}

test('what is sent is written down before it leaves, and gone once it is answered', async (t) => {
  const { page, state, create, made } = await sending(t)
  const browser = storage()
  const { send, box } = await page(browser)
  state.post = (...asked) => {
    assert.match([...browser.kept.values()].join(), /Bij ons ook/)
    create(...asked)
  }
  const { item } = await send('comment', 'Bij ons ook')
  assert.equal(item.id, 'c-1')
  while (browser.kept.size) await new Promise(setImmediate)
  assert.deepEqual(box.all(), [])
  assert.equal(made.size, 1)
})

test('what nobody took waits, survives the page, and is sent once by the next', async (t) => {
  const { page, state, create, down, made, posts } = await sending(t)
  const browser = storage()
  state.post = down
  const killed = await page(browser)
  void killed.send('comment', 'Bij ons ook', 'k').catch(() => {})
  await killed.settled('comment')
  assert.equal(killed.box.waiting('comment')?.error?.kind, 'unreachable')
  killed.box.stop()

  state.post = create
  const next = await page(browser)
  assert.deepEqual(next.box.waiting('comment')?.draft, { fields: { text: 'Bij ons ook' }, key: 'k' })
  next.box.again()
  await next.settled('comment')
  assert.deepEqual(next.arrived, ['comment'])
  assert.deepEqual([...made.values()], [{ id: 'c-1', by: 'host-7', body: 'Bij ons ook' }])
  assert.equal(new Set(posts().map(({ headers }) => headers['idempotency-key'])).size, 1)
  assert.equal(browser.kept.size, 0)
})

test('what arrived without anybody hearing is sent again, and is there once', async (t) => {
  const { page, state, create, made } = await sending(t)
  const { send, box, settled } = await page()
  state.post = (answer, seen) => {
    const away = { writeHead: () => ({ end: () => answer.destroy() }) }
    create(away as unknown as ServerResponse, seen)
  }
  const sent = send('comment', 'Eén keer')
  await settled('comment')
  assert.equal(made.size, 1)
  state.post = create
  box.again('pressed')
  assert.equal((await sent).item.id, 'c-1')
  assert.equal(made.size, 1)
})

test('it is tried less and less often, at most once a time, and never sooner than was asked', async (t) => {
  const { page, state, down, posts } = await sending(t)
  const { send, box, settled, timers, waits } = await page()
  state.post = down
  for (const name of ['one', 'two']) void send(name, name).catch(() => {})
  await settled('one')
  const before = posts().length
  for (let i = 0; i < 7; i++) {
    const done = Promise.race(['one', 'two'].map(settled))
    timers.at(-1)!()
    await done
  }
  // The link tries three times; one of the two each time.
  assert.equal(posts().length - before, 7 * 3)
  const pauses = waits.filter((ms) => ms >= 2_000)
  assert.deepEqual(
    pauses.map((ms) => Math.round(ms / 1_125)),
    [2, 4, 8, 16, 32, 60, 60, 60],
  )
  state.post = (answer) => problem(answer, 503, 'unavailable', { 'retry-after': '90' })
  // A mere sign of life is not enough.
  box.again()
  const busy = settled('one')
  box.again('pressed')
  await busy
  const asked = posts().length
  box.again()
  box.again('back')
  await new Promise(setImmediate)
  assert.equal(posts().length, asked)
  assert.ok(waits.at(-1)! >= 90_000)
})

test('one that never gets through does not hold up the others', async (t) => {
  const { page, state, create, down, made } = await sending(t)
  const { send, box, settled } = await page()
  state.post = (answer, seen) => (seen.body.includes('stuk') ? down : create)(answer, seen)
  void send('one', 'stuk').catch(() => {})
  await settled('one')
  const two = send('two', 'heel')
  box.again('pressed')
  await two
  assert.deepEqual(
    [...made.values()].map(({ body }) => body),
    ['heel'],
  )
})

test('what the server refuses goes back to whoever waits for it', async (t) => {
  const { page, state } = await sending(t)
  const browser = storage()
  const { send, box } = await page(browser)
  state.post = (answer) => problem(answer, 404, 'not-found')
  assert.equal((await failure(send('comment', 'Te laat'))).problemName, 'not-found')
  assert.deepEqual(box.all(), [])
  assert.equal(browser.kept.size, 0)
})

test('what the server refuses while nobody waits for it stays, with why, and is not sent again', async (t) => {
  const { page, state, down, posts } = await sending(t)
  const browser = storage()
  state.post = down
  const killed = await page(browser)
  void killed.send('comment', 'Te laat').catch(() => {})
  await killed.settled('comment')
  state.post = (answer) => problem(answer, 413, 'too-large')
  const next = await page(browser)
  next.box.again()
  await next.settled('comment')
  const later = await page(browser)
  const { refused, error, body } = later.box.waiting('comment')!
  assert.deepEqual([refused, error?.problemName, error?.kind], [true, 'too-large', 'problem'])
  assert.deepEqual(body, { body: 'Te laat' })
  const before = posts().length
  later.box.again('pressed')
  await new Promise(setImmediate)
  assert.equal(posts().length, before)
})

test('what is taken back is not sent, and whoever waited hears so', async (t) => {
  const { page, state, create, down, made } = await sending(t)
  const browser = storage()
  const { send, box, settled } = await page(browser)
  state.post = down
  const sent = send('comment', 'Toch niet')
  await settled('comment')
  box.takeBack('comment')
  assert.equal((await failure(sent)).kind, 'aborted')
  state.post = create
  box.again('pressed')
  await new Promise(setImmediate)
  assert.equal(made.size, 0)
  assert.equal(browser.kept.size, 0)
})

test('nobody else who sits at this browser sees it or sends it; its writer does, later', async (t) => {
  const { page, state, create, down, made, posts } = await sending(t)
  const browser = storage()
  state.post = down
  const mine = await page(browser)
  void mine.send('comment', 'Van mij').catch(() => {})
  await mine.settled('comment')
  mine.box.stop()
  state.post = create
  const before = posts().length
  const other = await page(browser, { who: 'host-8' })
  assert.deepEqual(other.box.all(), [])
  assert.equal(other.box.waiting('comment'), undefined)
  other.box.again('pressed')
  await other.send('comment', 'Van een ander', 'theirs')
  assert.equal(posts().length, before + 1)
  const back = await page(browser)
  back.box.again()
  await back.settled('comment')
  assert.deepEqual(
    [...made.values()].map(({ by, body }) => [by, body]),
    [
      ['host-8', 'Van een ander'],
      ['host-7', 'Van mij'],
    ],
  )
})

test('nor does somebody of whose id another is the beginning', async (t) => {
  const { page, state, create, down, made } = await sending(t)
  const browser = storage()
  state.post = down
  const mine = await page(browser, { who: 'jan jansen' })
  void mine.send('comment', 'Van mij').catch(() => {})
  await mine.settled('comment')
  mine.box.stop()
  state.post = create
  const { box } = await page(browser, { who: 'jan' })
  assert.deepEqual(box.all(), [])
  box.again('pressed')
  await new Promise(setImmediate)
  assert.equal(made.size, 0)
  assert.equal((await page(browser, { who: 'jan jansen' })).box.all().length, 1)
})

test('what was sent before it was known who asks is of whoever that turns out to be', async (t) => {
  const { page, made } = await sending(t)
  const browser = storage()
  const { send, box, settled, session, link } = await page(browser, { who: '' })
  const sent = send('comment', 'Bij ons ook')
  await settled('comment')
  session.who = 'host-7'
  await link.get('/drafts')
  assert.equal(box.waiting('comment')?.busy, false)
  box.again('pressed')
  assert.equal((await sent).item.id, 'c-1')
  assert.deepEqual(
    [...made.values()].map(({ by }) => by),
    ['host-7'],
  )
})

test('it is not sent in the name of who signed in meanwhile on the same page', async (t) => {
  const { page, state, create, made, posts } = await sending(t)
  const { send, settled, session } = await page()
  // The session ended, and the next token is of somebody else.
  state.post = (answer) => {
    session.who = 'host-8'
    problem(answer, 401, 'token-expired')
  }
  void send('comment', 'Van mij').catch(() => {})
  await settled('comment')
  assert.equal(posts().length, 1)
  assert.equal(made.size, 0)
  state.post = create
})

test('a session that ended is waited for', async (t) => {
  const { page, state, create, made } = await sending(t)
  const { send, box, settled, session } = await page()
  state.post = (answer) => {
    session.who = ''
    problem(answer, 401, 'token-expired')
  }
  const sent = send('comment', 'Wacht op mij')
  await settled('comment')
  assert.equal(box.waiting('comment')?.error?.kind, 'signed-out')
  state.post = create
  session.who = 'host-7'
  box.again('back')
  await sent
  assert.equal(made.size, 1)
})

test('of two pages one sends it, and the other hears that it arrived', async (t) => {
  const { page, state, create, down, made, posts } = await sending(t)
  const others: ((key: string, text: string | null) => void)[] = []
  const browser = storage((...news) => {
    for (const hear of others) hear(...news)
  })
  const shared = locks()
  state.post = down
  const killed = await page(browser)
  void killed.send('comment', 'Eén keer').catch(() => {})
  await killed.settled('comment')
  killed.box.stop()
  const [one, two] = [await page(browser, { locks: shared }), await page(browser, { locks: shared })]
  others.push(one.box.heard, two.box.heard)
  assert.deepEqual([one.box.all().length, two.box.all().length], [1, 1])
  state.post = create
  const before = posts().length
  const settled = two.settled('comment')
  one.box.again('pressed')
  two.box.again('pressed')
  await settled
  assert.equal(posts().length, before + 1)
  assert.deepEqual([one.arrived, two.arrived], [['comment'], ['comment']])
  assert.equal(made.size, 1)
})

test('without locks two pages may both send it, and it is there once', async (t) => {
  const { page, state, create, down, made, posts } = await sending(t)
  const browser = storage()
  state.post = down
  const [one, two] = [await page(browser), await page(browser)]
  void one.send('comment', 'Eén keer').catch(() => {})
  await one.settled('comment')
  state.post = create
  const before = posts().length
  assert.equal(two.box.all().length, 1)
  const both = Promise.all([one.settled('comment'), two.settled('comment')])
  one.box.again('pressed')
  two.box.again('pressed')
  await both
  assert.equal(posts().length, before + 2)
  assert.equal(made.size, 1)
})

test('without storage, or with a full one, it waits on the page', async (t) => {
  const { page, state, create, down, made } = await sending(t)
  const full = { ...storage(), setItem: () => assert.fail('full') }
  for (const browser of [full, null]) {
    const { send, box, settled } = await page((browser ?? undefined) as typeof full)
    state.post = down
    const sent = send('comment', 'Vol', String(browser))
    await settled('comment')
    assert.equal(box.all().length, 1)
    state.post = create
    box.again('pressed')
    await sent
  }
  assert.equal(made.size, 2)
})

test('what arrived is not over before its draft is seen to, on a later page if need be, and is not sent again', async (t) => {
  const { page, posts } = await sending(t)
  const browser = storage()
  const settle = () => Promise.reject(new ClientError('offline', 'No network'))
  const { send, box, settled } = await page(browser, { settle })
  const ends = settled('comment')
  await send('comment', 'Gekomen', 'k')
  await ends
  assert.deepEqual(box.all(), [])
  assert.equal(box.waiting('comment'), undefined)
  box.stop()
  const seen: object[] = []
  const later = await page(browser, { settle: async (sent) => void seen.push(sent.draft) })
  assert.deepEqual(later.box.all(), [])
  later.box.again()
  while (browser.kept.size) await new Promise(setImmediate)
  assert.deepEqual(seen, [{ fields: { text: 'Gekomen' }, key: 'k' }])
  assert.equal(posts().length, 1)
})
