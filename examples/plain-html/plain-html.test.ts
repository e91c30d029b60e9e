/** A plain page on another origin, with an issuer of its own, under a strict policy. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launch } from '../browser.ts'
import { freePort, type Running, vlinder } from '../server.ts'
import { host } from './host.ts'

let browser: Browser
let server: Running
let page: Server
let origin: string
let reader: { id: string; name: string } | undefined = { id: 'jan', name: 'Jan de Boer' }

before(async () => {
  const port = await freePort()
  origin = `http://localhost:${port}`
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const records = [
    {
      type: 'community',
      id: 'plain',
      name: 'Plain',
      goal: 'Learn together',
      languages: ['en'],
      origins: [origin],
    },
    { type: 'member', community: 'plain', id: 'jan', name: 'Jan de Boer', position: 'Nurse' },
    {
      type: 'story',
      community: 'plain',
      id: 's1',
      author: 'jan',
      kind: 'failure',
      title: 'Too soon',
      lesson: 'Wait.',
      body: 'We did not.',
      at: '2026-01-05T10:00:00Z',
    },
  ]
  server = await vlinder('serve', ({ folder, vlinder: run }) => {
    const file = join(folder, 'plain.jsonl')
    writeFileSync(file, records.map((record) => JSON.stringify(record)).join('\n'))
    const key = join(folder, 'host.pub')
    writeFileSync(key, publicKey.export({ type: 'spki', format: 'pem' }))
    assert.equal(run('import', file).status, 0)
    const added = run('issuer', 'add', 'plain', '--issuer', origin, '--key', key)
    assert.equal(added.status, 0, added.stderr)
  })
  const keyFile = join(server.folder, 'host.pem')
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  page = host({ issuer: origin, server: server.url, keyFile, user: () => reader }).listen(port)
  await once(page, 'listening')
  browser = await launch()
})
after(async () => {
  await browser?.close()
  page?.close()
  await server?.end()
})

test('the widgets work across origins, without a violation of the policy', async () => {
  const tab = await browser.newPage()
  const complaints: string[] = []
  tab.on(
    'console',
    (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()),
  )
  await tab.goto(origin)
  await tab.locator('vlinder-story-feed article h3', { hasText: 'Too soon' }).waitFor()
  await tab.locator('vlinder-member-card', { hasText: 'Jan de Boer' }).waitFor()
  await tab.locator('vlinder-story-feed .reaction').first().click()
  await tab.locator('vlinder-story-feed .reaction[aria-pressed=true]').waitFor()
  assert.deepEqual(complaints, [])
  await tab.close()
})

test('nobody signed in is said in place, and ends when somebody is', async () => {
  reader = undefined
  const tab = await browser.newPage()
  await tab.goto(origin)
  const problem = tab.locator('vlinder-story-feed [role=alert]')
  await problem.filter({ hasText: 'not signed in' }).waitFor()
  reader = { id: 'jan', name: 'Jan de Boer' }
  const article = tab.locator('vlinder-story-feed article')
  // Another widget may ask, and find it out, in the moment before.
  await Promise.race([problem.locator('button').click(), article.waitFor()])
  await article.waitFor()
  await tab.close()
})

test('an element that is added later, and a second copy of the script, do no harm', async () => {
  const tab = await browser.newPage()
  const warnings: string[] = []
  tab.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()))
  await tab.goto(origin)
  await tab.locator('vlinder-story-feed article').waitFor()
  await tab.evaluate((server) => {
    const script = document.createElement('script')
    script.type = 'module'
    script.src = `${server}/sdk/v1/vlinder.js?second`
    document.body.append(script, document.createElement('vlinder-story-feed'))
  }, server.url)
  await tab.locator('vlinder-story-feed').nth(1).locator('article').waitFor()
  await tab.waitForFunction(() => document.querySelectorAll('script').length === 2)
  assert.ok(warnings.every((warning) => warning.startsWith('Vlinder: the script is on this page already')))
  await tab.close()
})
