import { assert } from '@esm-bundle/chai'
import '../define/story-feed.ts'
import { accessible, inside, place, text, type, until } from '../testing/page.ts'
import { member, serve, story } from '../testing/server.ts'
import type { StoryFeed } from './story-feed.ts'

const page = (items: object[], more: object = {}) => ({ items, next: null, mine: {}, ...more })
const FEED = '<vlinder-story-feed></vlinder-story-feed>'

describe('what a feed does once its first stories show', () => {
  let server: ReturnType<typeof serve>
  afterEach(() => {
    server.stop()
    document.body.replaceChildren()
    history.replaceState(null, '', location.pathname + location.search)
  })

  const select = (feed: Element, words: string) =>
    until(() =>
      [...feed.shadowRoot!.querySelectorAll('label')]
        .find((one) => one.textContent?.includes(words))
        ?.querySelector('select'),
    )
  const choose = (field: HTMLSelectElement, value: string) => {
    field.value = value
    field.dispatchEvent(new Event('change'))
  }
  const asked = (name: string, value: string | null) =>
    until(() => server.asked.some(({ path, query }) => path === '/stories' && query.get(name) === value))

  it('orders the feed as the reader chooses, and leaves it to the server until then', async () => {
    server = serve()
    const feed = place<StoryFeed>(FEED)
    choose(await select(feed, 'Volgorde'), 'most-read-month')
    await asked('sort', 'most-read-month')
    assert.isNull(server.asked.find(({ path }) => path === '/stories')!.query.get('sort'))
  })

  it('narrows the feed by pattern and period, behind a button that says whether they show', async () => {
    server = serve()
    const feed = place<StoryFeed>(FEED)
    const more = await until(() => inside(feed, '.choices [aria-expanded]'))
    assert.equal(more.getAttribute('aria-expanded'), 'false')
    more.click()
    choose(await select(feed, 'Patroon'), 'missing-party')
    await asked('pattern', 'missing-party')
    choose(await select(feed, 'Verteld in'), String(new Date().getUTCFullYear()))
    await asked('period', String(new Date().getUTCFullYear()))
    assert.equal(more.getAttribute('aria-expanded'), 'true')
    await accessible(feed)
  })

  it('finds an author by name', async () => {
    server = serve({ 'GET /members': () => ({ ...page([member]), subjects: {} }) })
    const feed = place<StoryFeed>(FEED)
    ;(await until(() => inside(feed, '.choices [aria-expanded]'))).click()
    const field = await until(() => inside<HTMLInputElement>(feed, '[type=search]'))
    type(field, 'Mar')
    await until(() => inside(feed, 'datalist option'))
    type(field, 'Marieke Aalbers, Wijkverpleegkundige')
    await asked('author', 'm-1')
    type(field, '')
    await until(() => feed.author === undefined)
  })

  it('names the author whom the page chose', async () => {
    server = serve()
    const feed = place<StoryFeed>('<vlinder-story-feed author="m-1"></vlinder-story-feed>')
    await until(() => inside<HTMLInputElement>(feed, '[type=search]')?.value.startsWith('Marieke Aalbers'))
    await asked('author', 'm-1')
  })

  it('says which stories are new, until they are opened', async () => {
    server = serve({
      'GET /stories': () => page([story('s-1')], { mine: { 's-1': { reactions: [], unread: true } } }),
    })
    const feed = place<StoryFeed>(FEED)
    await until(() => text(feed).includes('Nieuw'))
    inside(feed, 'h3 button')!.click()
    await until(() =>
      server.asked.some(({ method, path }) => `${method} ${path}` === 'PUT /stories/s-1/read'),
    )
    feed.requestUpdate()
    await until(() => !text(feed).includes('Nieuw'))
  })

  it('shows what is featured first, and once', async () => {
    server = serve({
      'GET /stories': () => page([story('s-1'), story('s-2')], { featured: [story('s-2')] }),
    })
    const feed = place<StoryFeed>(FEED)
    await until(() => inside(feed, 'article'))
    const titles = [...feed.shadowRoot!.querySelectorAll('h3')].map((one) => one.textContent)
    assert.deepEqual(titles, ['Verhaal s-2', 'Verhaal s-1'])
    assert.include(inside(feed, 'article')!.textContent ?? '', 'Uitgelicht')
  })

  it('shows a short list under its order, with nothing to choose', async () => {
    server = serve()
    const feed = place<StoryFeed>(
      '<vlinder-story-feed variant="list" sort="most-read-month"></vlinder-story-feed>',
    )
    const title = await until(() => inside(feed, '.stories button'))
    assert.equal(inside(feed, 'h2')?.textContent, 'meest gelezen deze maand')
    assert.include(text(feed), 'Mislukt, en geleerd')
    assert.isNull(inside(feed, 'select'))
    await asked('limit', '5')
    await accessible(feed)
    title.click()
    await until(() => inside(feed, 'dialog vlinder-story-reader'))
  })

  it('opens the story of a shared link once, whatever many feeds there are', async () => {
    server = serve()
    history.replaceState({ router: 1 }, '', '#vlinder-story=s-1')
    const [first, second] = [place<StoryFeed>(FEED), place<StoryFeed>(FEED)]
    const open = () => [first, second].filter((feed) => inside(feed, 'dialog vlinder-story-reader'))
    await until(() => open().length === 1)
    await until(() => inside(first, '.choices select') && inside(second, '.choices select'))
    inside<HTMLDialogElement>(open()[0]!, 'dialog')!.close()
    await until(() => open().length === 0)
    assert.equal(location.hash, '#vlinder-story=s-1')
    assert.deepEqual(history.state, { router: 1 })
    location.hash = '#/elsewhere'
    await new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }))
    assert.equal(open().length, 0)
    location.hash = '#vlinder-story=s-1'
    await until(() => open().length === 1)
  })
})
