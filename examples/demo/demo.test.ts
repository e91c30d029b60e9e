/** The demo's intranet page, in a real browser, against a real server behind it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoPage } from '../demo-page.ts'

const demo = demoPage()
const { visit } = demo

test('three widgets live in the intranet page, under its strict policy', async () => {
  const { page, complaints } = await visit()
  await page.locator('vlinder-ask-peer textarea').waitFor()
  await page.locator('vlinder-member-card h2', { hasText: 'Hanneke Vos' }).waitFor()
  await page.locator('vlinder-story-feed article').nth(9).waitFor()
  assert.deepEqual(complaints, [])
  await page.close()
})

test('nothing is wider than a phone, and where one is and as whom can be read there', async () => {
  const { page } = await visit('m-hanneke-vos', 360)
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360)
  const here = await page.locator('nav [aria-current]').boundingBox()
  assert.ok(here && here.x >= 0 && here.x + here.width <= 360)
  const needed = await page.locator('#as').evaluate((select: HTMLSelectElement) => {
    const pen = document.createElement('canvas').getContext('2d')!
    pen.font = getComputedStyle(select).font
    const arrowAndPadding = 32
    return pen.measureText(select.selectedOptions[0]!.text).width + arrowAndPadding - select.clientWidth
  })
  assert.ok(needed <= 0, `${needed} px too narrow`)
  await page.close()
})

test('what happened in the demo happened lately', async () => {
  const { page } = await visit()
  const at = await page.locator('vlinder-story-feed article time').first().getAttribute('datetime')
  const daysAgo = (Date.now() - Date.parse(at ?? '')) / 86_400_000
  assert.ok(daysAgo > 0 && daysAgo < 14, `${daysAgo} days ago`)
  await page.close()
})

test('who left still stands with what they told', async () => {
  const { page } = await visit()
  const card = await page.evaluateHandle(() => {
    const card = document.createElement('vlinder-member-card')
    card.setAttribute('member', 'm-margriet-oosterhuis')
    document.querySelector('aside')!.prepend(card)
    return card
  })
  await page.locator('vlinder-member-card', { hasText: 'Werkt hier niet meer' }).waitFor()
  await card.dispose()
  await page.close()
})

test('a member chooses a photo on their own card under the strict policy, and colleagues see it', async () => {
  const { page, complaints } = await visit('m-hanneke-vos')
  const card = page.locator('vlinder-member-card', { hasText: 'Hanneke Vos' })
  const own = card.locator('vlinder-own-photo')
  await own.locator('.choose').waitFor()
  const face = await card.locator('.head img').getAttribute('src')
  const other = await page.locator('vlinder-story-feed article img').first().getAttribute('src')
  const buffer = await (await page.request.get(other!)).body()
  await own.locator('input').setInputFiles({ name: 'ik.webp', mimeType: 'image/webp', buffer })
  await own.locator('.primary').click()
  await own.locator('[role=status]', { hasText: 'Je foto staat erbij' }).waitFor()
  const colleague = (await visit('m-anneke-de-wit')).page
  const seen = colleague.locator('vlinder-member-card', { hasText: 'Hanneke Vos' }).locator('.head img')
  assert.notEqual(await seen.getAttribute('src'), face)
  assert.equal(await colleague.locator('vlinder-own-photo').count(), 0)
  assert.deepEqual(complaints, [])
  await Promise.all([page.close(), colleague.close()])
})

test('by keyboard alone, a name opens the card, Escape closes it and focus returns', async () => {
  const { page } = await visit()
  const name = page.locator('vlinder-story-feed article .who button').first()
  await name.focus()
  await page.keyboard.press('Enter')
  await page.locator('vlinder-story-feed dialog vlinder-member-card h2').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('vlinder-story-feed dialog').waitFor({ state: 'detached' })
  assert.equal(
    await name.evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button),
    true,
  )
  await page.close()
})

test('a member tells a story by keyboard, a colleague reads it, reacts and comments', async () => {
  const { page } = await visit()
  await page.locator('vlinder-story-feed .bar button').focus()
  await page.keyboard.press('Enter')
  const studio = page.locator('vlinder-story-studio')
  const at = (name: string) => studio.locator(`.progress [aria-current=step][title="${name}"]`).waitFor()
  // The first kind has the focus: a failure.
  await at('Hoe liep het af?')
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await at('Wat wilden jullie bereiken?')
  for (const answer of [
    'Dat wij ’s ochtends binnen konden.',
    '',
    '',
    'Om zes uur stond ik in de **vrieskou**.',
    '',
    '',
  ]) {
    await page.keyboard.type(answer)
    await page.keyboard.press('Control+Enter')
  }
  await at('Herken je hier iets in?')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+Enter')
  await at('Wat is de les, en voor wie?')
  await page.keyboard.type('Probeer het uit op de koudste dag.')
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('Control+Enter')
  await at('Mogen collega’s je hierover bellen?')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+Enter')
  await at('Welke titel krijgt het?')
  await page.keyboard.type('De sleutelkluis ging in de winter niet open')
  await page.keyboard.press('Enter')
  await at('Kijk het na')
  await studio.locator('.rich strong', { hasText: 'vrieskou' }).waitFor()
  while (
    !(await studio
      .locator('.acts .primary')
      .evaluate((one) => (one.getRootNode() as ShadowRoot).activeElement === one))
  )
    await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  // Until it is told, it stands in the studio.
  await studio.waitFor({ state: 'detached' })
  await page.locator('vlinder-story-feed article h3', { hasText: 'De sleutelkluis' }).waitFor()
  await page.close()

  const colleague = (await visit('m-anneke-de-wit')).page
  const story = colleague.locator('vlinder-story-feed article', { hasText: 'De sleutelkluis' })
  assert.match((await story.locator('.lesson').textContent()) ?? '', /koudste dag/)
  await story.locator('.reaction').first().click()
  await story.locator('.reaction[aria-pressed=true]', { hasText: '1' }).waitFor()
  await story.locator('h3 button').click()
  const reader = colleague.locator('vlinder-story-reader')
  assert.equal(await reader.locator('.rich strong').textContent(), 'vrieskou')
  await reader.getByText('hierover bellen').waitFor()
  await reader.locator('textarea').fill('Bij ons hielp grafiet in het slot.')
  await reader.locator('form .primary').click()
  await reader.locator('li', { hasText: 'grafiet' }).waitFor()
  await colleague.close()
})

test('a member who never saw it tells a failure by touch, on a phone', async () => {
  const context = await demo.browser.newContext({
    viewport: { width: 360, height: 640 },
    hasTouch: true,
    isMobile: true,
  })
  const page = await context.newPage()
  await page.goto(`${demo.url}/?as=m-fatima-bouzid`)
  await page.locator('vlinder-story-feed .bar button').tap()
  const studio = page.locator('vlinder-story-studio')
  await studio.locator('.kind-choice', { hasText: 'Mislukt' }).tap()
  const next = studio.locator('.acts .primary')
  await next.tap()
  // Whatever is asked, what leads on is on the screen.
  for (let step = 2; step < 13; step++) {
    await studio.locator('.progress', { hasText: `Stap ${step} van 13` }).waitFor()
    const button = await next.boundingBox()
    assert.ok(button && button.y + button.height <= 640 && button.x + button.width <= 360, `step ${step}`)
    const lesson = studio.locator('textarea[aria-required=true]')
    if (await lesson.count()) await lesson.fill('Vraag het de nachtdienst. Zij weten het al.')
    await next.tap()
  }
  await studio.locator('article', { hasText: 'Vraag het de nachtdienst' }).waitFor()
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360)
  await next.tap()
  await page.locator('vlinder-story-feed article h3', { hasText: 'Vraag het de nachtdienst' }).waitFor()
  await context.close()
})

test('while typing a question, stories and peers come with the reason; asked and answered, it helps', async () => {
  const { page } = await visit()
  const box = page.locator('vlinder-ask-peer')
  await box.locator('textarea').fill('Hoe krijgen jullie mantelzorgers mee bij de medicijndispenser?')
  await box.locator('.hit mark').first().waitFor()
  await box.locator('.peer small').first().waitFor()
  await box.locator('.primary').click()
  await box.locator('.details textarea').fill('Wij trainden alleen het team.')
  await box.locator('.primary').click()
  await box.locator('.posted').waitFor()
  await page.close()

  const peer = (await visit('m-fenna-dijkstra')).page
  await peer.locator('vlinder-ask-peer ul .hit', { hasText: 'mantelzorgers mee' }).first().click()
  const thread = peer.locator('vlinder-question-thread')
  await thread.locator('textarea').fill('Laat hen het apparaat zelf uitpakken.')
  await thread.locator('form .primary').click()
  await thread.locator('li', { hasText: 'uitpakken' }).waitFor()
  await peer.close()
})

for (const [lang, worry, title, name, reason] of [
  [
    'nl',
    'Ik ben bang dat de mantelzorger de medicijndispenser in de kast zet',
    'De medicijndispenser stond na drie weken in de kast',
    'Marieke Aalbers',
    'deelde hierover een mislukking',
  ],
  [
    'en',
    'Our fall sensors give an alarm all the time, I fear it is the cat',
    'The fall sensor was very good at detecting the cat',
    'Ingrid Sørensen',
    'shared 2 failures on this',
  ],
] as const)
  test(`typing a worry brings up who has been there, what they told and why, in ${lang}`, async () => {
    const { page } = await visit()
    const box = page.locator('vlinder-ask-peer')
    await box.evaluate((element, lang) => element.setAttribute('lang', lang), lang)
    await box.locator('textarea').fill(worry)
    await box.locator('.hit', { hasText: title }).waitFor()
    const peer = box.locator('.peer', { hasText: name })
    await peer.locator('.reason', { hasText: reason }).click()
    await box.locator('vlinder-story-reader h2').waitFor()
    await page.close()
  })

test('a question is asked of a peer by name, who takes it up and answers; the asker marks what helped', async () => {
  const { page, complaints } = await visit('m-sanne-bos')
  const box = page.locator('vlinder-ask-peer')
  await box.locator('textarea').fill('Wie heeft een dienstrooster zonder gebroken diensten?')
  await page.keyboard.press('Enter')
  await box.locator('#find').fill('Anneke')
  await box.locator('[role=option]', { hasText: 'Anneke de Wit' }).click()
  await box.getByText('Anneke de Wit krijgt je vraag.').waitFor()
  await box.locator('form > .acts .primary').click()
  await box.locator('.posted').waitFor()

  const peer = (await visit('m-anneke-de-wit')).page
  const asked = peer.locator('vlinder-ask-peer .waiting li', { hasText: 'gebroken diensten' })
  await asked.getByText('Ik pak dit op').click()
  await asked.getByText('Je pakt dit op.').waitFor()
  await asked.locator('.hit').click()
  const answering = peer.locator('vlinder-question-thread')
  await answering.locator('.answers textarea').fill('Wij ruilden per week, met z’n vieren.')
  await answering.locator('.answers .primary').click()
  await answering.locator('.answers li', { hasText: 'per week' }).waitFor()
  await peer.close()

  await box.locator('.posted .hit').click()
  const thread = page.locator('vlinder-question-thread')
  await thread.locator('.asks li', { hasText: 'pakt dit op' }).waitFor()
  await thread.locator('.answers li', { hasText: 'per week' }).getByText('Dit hielp mij').click()
  await thread.locator('[aria-pressed=true]', { hasText: 'Dit hielp mij' }).waitFor()
  assert.deepEqual(complaints, [])
  await page.close()
})

test('what members wrote is still there after Ctrl-C, and the server ends cleanly', async () => {
  const first = await visit()
  const titles = await first.page.locator('vlinder-story-feed article h3').allInnerTexts()
  await first.page.close()
  assert.equal(await demo.server.stop('SIGINT'), 0)
  await demo.server.start()
  const again = await visit()
  assert.deepEqual(await again.page.locator('vlinder-story-feed article h3').allInnerTexts(), titles)
  await again.page.close()
})

test('when the server dies, what was typed stays and is sent once it is back', async () => {
  const { page } = await visit('m-lotte-brouwer')
  await page.locator('vlinder-story-feed article h3 button').first().click()
  const reader = page.locator('vlinder-story-reader')
  await reader.locator('textarea').fill('Dit typte ik net voor de storing.')
  await demo.server.stop('SIGKILL')
  await reader.locator('form .primary').click()
  await reader.locator('form [role=status]', { hasText: 'Nog niet verstuurd' }).waitFor()
  assert.equal(await reader.locator('textarea').inputValue(), 'Dit typte ik net voor de storing.')
  await demo.server.start()
  await reader.locator('li', { hasText: 'net voor de storing' }).waitFor()
  assert.equal(await reader.locator('li', { hasText: 'net voor de storing' }).count(), 1)
  await page.close()
})

test('a taken port is one clear sentence and a non-zero exit', () => {
  const { status, stderr } = demo.server.vlinder('serve')
  assert.equal(status, 1)
  assert.match(stderr, /^Port \d+ is taken by another program\..*\n$/)
})
