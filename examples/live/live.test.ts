/** Two members of the demo who have the page open at the same time, in a real browser, against a real server behind a proxy. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { demoPage } from '../demo-page.ts'

const demo = demoPage()

/** A member's page that hears what others write. Lines are the streams that the browser asked for. */
async function visit(t: { after(work: () => unknown): void }, as: string, known?: BrowserContext) {
  const context =
    known ?? (await demo.browser.newContext({ viewport: { width: 1280, height: 700 }, locale: 'nl-NL' }))
  if (!known) t.after(() => context.close())
  const page = await context.newPage()
  const lines: string[] = []
  page.on('request', (request) => {
    if (request.headers().accept?.includes('event-stream')) lines.push(request.url())
  })
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  const hears = page.waitForResponse((answer) => /\/changes/.test(answer.url()))
  await page.goto(`${demo.url}/?as=${as}`)
  await page.locator('vlinder-story-feed article').first().waitFor()
  await hears
  return { page, context, lines, complaints, feed: page.locator('vlinder-story-feed') }
}

/** As the member of a page, past its widgets. */
const send = (page: Page, method: string, path: string, body?: object) =>
  page.evaluate(
    async ([method, path, body]) => {
      const { token } = await (await fetch('/vlinder-token', { method: 'POST' })).json()
      const answer = await fetch(`/api/v1/communities/zorg-dichtbij/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': crypto.randomUUID(),
        },
        ...(body && { body }),
      })
      if (!answer.ok) throw new Error(await answer.text())
      return answer.status === 204 ? undefined : (await answer.json()).item?.id
    },
    [method, path, body && JSON.stringify(body)] as const,
  ) as Promise<string>

const tell = (page: Page, title: string, kind = 'failure') => send(page, 'POST', 'stories', { kind, title })

test('a new story waits behind a button and moves nothing; pressed, it is there and has the focus', async (t) => {
  const [writer, reader] = [await visit(t, 'm-sanne-bos'), await visit(t, 'm-anneke-de-wit')]
  const third = reader.feed.locator('article').nth(2)
  await third.scrollIntoViewIfNeeded()
  const before = await third.boundingBox()
  await tell(writer.page, 'De tillift paste niet door de deur')
  const pill = reader.feed.locator('.live button', { hasText: '1 nieuw verhaal' })
  await pill.waitFor()
  await tell(writer.page, 'De deur ging niet meer dicht')
  await reader.feed.locator('.live button', { hasText: '2 nieuwe verhalen' }).waitFor()
  assert.deepEqual(await third.boundingBox(), before)
  assert.equal(await reader.feed.locator('article', { hasText: 'De tillift' }).count(), 0)
  await reader.feed.locator('.live button').focus()
  await reader.page.keyboard.press('Enter')
  await reader.feed.locator('article', { hasText: 'De tillift' }).waitFor()
  await reader.feed.locator('.live button').waitFor({ state: 'detached' })
  const focused = await reader.feed.evaluate(
    (feed) => feed.shadowRoot?.activeElement?.closest('article') !== null,
  )
  assert.equal(focused, true)
  assert.equal(await writer.feed.locator('.live button').count(), 1)
  assert.deepEqual([...reader.complaints, ...writer.complaints], [])
})

test('reactions, comments and edits of others change the story where it stands', async (t) => {
  const [writer, reader] = [await visit(t, 'm-sanne-bos'), await visit(t, 'm-anneke-de-wit')]
  const id = await tell(writer.page, 'De sleutel lag in de kluis')
  await reader.feed.locator('.live button').click()
  const card = reader.feed.locator('article', { hasText: 'De sleutel lag' })
  await card.waitFor()
  const late = await visit(t, 'm-lotte-brouwer')
  await send(late.page, 'PUT', `stories/${id}/reactions/learned`)
  await card.locator('.reaction', { hasText: 'Van geleerd 1' }).waitFor()
  await send(late.page, 'POST', `stories/${id}/comments`, { body: 'Bij ons ook.' })
  await card.locator('.acts', { hasText: '1 reactie' }).waitFor()
  await send(writer.page, 'PATCH', `stories/${id}`, { title: 'De reservesleutel lag in de kluis' })
  await reader.feed.locator('article', { hasText: 'De reservesleutel' }).waitFor()
  await send(writer.page, 'DELETE', `stories/${id}`)
  await reader.feed.locator('article', { hasText: 'De reservesleutel' }).waitFor({ state: 'detached' })
})

test('a story of another kind than is shown is not announced', async (t) => {
  const [writer, reader] = [await visit(t, 'm-sanne-bos'), await visit(t, 'm-anneke-de-wit')]
  await reader.feed.locator('.filters button', { hasText: 'Mislukt' }).click()
  await reader.feed.locator('.filters [aria-pressed=true]', { hasText: 'Mislukt' }).waitFor()
  await tell(writer.page, 'Dit lukte wel', 'success')
  await tell(writer.page, 'Dit lukte niet')
  await reader.feed.locator('.live button', { hasText: '1 nieuw verhaal' }).waitFor()
})

test('comments of others come into a story that stands open, and wait while somebody types', async (t) => {
  const [writer, reader] = [await visit(t, 'm-sanne-bos'), await visit(t, 'm-anneke-de-wit')]
  const id = await tell(writer.page, 'De bel was niet te horen')
  await reader.feed.locator('.live button').click()
  await reader.feed.locator('article h3 button', { hasText: 'De bel was' }).click()
  const story = reader.page.locator('vlinder-story-reader')
  await story.locator('p.hidden[role=status]').waitFor({ state: 'attached' })
  await send(writer.page, 'POST', `stories/${id}/comments`, { body: 'Vooral in de keuken.' })
  await story.locator('li', { hasText: 'Vooral in de keuken' }).waitFor()
  await story.locator('textarea').fill('Ik typ nog')
  await send(writer.page, 'POST', `stories/${id}/comments`, { body: 'En op zolder.' })
  await story.locator('p[role=status]', { hasText: '2 nieuwe reacties' }).waitFor({ state: 'attached' })
  assert.equal(await story.locator('li', { hasText: 'En op zolder' }).count(), 0)
  await story.locator('h2').focus()
  await story.locator('li', { hasText: 'En op zolder' }).waitFor()
  assert.equal(await story.locator('textarea').inputValue(), 'Ik typ nog')
  await send(writer.page, 'PUT', `stories/${id}/reactions/thanks`)
  await story.locator('.reaction', { hasText: 'Dank je wel 1' }).waitFor()
})

test('answers of others come into a question that stands open', async (t) => {
  const [writer, reader] = [await visit(t, 'm-sanne-bos'), await visit(t, 'm-anneke-de-wit')]
  const box = reader.page.locator('vlinder-ask-peer')
  await box.locator('.live').waitFor({ state: 'attached' })
  const id = await send(writer.page, 'POST', 'questions', { title: 'Wie kent een stille tillift?' })
  await box.locator('.live button', { hasText: '1 nieuwe vraag' }).click()
  await box.locator('ul .hit', { hasText: 'stille tillift' }).first().click()
  const thread = reader.page.locator('vlinder-question-thread')
  await thread.locator('p.hidden[role=status]').waitFor({ state: 'attached' })
  await thread.locator('#answers').waitFor()
  await send(writer.page, 'POST', `questions/${id}/answers`, { body: 'Die van de buren.' })
  await thread.locator('li', { hasText: 'Die van de buren' }).waitFor()
})

test('while the server is away that is said calmly, and afterwards what was written is told all the same', async (t) => {
  const [writer, reader] = [await visit(t, 'm-sanne-bos'), await visit(t, 'm-anneke-de-wit')]
  const place = await reader.feed.locator('article').first().boundingBox()
  assert.equal(await demo.server.stop('SIGINT'), 0)
  await reader.feed.locator('.live p', { hasText: 'Even geen verbinding' }).waitFor()
  assert.deepEqual(await reader.feed.locator('article').first().boundingBox(), place)
  await demo.server.start()
  await reader.feed.locator('.live p').waitFor({ state: 'detached' })
  await tell(writer.page, 'Geschreven na de storing')
  await reader.feed.locator('.live button').waitFor()
})

test('tabs of one browser share a line, and another tab takes it over', async (t) => {
  const writer = await visit(t, 'm-sanne-bos')
  const first = await visit(t, 'm-anneke-de-wit')
  const second = await visit(t, 'm-anneke-de-wit', first.context)
  await tell(writer.page, 'Voor beide tabbladen')
  for (const { feed } of [first, second]) await feed.locator('.live button', { hasText: '1 nieuw' }).waitFor()
  assert.deepEqual([first.lines.length, second.lines.length], [1, 0])
  await first.page.close()
  await tell(writer.page, 'Voor wie overblijft')
  await second.feed.locator('.live button', { hasText: '2 nieuwe' }).waitFor()
  assert.equal(second.lines.length, 1)
})

test("a leaver's line is closed by the server, and they are told no more", async (t) => {
  const { page } = await visit(t, 'm-lotte-brouwer')
  // Whose line still holds does not ask again.
  const refused = page.waitForResponse((answer) => /\/changes/.test(answer.url()) && answer.status() === 403)
  const { status } = demo.server.vlinder('member', 'deactivate', 'zorg-dichtbij', 'm-lotte-brouwer')
  assert.equal(status, 0)
  await refused
})
