/** A story that a colleague reads before everybody does, from the draft to the feed, in the demo's page in a real browser. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { demoPage } from '../demo-page.ts'

const demo = demoPage()

async function visit(as: string, width?: number) {
  const visited = await demo.visit(as, width)
  const feed = visited.page.locator('vlinder-story-feed')
  return { ...visited, feed, waiting: feed.locator('.waiting li') }
}

/** Presses Tab until the focus, through all shadow roots, is on something that says `words`. */
async function tabTo(page: Page, words: string): Promise<void> {
  for (let i = 0; i < 60; i++) {
    const here = await page.evaluate(() => {
      let at = document.activeElement
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
      return `${at?.getAttribute('aria-label') ?? ''} ${at?.textContent ?? ''}`
    })
    if (here.includes(words)) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`no way to "${words}"`)
}

const TITLE = 'De sleutelkluis ging niet open'
const SAID = 'Zet erbij wie de monteur belde.'

test('an author asks a peer by keyboard, the peer comments, and the third member sees the story alone', async () => {
  const author = await visit('m-sanne-bos')
  const { page } = author
  await author.feed.locator('.bar button').focus()
  await page.keyboard.press('Enter')
  const studio = page.locator('vlinder-story-studio')
  const at = (name: string) => studio.locator(`.progress [aria-current=step][title="${name}"]`).waitFor()
  await at('Hoe liep het af?')
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  for (let step = 0; step < 7; step++) await page.keyboard.press('Control+Enter')
  await at('Wat is de les, en voor wie?')
  await page.keyboard.type('Probeer het uit op de koudste dag.')
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('Control+Enter')
  await at('Mogen collega’s je hierover bellen?')
  await page.keyboard.press('Control+Enter')
  await at('Welke titel krijgt het?')
  await page.keyboard.type(TITLE)
  await page.keyboard.press('Enter')
  await at('Kijk het na')
  await tabTo(page, 'Eerst een collega laten lezen?')
  await page.keyboard.press('Enter')
  const peers = studio.locator('vlinder-choose-peers')
  await peers.locator('#find:focus').waitFor()
  await page.keyboard.type('anne')
  await peers.locator('[role=option]').first().waitFor()
  await page.keyboard.press('Escape')
  await peers.locator('[role=option]').first().waitFor({ state: 'detached' })
  await page.keyboard.type('k')
  await peers.locator('[role=option]').first().waitFor()
  while (!/Anneke/.test((await peers.locator('[aria-selected=true]').textContent()) ?? ''))
    await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await peers.locator('p', { hasText: 'Alleen jij en Anneke de Wit kunnen het dan lezen' }).waitFor()
  await tabTo(page, 'Laat meelezen')
  await page.keyboard.press('Enter')
  await studio.locator('.told:focus', { hasText: 'Anneke de Wit kan je verhaal nu lezen' }).waitFor()
  await page.keyboard.press('Escape')
  await author.waiting.locator('span', { hasText: 'Ligt bij Anneke de Wit' }).waitFor()
  assert.equal(await author.feed.locator('article', { hasText: TITLE }).count(), 0)

  const peer = await visit('m-anneke-de-wit', 360)
  await peer.waiting.locator('button', { hasText: TITLE }).click()
  const reader = peer.page.locator('vlinder-peer-reader')
  await reader.locator('.only', { hasText: 'Alleen jij en Sanne Bos zien dit' }).waitFor()
  await reader.locator('.lesson', { hasText: 'koudste dag' }).waitFor()
  await reader.locator('textarea').fill(SAID)
  await reader.locator('form .primary').click()
  await reader.locator('li', { hasText: SAID }).waitFor()
  assert.equal(await peer.page.evaluate(() => document.documentElement.scrollWidth), 360)

  // It is heard on the page that stands open.
  await author.waiting.locator('span', { hasText: 'Anneke de Wit heeft het gelezen, 1 reactie' }).waitFor()
  await author.waiting.locator('button').click()
  await peers.locator('li', { hasText: SAID }).waitFor()
  await studio.locator('button', { hasText: 'Deel dit verhaal' }).click()
  await studio.waitFor({ state: 'detached' })
  await author.feed.locator('article h3', { hasText: TITLE }).waitFor()

  for (const as of ['m-fenna-dijkstra', 'm-hanneke-vos']) {
    const third = await visit(as)
    await third.feed.locator('article', { hasText: TITLE }).locator('h3 button').click()
    await third.page.locator('vlinder-story-reader .comments', { hasText: 'Nog geen reacties' }).waitFor()
    assert.equal(await third.page.getByText(SAID).count(), 0)
    assert.equal(await third.waiting.count(), 0)
    assert.deepEqual(third.complaints, [])
    await third.page.close()
  }
  await peer.waiting.locator('span', { hasText: 'heeft dit verhaal gedeeld' }).waitFor()
  assert.deepEqual([author.complaints, peer.complaints], [[], []])
  await Promise.all([page.close(), peer.page.close()])
})
