/** Signing in through a popup: what the page asks meanwhile, and what it does with the answers. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test, { after, type TestContext } from 'node:test'
import { signingInAt } from './sign-in.ts'
import { failure } from './testing/failure.ts'
import { type Handle, html, json, problem, serve } from './testing/server.ts'
import { world } from './testing/world.ts'

const STARTED = {
  handle: 'the-handle',
  url: 'https://community.example.nl/start',
  expiresIn: 600,
  interval: 5,
}
const CODE = 'c'.repeat(43)

/** A server that begins sign-ins and else does as `handle` says; `opened` is what the popup was sent to. */
async function page(t: TestContext, handle: Handle, popup = true) {
  const { seen, address } = await serve(t, (answer, asked, nth) =>
    asked.url === '/signin/zorg' ? json(answer, 201, STARTED) : handle(answer, asked, nth),
  )
  const held = world()
  const opened: string[] = []
  const shown = { opener: {}, closed: false }
  const location = { replace: (url: string) => opened.push(url) }
  const close = () => {
    shown.closed = true
  }
  Object.assign(globalThis, {
    window: { open: () => (popup ? Object.assign(shown, { location, close }) : null) },
  })
  t.after(() => Reflect.deleteProperty(globalThis, 'window'))
  const signing = signingInAt(held.env, { server: `${address}/`, community: 'zorg' })
  const bodies = (path: string) =>
    seen.filter(({ url }) => url === `/signin/zorg${path}`).map(({ body }) => JSON.parse(body))
  return { ...held, ...signing, bodies, opened, shown }
}

const channels: BroadcastChannel[] = []
after(() => {
  for (const channel of channels) channel.close()
})

/** The page in the popup came back, and hands over the code. Resolves when it is taken. */
function comeBack(handle = STARTED.handle): Promise<void> {
  const channel = new BroadcastChannel('vlinder-sign-in')
  channels.push(channel)
  const taken = new Promise<void>((resolve) => {
    channel.onmessage = ({ data }) => {
      if (data.taken === handle) resolve()
    }
  })
  channel.postMessage({ handle, code: CODE })
  return taken
}

/** Answers as the server does to who brings the code. */
const token: Handle = (answer, { url, body }, nth) => {
  if (url.endsWith('/refresh'))
    return json(answer, 200, { token: `t-${nth}`, refresh: `r-${nth}`, endsIn: 60 })
  const { code } = JSON.parse(body)
  return code
    ? json(answer, 200, { token: 't-first', refresh: 'r-first', endsIn: 60 })
    : json(answer, 202, { status: 'waiting' })
}

const signedIn = async (t: TestContext, handle: Handle = token) => {
  const all = await page(t, handle)
  const done = all.signIn({ onStarted: () => void comeBack() })
  await done
  return all
}

test('who has not signed in has no token', async (t) => {
  const { getToken } = await page(t, token)
  assert.equal((await failure(getToken({ refresh: false }))).kind, 'signed-out')
  assert.equal((await failure(getToken({ refresh: true }))).kind, 'signed-out')
})

test('the popup opens at the server’s address, cut off from the page', async (t) => {
  const { opened, shown } = await signedIn(t)
  assert.deepEqual(opened, [STARTED.url])
  assert.equal(shown.opener, null)
})

test('the code that comes back is sent with the handle and a verifier whose hash was sent before', async (t) => {
  const { bodies } = await signedIn(t)
  const { handle, verifier, code } = bodies('/token').at(-1)
  assert.deepEqual([handle, code], [STARTED.handle, CODE])
  assert.equal(createHash('sha256').update(verifier).digest('base64url'), bodies('')[0].challenge)
})

test('the first token is the one that was fetched, the next ones need no popup', async (t) => {
  const { getToken, bodies, opened } = await signedIn(t)
  assert.equal(await getToken({ refresh: false }), 't-first')
  const second = await getToken({ refresh: true })
  const third = await getToken({ refresh: true })
  assert.notEqual(second, third)
  const [first, next] = bodies('/refresh').map(({ refresh }) => refresh)
  assert.equal(first, 'r-first')
  assert.equal(next, second.replace('t', 'r'))
  assert.equal(opened.length, 1)
})

