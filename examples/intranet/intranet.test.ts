/** The demo's intranet, as a browser meets it, and `pnpm start` as somebody who tries it does. */
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { freePort } from '../server.ts'
import { workdayBefore } from './page.ts'

const MAIN = join(import.meta.dirname, 'main.ts')

/** A place to start the demo in, on a port of its own. */
async function place() {
  const folder = mkdtempSync(join(tmpdir(), 'vlinder-'))
  const port = await freePort()
  const env = { PATH: process.env.PATH, PORT: String(port), DATABASE_URL: join(folder, 'demo.db') }
  const url = `http://localhost:${port}`
  const start = async () => {
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stderr.pipe(process.stderr)
    let said = ''
    for await (const text of child.stdout.setEncoding('utf8')) {
      said += text
      if (said.includes('Stop with Ctrl-C')) break
    }
    return { child, ended: once(child, 'exit') }
  }
  return { env, folder, url, start }
}

type Started = Awaited<ReturnType<Awaited<ReturnType<typeof place>>['start']>>
let here: Awaited<ReturnType<typeof place>>
let running: Started

before(async () => {
  here = await place()
  running = await here.start()
})
after(async () => {
  if (running?.child.exitCode === null) {
    running.child.kill('SIGINT')
    await running.ended
  }
  rmSync(here.folder, { recursive: true, force: true })
})

/** The page as whoever one chose, and the cookie of the session. */
async function visit(as = '') {
  const chosen = await fetch(`${here.url}/?as=${encodeURIComponent(as)}`, { redirect: 'manual' })
  const cookie = chosen.headers.get('set-cookie')?.split(';')[0] ?? ''
  const page = chosen.status === 303 ? await fetch(here.url, { headers: { cookie } }) : chosen
  return { cookie, page, text: await page.text(), session: chosen.headers.get('set-cookie') ?? '' }
}

const tokenOf = (cookie: string, headers: Record<string, string> = {}) =>
  fetch(`${here.url}/vlinder-token`, { method: 'POST', headers: { cookie, ...headers } })

async function me(cookie: string) {
  const { token } = (await (await tokenOf(cookie)).json()) as { token: string }
  const authorization = `Bearer ${token}`
  const res = await fetch(`${here.url}/api/v1/communities/zorg-dichtbij/me`, { headers: { authorization } })
  return ((await res.json()) as { item: { id: string; role: string } }).item
}

test('one looks as whom one chose, and the community knows the same', async () => {
  const { text, cookie } = await visit('m-anneke-de-wit')
  assert.match(text, /<option value="m-anneke-de-wit" selected>Anneke de Wit<\/option>/)
  assert.doesNotMatch(text, /class="notice"/)
  assert.equal((await me(cookie)).id, 'm-anneke-de-wit')
})

test('the community knows every colleague whom the intranet offers, and the facilitator as such', async () => {
  const ids = [...(await visit()).text.matchAll(/<option value="([^"]+)"/g)].map(([, id]) => id!)
  assert.ok(ids.length > 20)
  for (const id of ids) {
    const role = id === 'm-hanneke-vos' ? 'facilitator' : 'member'
    assert.deepEqual([id, role], [(await me((await visit(id)).cookie)).id, role])
  }
})

test('who is reading stands in a cookie that scripts and other sites cannot use, and not in the page', async () => {
  const { session, text } = await visit('m-anneke-de-wit')
  assert.match(session, /; HttpOnly; SameSite=Lax$/)
  assert.match(text, /data-token-url="\/vlinder-token"/)
})

test('a token is for who is signed in, for pages of this site, and kept by nobody', async () => {
  const { cookie } = await visit('m-sanne-bos')
  const good = await tokenOf(cookie, { 'sec-fetch-site': 'same-origin' })
  assert.deepEqual([good.status, good.headers.get('cache-control')], [200, 'no-store'])
  assert.equal((await tokenOf('')).status, 401)
  assert.equal((await tokenOf(cookie.replace('m-sanne-bos', 'm-hanneke-vos'))).status, 401)
  assert.equal((await tokenOf(cookie, { 'sec-fetch-site': 'cross-site' })).status, 403)
  assert.equal((await tokenOf(cookie, { origin: 'https://elsewhere.example' })).status, 403)
  assert.equal((await fetch(`${here.url}/vlinder-token`, { headers: { cookie } })).status, 405)
})

