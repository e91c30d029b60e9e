/**
 * Whatever members type is shown as they typed it: no script runs, nothing falls out of its place, and no text makes the
 * server fail. HOSTILE=<folder> adds the strings of `hostile_strings.jsonl.gz` there.
 */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launch } from '../browser.ts'
import { freePort, type Running, vlinder } from '../server.ts'
import { tokenEndpoint } from '../token-endpoints/node/vlinder-token.js'
import { hostileStrings } from './strings.ts'

/** Stories of one community: what a feed shows in a few pages. */
const STORIES = 60

interface Told {
  id: string
  name: string
  title: string
  lesson: string
  topic: string
  body: string
  comment: string
}

let browser: Browser
let server: Running
let pages: Server
let origin: string
let communities: Told[][] = []

/** What a field of one line makes of a text, as the contract says. */
const oneLine = (text: string, max: number) =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[\r\n\t]+/g, ' ')
    .trim()
    .slice(0, max)
    .toWellFormed()
    .trim()
/** What no field takes: half characters and controls. */
const usable = (text: string) => text.isWellFormed() && !CONTROL.test(text)
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

/** Each text in each kind of place, one step further along in the next. */
function tell(texts: string[]): Told[][] {
  const some = texts.filter((text) => usable(text) && oneLine(text, 80) !== '')
  const at = (i: number) => some[i % some.length]!
  const named = (text: string) => (/\p{L}/u.test(text) ? text : `${text} A`)
  const stories = some.map((text, i) => ({
    id: `s${i}`,
    name: named(oneLine(at(i + 1), 80)),
    title: oneLine(text, 300),
    lesson: at(i + 2)
      .replace(/\r\n?/g, '\n')
      .slice(0, 1_000)
      .toWellFormed(),
    topic: oneLine(at(i + 3), 80),
    body: at(i + 4)
      .replace(/\r\n?/g, '\n')
      .slice(0, 5_000)
      .toWellFormed(),
    comment: at(i + 5)
      .slice(0, 1_000)
      .toWellFormed(),
  }))
  return Array.from({ length: Math.ceil(stories.length / STORIES) }, (_, i) =>
    stories.slice(i * STORIES, (i + 1) * STORIES),
  )
}

const recordsOf = (stories: Told[], community: string): object[] => [
  {
    type: 'community',
    id: community,
    name: 'Hostile',
    goal: stories[0]!.title,
    languages: ['nl'],
    origins: [origin],
  },
  { type: 'member', community, id: 'reader', name: 'Jan de Boer' },
  ...stories.flatMap(({ id, name, title, lesson, topic, body, comment }, i) => [
    { type: 'member', community, id: `m-${id}`, name, position: title.slice(0, 200) },
    {
      type: 'story',
      community,
      id,
      author: `m-${id}`,
      kind: 'failure',
      title,
      lesson,
      topics: [topic],
      body,
      at: new Date(Date.UTC(2026, 0, 1, 0, 0, STORIES - i)).toISOString(),
    },
    ...(comment.trim() === ''
      ? []
      : [
          {
            type: 'comment',
            community,
            id: `c-${id}`,
            on: `story:${id}`,
            author: 'reader',
            body: comment,
            at: '2026-02-01',
          },
        ]),
  ]),
]

before(async () => {
  const port = await freePort()
  origin = `http://localhost:${port}`
  communities = tell(hostileStrings())
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  server = await vlinder(
    'serve',
    ({ folder, vlinder: run }) => {
      const file = join(folder, 'hostile.jsonl')
      const records = communities.flatMap((stories, i) => recordsOf(stories, `hostile-${i}`))
      writeFileSync(file, records.map((record) => JSON.stringify(record)).join('\n'))
      const { status, stderr } = run('import', file)
      assert.equal(status, 0, stderr)
      const key = join(folder, 'host.pub')
      writeFileSync(key, publicKey.export({ type: 'spki', format: 'pem' }))
      for (const i of communities.keys())
        assert.equal(run('issuer', 'add', `hostile-${i}`, '--issuer', origin, '--key', key).status, 0)
    },
    { LIMITS: 'off' },
  )
  const keyFile = join(server.folder, 'host.pem')
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const answerToken = tokenEndpoint({ issuer: origin, audience: server.url, keyFile })
  pages = createServer((request, response) => {
    if (request.method === 'POST')
      return answerToken(request, response, { id: 'reader', name: 'Jan de Boer' })
    const community = request.url!.slice(1)
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(`<!doctype html><html lang="nl"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><script type="module" src="${server.url}/sdk/v1/vlinder.js" data-community="${community}" data-token-url="/token"></script>
<vlinder-story-feed sort="latest"></vlinder-story-feed>`)
  }).listen(port)
  await once(pages, 'listening')
  browser = await launch()
})
after(async () => {
  await browser?.close()
  pages?.close()
  await server?.end()
})