test('all who want a token at once get the same one: a secret is good once', async (t) => {
  const { getToken, bodies } = await signedIn(t)
  await getToken({ refresh: false })
  const tokens = await Promise.all([1, 2, 3].map(() => getToken({ refresh: true })))
  assert.equal(new Set(tokens).size, 1)
  assert.equal(bodies('/refresh').length, 1)
})

test('a session that was refused is over, one that met no answer is not', async (t) => {
  let state: 'down' | 'over' | 'up' = 'down'
  const { getToken, bodies } = await signedIn(t, (answer, asked, nth) => {
    if (!asked.url.endsWith('/refresh') || state === 'up') return token(answer, asked, nth)
    return state === 'down' ? html(answer, 503) : problem(answer, 401, 'sign-in-expired')
  })
  await getToken({ refresh: false })
  assert.equal((await failure(getToken({ refresh: true }))).kind, 'unreachable')
  state = 'over'
  assert.equal((await failure(getToken({ refresh: true }))).problemName, 'sign-in-expired')
  state = 'up'
  assert.equal((await failure(getToken({ refresh: true }))).kind, 'signed-out')
  assert.equal(bodies('/refresh').length, 2)
})

for (const name of [
  'sign-in-denied',
  'sign-in-failed',
  'not-admitted',
  'name-missing',
  'sign-in-expired',
] as const)
  test(`${name} ends the waiting, and the popup`, async (t) => {
    const status = { 'sign-in-failed': 502, 'sign-in-expired': 401 }[name as string] ?? 403
    const { signIn, shown } = await page(t, (answer) => problem(answer, status, name))
    assert.equal((await failure(signIn())).problemName, name)
    assert.equal(shown.closed, true)
  })

test('a moment without network or server does not end the waiting', async (t) => {
  const { signIn, bodies } = await page(t, (answer, asked, nth) => {
    if (nth === 2) return html(answer, 503)
    if (nth === 3) return answer.destroy()
    if (nth === 4) void comeBack()
    return token(answer, asked, nth)
  })
  await signIn()
  assert.ok(bodies('/token').length >= 3)
})

test('a busy server is left alone for as long as it says', async (t) => {
  const { signIn, waits } = await page(t, (answer, asked, nth) => {
    if (nth === 2) return problem(answer, 429, 'rate-limited', { 'retry-after': '17' })
    if (nth === 3) void comeBack()
    return token(answer, asked, nth)
  })
  await signIn()
  assert.deepEqual(waits.slice(0, 2), [5_000, 17_000])
})

test('waiting ends by itself when the sign-in is over', async (t) => {
  const all = await page(t, (answer, asked, nth) => {
    all.pass(200_000)
    return token(answer, asked, nth)
  })
  assert.equal((await failure(all.signIn())).kind, 'timeout')
})

test('a code for another sign-in is not taken', async (t) => {
  const { signIn, bodies } = await page(t, (answer, asked, nth) => {
    if (nth === 2) void comeBack('another')
    if (nth === 4) void comeBack()
    return token(answer, asked, nth)
  })
  await signIn()
  assert.equal(bodies('/token').filter(({ code }) => code).length, 1)
})

test('a reader who gives up waits for nothing, and the popup closes', async (t) => {
  const stop = new AbortController()
  const { signIn, shown } = await page(t, token)
  const error = await failure(signIn({ signal: stop.signal, onStarted: () => stop.abort() }))
  assert.equal(error.kind, 'aborted')
  assert.equal(shown.closed, true)
})

test('a popup that is blocked is said, with its address', async (t) => {
  const { signIn } = await page(t, token, false)
  const told: object[] = []
  await signIn({
    onStarted: (popup) => {
      told.push(popup)
      void comeBack()
    },
  })
  assert.deepEqual(told, [{ url: STARTED.url, blocked: true }])
})