test('of all colleagues only the facilitator is marked, and who left is not offered', async () => {
  const { text } = await visit()
  assert.equal(text.match(/, facilitator<\/option>/g)?.length, 1)
  assert.match(text, />Hanneke Vos, facilitator</)
  assert.doesNotMatch(text, /m-margriet-oosterhuis/)
})

test('asked for somebody who is not there, the page says so and as whom one looks instead', async () => {
  const { text } = await visit('<b>$&')
  assert.match(text, /role="status">[^<]*“&lt;b&gt;\$&amp;”\. Je kijkt nu als Sanne Bos\./)
  assert.match(text, /<option value="m-sanne-bos" selected>/)
})

test('the news is of the last days, and not of the weekend', async () => {
  const days = [...(await visit()).text.matchAll(/<time datetime="([^"]+)">/g)].map(([, day]) =>
    Date.parse(day!),
  )
  assert.equal(days.length, 3)
  const daysAgo = (day: number) => (Date.now() - day) / 86_400_000
  for (const day of days) assert.ok(daysAgo(day) > 0 && daysAgo(day) < 12, String(new Date(day)))
  const day = (today: string, days: number) => workdayBefore(today, days).toISOString().slice(0, 10)
  assert.equal(day('2026-11-25T10:00:00Z', 1), '2026-11-24')
  assert.equal(day('2026-11-23T10:00:00Z', 1), '2026-11-20')
})

test('the page has one main heading, nothing of a template left, no style of its own, and a strict policy', async () => {
  const { page, text } = await visit()
  assert.match(page.headers.get('content-security-policy') ?? '', /^default-src 'none'; script-src 'self';/)
  assert.equal(text.match(/<h1>/g)?.length, 1)
  assert.doesNotMatch(text, /\{\{|style=|<style/)
})

test('everything else at this address is the Vlinder server', async () => {
  for (const path of ['/sdk/v1/vlinder.js', '/openapi.json', '/healthz'])
    assert.equal((await fetch(`${here.url}${path}`)).status, 200, path)
  const refused = await fetch(`${here.url}/nowhere`)
  assert.deepEqual([refused.status, refused.headers.get('content-type')], [404, 'application/problem+json'])
})

test('a taken port, and a setting that cannot be, are one clear sentence and a non-zero exit', () => {
  const started = (env: NodeJS.ProcessEnv) =>
    spawnSync(process.execPath, [MAIN], { env: { ...here.env, ...env }, encoding: 'utf8' })
  for (const [env, sentence] of [
    [{}, /^Port \d+ is taken by another program\. Stop it, or set PORT to another number\.\n$/],
    [{ PORT: 'x' }, /^PORT must be a number from 1 to 65535\.\n$/],
    [
      { DATABASE_URL: ':memory:' },
      /^The demo keeps what you write: set DATABASE_URL to the path of a file\.\n$/,
    ],
  ] as const) {
    const { status, stderr } = started(env)
    assert.equal(status, 1)
    assert.match(stderr, sentence)
  }
})

test('Ctrl-C ends both programs cleanly; started again, the session and the people are the same', async () => {
  const { cookie } = await visit('m-lotte-brouwer')
  running.child.kill('SIGINT')
  assert.deepEqual(await running.ended, [0, null])
  running = await here.start()
  assert.equal((await me(cookie)).id, 'm-lotte-brouwer')
})

test('killed, it leaves no server behind', async () => {
  running.child.kill('SIGKILL')
  // The server writes to the same error stream: it closes when both are gone.
  await once(running.child, 'close')
  running = await here.start()
  assert.equal((await fetch(here.url)).status, 200)
})
