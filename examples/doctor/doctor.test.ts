/** The doctor in real pages on another origin than the server: what a browser's own policies stop, and what they let through. */
import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launch } from '../browser.ts'
import { freePort, type Running, vlinder } from '../server.ts'

let browser: Browser
let server: Running
let page: Server
let origin: string
/** What the page says of itself; each test breaks it in its own way. */
let policy: (server: string) => string
let community = 'plain'
let element = 'vlinder-doctor'

const WELL = (url: string) =>
  `default-src 'none'; script-src ${url}; connect-src 'self' ${url}; img-src ${url}`

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

before(async () => {
  const port = await freePort()
  origin = `http://localhost:${port}`
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const goal = { goal: 'Learn together', languages: ['en'] }
  const records = [
    { type: 'community', id: 'plain', name: 'Plain', ...goal, origins: [origin] },
    { type: 'community', id: 'closed', name: 'Closed', ...goal, origins: ['https://intranet.example.nl'] },
    { type: 'member', community: 'plain', id: 'jan', name: 'Jan de Boer' },
  ]
  server = await vlinder('serve', ({ folder, vlinder: run }) => {
    const [file, key] = [join(folder, 'plain.jsonl'), join(folder, 'host.pub')]
    writeFileSync(file, records.map((record) => JSON.stringify(record)).join('\n'))
    writeFileSync(key, publicKey.export({ type: 'spki', format: 'pem' }))
    assert.equal(run('import', file).status, 0)
    for (const id of ['plain', 'closed'])
      assert.equal(run('issuer', 'add', id, '--issuer', origin, '--key', key).status, 0)
  })
  const token = () => {
    const iat = Math.floor(Date.now() / 1000)
    const claims = { iss: origin, aud: server.url, sub: 'jan', name: 'Jan de Boer', iat, exp: iat + 300 }
    const signed = `${part({ alg: 'EdDSA', typ: 'JWT' })}.${part(claims)}`
    return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`
  }
  page = createServer((request, response) => {
    if (request.url === '/vlinder-token') {
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      return response.end(JSON.stringify({ token: token() }))
    }
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy(server.url) })
    response.end(`<!doctype html><html lang="en"><title>Intranet</title>
      <script type="module" src="${server.url}/sdk/v1/vlinder.js" data-community="${community}" data-token-url="/vlinder-token"></script>
      <${element}></${element}>`)
  }).listen(port)
  await once(page, 'listening')
  browser = await launch()
})
after(async () => {
  await browser?.close()
  page?.close()
  await server?.end()
})

/** What the doctor in the page found, each with what stands there and what to make of it. */
async function seen(): Promise<string[][]> {
  const tab = await browser.newPage()
  await tab.goto(origin)
  await tab.locator('vlinder-doctor .panel[aria-busy=false]').waitFor()
  const found = await tab
    .locator('vlinder-doctor li')
    .evaluateAll((all) =>
      all.map((one) => [
        one.querySelector('p small')?.textContent?.slice(1, -1) ?? '',
        ...[...one.querySelectorAll('code')].map((code) => code.textContent ?? ''),
      ]),
    )
  await tab.close()
  return found
}

test('a page that is well across origins, under a strict policy, gives no finding', async () => {
  policy = WELL
  assert.deepEqual(await seen(), [])
})

test('a policy that stops requests is named with the line that lets them through', async () => {
  policy = (url) => `default-src 'none'; script-src ${url}; connect-src 'self'; img-src ${url}`
  assert.deepEqual(await seen(), [
    ['csp-connect-src', "connect-src 'self'", `connect-src 'self' ${server.url}`],
  ])
})

test('a policy that stops photos is named by the default that does it', async () => {
  policy = (url) => `default-src 'self'; script-src ${url}; connect-src 'self' ${url}`
  assert.deepEqual(await seen(), [['csp-img-src', "default-src 'self'", `img-src 'self' ${server.url}`]])
})

test('a policy that stops the page from asking its own token URL is named', async () => {
  policy = (url) => `default-src 'none'; script-src ${url}; connect-src ${url}; img-src ${url}`
  assert.deepEqual(await seen(), [
    ['csp-connect-src', `connect-src ${server.url}`, `connect-src ${server.url} 'self'`],
  ])
})

test('an origin that the community does not allow is named', async () => {
  policy = WELL
  community = 'closed'
  assert.deepEqual(await seen(), [
    ['origin-not-allowed', `closed, ${origin}`, `"origins": [..., "${origin}"]`],
  ])
  community = 'plain'
})

test('nothing of the doctor is loaded by a page that does not have it', async () => {
  policy = WELL
  element = 'vlinder-story-feed'
  const tab = await browser.newPage()
  const loaded: string[] = []
  tab.on('request', (request) => loaded.push(request.url()))
  await tab.goto(origin)
  await tab.locator('vlinder-story-feed .empty').first().waitFor()
  assert.ok(loaded.some((url) => url.includes('story-feed')))
  assert.deepEqual(
    loaded.filter((url) => url.includes('doctor')),
    [],
  )
  await tab.close()
})