/** A phone's page of a community, and everything that goes wrong in it. */
async function opened(community: number): Promise<{ tab: Page; complaints: string[] }> {
  const tab = await browser.newPage({ viewport: { width: 360, height: 800 } })
  const complaints: string[] = []
  tab.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  tab.on('pageerror', ({ message }) => complaints.push(message))
  tab.on('dialog', (dialog) => {
    complaints.push(dialog.message())
    void dialog.dismiss()
  })
  await tab.goto(`${origin}/hostile-${community}`)
  await tab.locator('vlinder-story-feed article').first().waitFor()
  return { tab, complaints }
}

/** Tells and changes stories, as the page's reader. */
async function writer(tab: Page) {
  const asked = await tab.evaluate(() => fetch('/token', { method: 'POST' }).then((res) => res.json()))
  const headers = {
    authorization: `Bearer ${(asked as { token: string }).token}`,
    'content-type': 'application/json',
  }
  return (method: string, path: string, body: object) =>
    fetch(`${server.url}/api/v1/communities/hostile-0/stories${path}`, {
      method,
      headers: { ...headers, 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify(body),
    })
}

/** All that stands in a tree of rich text; white space between blocks is a matter of layout. */
const textOf = (node: unknown): string =>
  Array.isArray(node)
    ? node.map(textOf).join('')
    : node && typeof node === 'object'
      ? Object.entries(node)
          .map(([key, value]) => (key === 'text' ? value : textOf(value)))
          .join('')
      : ''
const dense = (text: string | null) => text?.replace(/\s+/g, '')

test('a feed shows every title, lesson, name and topic as it was typed, and nothing happens', async () => {
  for (const [i, stories] of communities.entries()) {
    const { tab, complaints } = await opened(i)
    const articles = tab.locator('vlinder-story-feed article')
    // Reaching the end of what is there brings the next page.
    for (let there = 0; there < stories.length; there = await articles.count()) {
      await articles.nth(there).waitFor()
      await tab.locator('vlinder-story-feed .end').scrollIntoViewIfNeeded()
    }
    const shown = await articles.evaluateAll((all) =>
      all.map((article) => ({
        title: article.querySelector('h3 bdi')!.textContent,
        lesson: article.querySelector('.lesson bdi')?.textContent ?? '',
        name: article.querySelector('.who bdi')!.textContent,
        tags: article.querySelector('.tags')!.textContent,
      })),
    )
    for (const [at, { title, lesson, name, topic }] of stories.entries()) {
      assert.equal(shown[at]!.title, title)
      assert.equal(shown[at]!.lesson, lesson)
      assert.equal(shown[at]!.name, name)
      assert.ok(shown[at]!.tags!.includes(topic), topic)
    }
    const wide = await tab.evaluate(() => document.documentElement.scrollWidth)
    assert.ok(wide <= 360, `community ${i} is ${wide} pixels wide`)
    assert.equal(await tab.evaluate(() => 'harmed' in globalThis), false)
    assert.deepEqual(complaints, [])
    await tab.close()
  }
})

test('a reader and a card show what they hold as it was typed, and nothing happens', async () => {
  const { tab, complaints } = await opened(0)
  for (const [i, { title, lesson, name }] of communities[0]!.slice(0, 20).entries()) {
    const article = tab.locator('vlinder-story-feed article').nth(i)
    const answer = tab.waitForResponse((res) => /\/stories\/[^/]+$/.test(new URL(res.url()).pathname))
    const comments = tab.waitForResponse((res) => new URL(res.url()).pathname.endsWith('/comments'))
    await article.locator('h3 button').click()
    const reader = tab.locator('vlinder-story-reader')
    await reader.locator('h2').waitFor()
    assert.equal(await reader.locator('h2 bdi').textContent(), title)
    assert.equal(await reader.locator('.lesson bdi').textContent(), lesson)
    const { item } = (await (await answer).json()) as { item: { body: object } }
    assert.equal(dense(await reader.locator('.whole .rich').textContent()), dense(textOf(item.body)))
    const { items } = (await (await comments).json()) as { items: { body: object }[] }
    for (const [at, { body }] of items.entries())
      assert.equal(dense(await reader.locator('.thread .rich').nth(at).textContent()), dense(textOf(body)))
    await tab.keyboard.press('Escape')
    await reader.waitFor({ state: 'detached' })
    await article.locator('.who button').click()
    const card = tab.locator('dialog vlinder-member-card h2')
    await card.waitFor()
    assert.equal(await card.textContent(), name)
    await tab.keyboard.press('Escape')
    await card.waitFor({ state: 'detached' })
  }
  assert.equal(await tab.evaluate(() => 'harmed' in globalThis), false)
  assert.deepEqual(complaints, [])
  await tab.close()
})

test('what somebody writes is theirs again to edit, to the letter', async () => {
  const { tab } = await opened(0)
  const write = await writer(tab)
  await tab.close()
  for (const text of hostileStrings().map((one) => one.slice(0, 10_000))) {
    const res = await write('POST', '', { kind: 'success', title: 'Hostile', body: text })
    assert.equal(res.status, usable(text) ? 201 : 400, JSON.stringify(text))
    if (!usable(text)) continue
    const { mine } = (await res.json()) as { mine: { source: { body: string } } }
    assert.equal(mine.source.body, text.replace(/\r\n?/g, '\n'))
  }
})

test('what became of a story shows each text that it had, and nothing happens', async () => {
  const texts = [...new Set(communities[0]!.slice(0, 20).map(({ title }) => title))]
  const { tab, complaints } = await opened(0)
  const write = await writer(tab)
  const story = { kind: 'failure', title: 'Hostile', body: 'Hostile', lesson: 'Hostile' }
  const { item } = (await (await write('POST', '', story)).json()) as { item: { id: string } }
  for (const text of texts) {
    const res = await write('PATCH', `/${item.id}`, { title: text, lesson: text, body: text })
    assert.equal(res.status, 200, text)
  }

  await tab.reload()
  await tab.locator('vlinder-story-feed article h3 button').first().click()
  await tab.getByRole('button', { name: 'Wat er veranderde' }).click()
  const history = tab.locator('vlinder-history')
  await history.locator('li').first().waitFor()
  await history.getByRole('button', { name: 'Eerdere wijzigingen' }).click()
  await history
    .locator('li')
    .nth(texts.length - 1)
    .waitFor()

  const changes = await history.locator('li').evaluateAll((all) =>
    all.map((li) =>
      [...li.querySelectorAll('.text')].map((field) => {
        for (const said of field.querySelectorAll('.hidden')) said.remove()
        const without = (tag: string) =>
          [...field.childNodes]
            .map((node) => ([tag, '#comment'].includes(node.nodeName) ? '' : node.textContent))
            .join('')
        return { before: without('INS'), after: without('DEL') }
      }),
    ),
  )
  assert.equal(changes.length, texts.length)
  for (const [i, fields] of changes.entries()) {
    const [before, after] = [texts.at(-2 - i) ?? 'Hostile', texts.at(-1 - i)!]
    assert.deepEqual(fields, Array(3).fill({ before, after }))
  }
  assert.equal(await tab.evaluate(() => 'harmed' in globalThis), false)
  assert.deepEqual(complaints, [])
  await tab.close()
})
