/** Signing in without a host backend: a real provider, a real browser, and a host that cuts popups off. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launch } from '../browser.ts'
import { freePort, type Running, vlinder } from '../server.ts'
import { host } from './host.ts'
import { CLIENT, provider } from './provider.ts'

const TENANT = 'aaaaaaaa-1111-4111-8111-111111111111'
const SECRET = 'a secret of the client'
/** Each signs in through the same provider; only people of one tenant may come in to `entra`, and nobody answers for `down`. */
const COMMUNITIES = ['plain', 'entra', 'down']
const PEOPLE = {
  jan: { name: 'Jan de Boer' },
  els: { name: 'Els Smit', tid: TENANT, oid: 'els' },
  spy: { name: 'Sam Spion', tid: 'bbbbbbbb-2222-4222-8222-222222222222', oid: 'els' },
  leaver: { name: 'Lea Verhuizen' },
}

let browser: Browser
let server: Running
let page: Server
let idp: Server
let origin: string

before(async () => {
  const [port, idpPort, nowhere] = [await freePort(), await freePort(), await freePort()]
  origin = `http://localhost:${port}`
  process.env.OIDC_SIGN_IN_SECRET = SECRET
  const records = COMMUNITIES.flatMap((community) => [
    {
      type: 'community',
      id: community,
      name: community,
      goal: 'Learn',
      languages: ['en'],
      origins: [origin],
    },
    { type: 'member', community, id: 'm-jan', subject: 'jan', name: 'Jan de Boer' },
    { type: 'member', community, id: 'm-lea', subject: 'leaver', name: 'Lea Verhuizen' },
    {
      type: 'story',
      community,
      id: 's1',
      author: 'm-jan',
      kind: 'failure',
      title: 'Too soon',
      lesson: 'Wait.',
      body: 'We did not.',
      at: '2026-01-05T10:00:00Z',
    },
  ])
  server = await vlinder('serve', ({ url, folder, vlinder: run }) => {
    const file = join(folder, 'records.jsonl')
    writeFileSync(file, records.map((record) => JSON.stringify(record)).join('\n'))
    assert.equal(run('import', file).status, 0)
    for (const community of COMMUNITIES) {
      const added = run(
        ...['sign-in', 'add', community, '--client-id', CLIENT, '--secret-env', 'OIDC_SIGN_IN_SECRET'],
        ...['--provider', `http://localhost:${community === 'down' ? nowhere : idpPort}`],
        ...['--return', `${origin}/${community}`],
        ...(community === 'entra' ? ['--tenant', TENANT] : []),
      )
      assert.equal(added.status, 0, added.stderr)
      assert.ok(added.stdout.includes(`${url}/signin/${community}/callback`))
    }
  })
  const redirects = COMMUNITIES.map((community) => `${server.url}/signin/${community}/callback`)
  idp = await provider({ port: idpPort, secret: SECRET, redirects, people: PEOPLE })
  page = host(server.url).listen(port)
  await once(page, 'listening')
  browser = await launch()
})
after(async () => {
  await browser?.close()
  page?.close()
  idp?.closeAllConnections()
  idp?.close()
  await server?.end()
})

/** Somebody's browser, with the page of a community; `press` opens the popup. */
async function visit(community = 'plain', prepare?: (context: BrowserContext) => Promise<unknown>) {
  const context = await browser.newContext()
  const seen: string[] = []
  const complaints: string[] = []
  // The provider's own page asks for a font from elsewhere.
  await context.route(/^https:/, (route) => route.abort())
  context.setDefaultTimeout(15_000)
  context.on('request', (request) => seen.push(request.url()))
  await prepare?.(context)
  const tab = await context.newPage()
  tab.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  await tab.goto(`${origin}/${community}`)
  const button = tab.locator('vlinder-story-feed [role=alert] button', { hasText: 'Sign in' })
  await button.waitFor()
  return {
    context,
    tab,
    complaints,
    dialog: tab.locator('vlinder-story-feed dialog'),
    async press(): Promise<Page> {
      const [popup] = await Promise.all([context.waitForEvent('page'), button.click()])
      return popup
    },
    /** The last address that the browser asked for below the server's, holding `part`. */
    asked: (part: string) => new URL(seen.findLast((url) => url.includes(part))!),
    count: (part: string) => seen.filter((url) => url.includes(part)).length,
  }
}

