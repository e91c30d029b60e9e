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

  describe('a link to a story', () => {
    const open = () =>
      [...document.querySelectorAll('vlinder-story-feed')].filter((feed) =>
        inside(feed, 'dialog vlinder-story-reader'),
      )
    const close = () => inside<HTMLDialogElement>(open()[0]!, 'dialog')!.close()
    const moved = () => new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }))
    afterEach(async () => {
      if (!location.hash) return
      const gone = moved()
      location.hash = ''
      await gone
    })

    it('opens it once, whatever many feeds there are', async () => {
      server = serve()
      history.replaceState(null, '', '#vlinder-story=s-1')
      const feeds = [place<StoryFeed>(FEED), place<StoryFeed>(FEED)]
      await until(() => open().length === 1)
      await until(() => feeds.every((feed) => inside(feed, '.choices select')))
      assert.equal(open().length, 1)
    })

    it('leaves no trace of it once it is closed, and opens it again', async () => {
      server = serve()
      history.replaceState({ router: 1 }, '', '#vlinder-story=s-1')
      place<StoryFeed>(FEED)
      await until(() => open().length)
      const entries = history.length
      close()
      await until(() => !location.href.includes('#'))
      assert.deepEqual(history.state, { router: 1 })
      assert.equal(history.length, entries)
      location.hash = '#vlinder-story=s-1'
      await until(() => open().length)
    })

    it('leaves the route of a host that keeps it in the hash', async () => {
      server = serve()
      const routes: string[] = []
      const routed = () => routes.push(location.hash.slice(1).split('?')[0]!)
      addEventListener('hashchange', routed)
      location.hash = '#/team?tab=2&vlinder-story=s-1'
      place<StoryFeed>(FEED)
      await until(() => open().length)
      close()
      await until(() => location.hash === '#/team?tab=2')
      location.hash = '#/elsewhere'
      await until(() => routes.length === 2)
      removeEventListener('hashchange', routed)
      assert.deepEqual(routes, ['/team', '/elsewhere'])
    })

    it('closes it when its reader goes back', async () => {
      server = serve()
      place<StoryFeed>(FEED)
      await until(() => inside(document.querySelector('vlinder-story-feed')!, '.choices select'))
      location.hash = '#vlinder-story=s-1'
      await until(() => open().length)
      history.back()
      await until(() => !open().length)
      assert.equal(location.hash, '')
    })
  })
})
