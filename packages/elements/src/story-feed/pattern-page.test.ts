import { assert } from '@esm-bundle/chai'
import '../define/story-feed.ts'
import { accessible, inside, place, text, until } from '../testing/page.ts'
import { community, serve, story } from '../testing/server.ts'

const advice = 'Vraag wie er niet aan tafel zit.'
const withAdvice = { ...community, patterns: [{ ...community.patterns[0], advice }] }

describe('the page of a pattern', () => {
  let server: ReturnType<typeof serve>
  afterEach(() => {
    server.stop()
    document.body.replaceChildren()
    history.replaceState(null, '', location.pathname + location.search)
  })

  const begin = (more: Parameters<typeof serve>[0] = {}) => {
    server = serve({ 'GET ': () => withAdvice, ...more })
    return place('<vlinder-story-feed></vlinder-story-feed>')
  }

  it('opens from a story, says what to do about it, and gives the focus back', async () => {
    const feed = begin()
    ;(await until(() => inside(feed, 'h3 button'))).click()
    const reader = await until(() => inside(feed, 'dialog vlinder-story-reader'))
    const name = await until(() => inside(reader, '.patterns button'))
    name.focus()
    name.click()
    const page = await until(() => inside(reader, 'dialog vlinder-pattern'))
    await until(() => text(page).includes('Verhaal s-1'))
    assert.include(text(page), 'Een partij ontbrak aan tafel')
    assert.include(text(page), advice)
    assert.isTrue(
      server.asked.some(
        ({ query }) => query.get('pattern') === 'missing-party' && query.get('sort') === 'latest',
      ),
    )
    await accessible(page)
    ;(await until(() => inside(page, '.stories button'))).click()
    await until(() => inside(page, 'dialog vlinder-story-reader'))
    inside<HTMLDialogElement>(reader, 'dialog')!.close()
    await until(() => reader.shadowRoot!.activeElement === name)
  })

  it('brings the next stories when asked', async () => {
    location.hash = '#vlinder-pattern=missing-party'
    const feed = begin()
    const page = await until(() => inside(feed, 'dialog vlinder-pattern'))
    ;(
      await until(() =>
        [...page.shadowRoot!.querySelectorAll('button')].find((one) => one.textContent === 'Meer verhalen'),
      )
    ).click()
    await until(() => text(page).includes('Verhaal s-2'))
    assert.include(text(page), 'Verhaal s-1')
  })

  it('says so when a link names a pattern that is not there', async () => {
    location.hash = '#vlinder-pattern=gone%2Fby'
    const feed = begin()
    const page = await until(() => inside(feed, 'dialog vlinder-pattern'))
    await until(() => text(page).includes('Dit is er niet (meer).'))
  })

  it('is a press away from a feed that is narrowed to it', async () => {
    const feed = begin()
    feed.setAttribute('pattern', 'missing-party')
    const press = await until(() =>
      [...feed.shadowRoot!.querySelectorAll<HTMLElement>('.choices button')].find((one) =>
        one.textContent?.includes('Wat je eraan kunt doen'),
      ),
    )
    press.click()
    await until(() => inside(feed, 'dialog vlinder-pattern'))
  })

  it('says of a story in the feed why not everybody reads it', async () => {
    const items = [
      story('s-1', { status: 'withdrawn' }),
      story('s-2', { hidden: true }),
      story('s-3', { status: 'archived' }),
      story('s-4'),
    ]
    const feed = begin({ 'GET /stories': () => ({ items, next: null, mine: {} }) })
    await until(() => feed.shadowRoot!.querySelectorAll('article .mark').length === 3)
    const marks = [...feed.shadowRoot!.querySelectorAll('article')].map(
      (one) => one.querySelector('.mark')?.textContent,
    )
    assert.match(marks[0]!, /^Teruggetrokken/)
    assert.match(marks[1]!, /^Verborgen/)
    assert.match(marks[2]!, /^Gearchiveerd/)
    assert.isUndefined(marks[3])
    await accessible(feed)
  })
})