/** Fills in who somebody is, at the provider; then it asks for consent. */
async function login(popup: Page, name: string): Promise<void> {
  await popup.locator('input[name=login]').fill(name)
  await popup.locator('input[name=password]').fill('any')
  await popup.locator('button[type=submit]').click()
  await popup.locator('a[href$="/abort"]').waitFor()
}

/** Says yes. */
const consent = (popup: Page) => popup.locator('button[type=submit]').click()

async function signedIn(name = 'jan', community = 'plain') {
  const visited = await visit(community)
  const popup = await visited.press()
  await login(popup, name)
  const closed = popup.waitForEvent('close')
  await consent(popup)
  await visited.tab.locator('vlinder-story-feed article h3', { hasText: 'Too soon' }).waitFor()
  return { ...visited, popup, closed }
}

const failed = (popup: Page, problem: string) => popup.locator(`[data-problem="${problem}"]`).waitFor()

test('somebody signs in where the host cuts the popup off: all widgets come in, and the popup is gone', async () => {
  const { context, tab, dialog, closed, complaints } = await signedIn()
  await closed
  await tab.locator('vlinder-ask-peer textarea').first().waitFor()
  await dialog.waitFor({ state: 'detached' })
  assert.equal(await tab.evaluate(() => document.cookie + localStorage.length + sessionStorage.length), '00')
  assert.deepEqual(complaints, [])
  await context.close()
})

test('an imported member is recognised, and a token that is over is renewed without a popup', async () => {
  const visited = await visit('plain', (context) => context.clock.install())
  const popup = await visited.press()
  await login(popup, 'jan')
  await consent(popup)
  await visited.tab.locator('vlinder-story-feed article').waitFor()
  assert.equal(visited.count('/refresh'), 0)
  await visited.tab.clock.fastForward('10:00')
  // What was pressed shows at once; that it was sent comes after.
  const sent = visited.tab.waitForResponse((response) => response.url().includes('/reactions/'))
  await visited.tab.locator('vlinder-story-feed .reaction').first().click()
  assert.ok((await sent).ok())
  await visited.tab.locator('vlinder-story-feed .reaction[aria-pressed=true]').waitFor()
  assert.equal(visited.count('/refresh'), 1)
  const db = new DatabaseSync(join(server.folder, 'test.db'))
  const rows = db.prepare("select member from identity where community = 'plain' and subject = 'jan'").all()
  db.close()
  assert.deepEqual(
    rows.map(({ member }) => member),
    ['m-jan'],
  )
  await visited.context.close()
})

test('a leaver gets no new token', async () => {
  const visited = await visit('plain', (context) => context.clock.install())
  const popup = await visited.press()
  await login(popup, 'leaver')
  await consent(popup)
  await visited.tab.locator('vlinder-story-feed article').waitFor()
  assert.equal(server.vlinder('member', 'deactivate', 'plain', 'm-lea').status, 0)
  await visited.tab.clock.fastForward('10:00')
  const refused = visited.tab.waitForResponse((response) => response.url().endsWith('/refresh'))
  await visited.tab.locator('vlinder-story-feed .reaction').first().click()
  assert.equal((await refused).status(), 403)
  await visited.context.close()
})

test('a denied consent is said in the popup, and in the page', async () => {
  const { context, dialog, press } = await visit()
  const popup = await press()
  await login(popup, 'jan')
  await popup.locator('a[href$="/abort"]').click()
  await failed(popup, 'sign-in-denied')
  await dialog.locator('[role=alert]', { hasText: 'broken off' }).waitFor()
  // The reader may think again.
  await Promise.all([popup.waitForEvent('close'), popup.locator('button').click()])
  const [second] = await Promise.all([
    context.waitForEvent('page'),
    dialog.locator('button', { hasText: 'Try again' }).click(),
  ])
  await second.waitForURL(/localhost/)
  await context.close()
})

