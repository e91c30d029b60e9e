/** A member of the demo names a colleague, by keyboard alone; the colleague is told. In a real browser, against a real server. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { demoPage } from '../demo-page.ts'

const demo = demoPage()

async function visit(t: { after(work: () => unknown): void }, as: string, width?: number) {
  const visited = await demo.visit(as, width)
  t.after(() => visited.page.close())
  return visited
}

/** Walks with Tab until what has the focus, in whatever widget, is what `selector` says. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab')
    const there = await page.evaluate((selector) => {
      let { activeElement } = document
      while (activeElement?.shadowRoot?.activeElement) activeElement = activeElement.shadowRoot.activeElement
      return activeElement?.matches(selector)
    }, selector)
    if (there) return
  }
  assert.fail(`No key leads to ${selector}`)
}

test('a colleague is named in a comment by keyboard alone, and their name opens their card', async (t) => {
  const { page, complaints } = await visit(t, 'm-sanne-bos')
  const reader = page.locator('vlinder-story-reader')
  await tabTo(page, 'article h3 button')
  await page.keyboard.press('Enter')
  await reader.locator('.comments textarea').waitFor()
  await tabTo(page, 'textarea')
  await page.keyboard.type('Vraag het eens aan @')
  await reader.locator('.naming').waitFor()
  await page.keyboard.type('anneke')
  await reader.getByRole('option', { name: 'Anneke de Wit' }).waitFor()
  // Escape is for the list alone; another @ begins anew.
  await page.keyboard.press('Escape')
  await reader.locator('.naming').waitFor({ state: 'hidden' })
  for (let i = 0; i < '@anneke'.length; i++) await page.keyboard.press('Backspace')
  await page.keyboard.type('@anneke')
  await reader.getByRole('option', { name: 'Anneke de Wit' }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.type('van Zuid.')
  assert.equal(
    await reader.locator('.comments textarea').inputValue(),
    'Vraag het eens aan [@Anneke de Wit](member:m-anneke-de-wit) van Zuid.',
  )
  await tabTo(page, '.reply .primary')
  await page.keyboard.press('Enter')
  const name = reader.locator('.thread .rich').getByRole('button', { name: 'Anneke de Wit' })
  await name.waitFor()
  await name.focus()
  await page.keyboard.press('Enter')
  const card = reader.locator('dialog vlinder-member-card')
  await card.getByText('Teammanager wijkteam Zuid').first().waitFor()
  await page.keyboard.press('Escape')
  await card.waitFor({ state: 'detached' })
  assert.ok(await reader.isVisible())
  assert.ok(await name.evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button))
  assert.deepEqual(complaints, [])
})

test('whoever is named is told above the stories, until they have been there, and nobody else is', async (t) => {
  const anneke = await visit(t, 'm-anneke-de-wit', 360)
  const line = anneke.page.locator('.waiting li', { hasText: 'Sanne Bos noemt je hier' })
  await line.getByText('Vraag het eens aan @Anneke de Wit van Zuid.').waitFor()
  await line.getByRole('button').press('Enter')
  const reader = anneke.page.locator('vlinder-story-reader')
  await reader.locator('.thread .rich').getByRole('button', { name: 'Anneke de Wit' }).waitFor()
  await anneke.page.keyboard.press('Escape')
  await line.waitFor({ state: 'detached' })
  assert.deepEqual(anneke.complaints, [])
  // Whoever names somebody is not told of it.
  const sanne = await visit(t, 'm-sanne-bos')
  const told = sanne.page.waitForResponse((answer) => answer.url().includes('/mentions'))
  await sanne.page.reload()
  assert.deepEqual((await (await told).json()).items, [])
})