test('an answer with another state is not taken, and spoils nothing', async () => {
  const { context, tab, press, asked } = await visit()
  const popup = await press()
  await login(popup, 'jan')
  const forged = `${server.url}/signin/plain/callback?code=x&state=${asked('/auth?').searchParams.get('state')}x`
  const other = await context.newPage()
  await other.goto(forged)
  await failed(other, 'sign-in-expired')
  await consent(popup)
  await tab.locator('vlinder-story-feed article').waitFor()
  await context.close()
})

test('an answer that was used is not taken again, and neither is its code for another sign-in', async () => {
  const first = await signedIn()
  const used = first.asked('/callback?')
  const replay = await first.context.newPage()
  await replay.goto(used.href)
  await failed(replay, 'sign-in-expired')
  const second = await visit()
  const popup = await second.press()
  await login(popup, 'jan')
  used.searchParams.set('state', second.asked('/auth?').searchParams.get('state')!)
  await popup.goto(used.href)
  await failed(popup, 'sign-in-failed')
  await second.dialog.locator('[role=alert]', { hasText: 'no usable answer' }).waitFor()
  await Promise.all([first.context.close(), second.context.close()])
})

test('a sign-in that took too long is over, in the popup and in the page', async () => {
  const { context, dialog, press } = await visit()
  const popup = await press()
  await login(popup, 'jan')
  const db = new DatabaseSync(join(server.folder, 'test.db'))
  db.exec("update sign_in set expires = '2026-01-01T00:00:00.000Z'")
  db.close()
  await consent(popup)
  await failed(popup, 'sign-in-expired')
  await dialog.locator('[role=alert]', { hasText: 'too long' }).waitFor()
  await context.close()
})

test('only people of the tenants that were named come in', async () => {
  const { context } = await signedIn('els', 'entra')
  await context.close()
  const wrong = await visit('entra')
  const popup = await wrong.press()
  await login(popup, 'spy')
  await consent(popup)
  await failed(popup, 'not-admitted')
  await wrong.dialog.locator('[role=alert]', { hasText: 'your own organisation' }).waitFor()
  await wrong.context.close()
})

test('a provider that is down is said in the popup, and in the page', async () => {
  const { context, dialog, press } = await visit('down')
  const popup = await press()
  await failed(popup, 'sign-in-failed')
  await dialog.locator('[role=alert]', { hasText: 'cannot be reached' }).waitFor()
  await context.close()
})

test('whoever lends out the popup of a sign-in that they began gets nobody’s token', async () => {
  const attacker = await visit()
  await attacker.press()
  await attacker.dialog.locator('a').waitFor()
  const lure = await attacker.dialog.locator('a').getAttribute('href')
  // In another browser: a colleague follows the link, and signs in.
  const victim = await browser.newContext()
  const opened = await victim.newPage()
  await opened.goto(lure!)
  await login(opened, 'jan')
  await consent(opened)
  await opened.locator('dialog', { hasText: 'is gone' }).waitFor()
  assert.ok(!opened.url().includes('#'), 'the code is out of the address')
  // Who began asks once more how it stands, and is told to wait.
  const answer = await attacker.tab.waitForResponse((response) => response.url().endsWith('/token'))
  assert.equal(answer.status(), 202)
  await Promise.all([attacker.context.close(), victim.close()])
})

test('where popups are blocked, a link opens it, and the window says that it may be closed', async () => {
  const { context, tab, dialog, press } = await visit('plain', (context) =>
    context.addInitScript(() => {
      window.open = () => null
    }),
  )
  void press().catch(() => {})
  const link = dialog.locator('a', { hasText: 'Open the sign-in window' })
  await dialog.locator('[role=status]', { hasText: 'blocked' }).waitFor()
  const [popup] = await Promise.all([context.waitForEvent('page'), link.click()])
  await login(popup, 'jan')
  await consent(popup)
  await tab.locator('vlinder-story-feed article').waitFor()
  await context.close()
})

test('a reader who cancels waits for nothing any more', async () => {
  const { context, tab, dialog, press } = await visit()
  await press()
  await dialog.locator('a').waitFor()
  await dialog.locator('button', { hasText: 'Cancel' }).click()
  // The dialog's close event takes it away: in a task of its own, after the click.
  await dialog.waitFor({ state: 'detached' })
  await tab.locator('vlinder-story-feed button', { hasText: 'Sign in' }).waitFor()
  await context.close()
})
