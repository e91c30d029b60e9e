import { assert } from '@esm-bundle/chai'
import '../define/story-feed.ts'
import { accessible, inside, place, text, type, until } from '../testing/page.ts'
import { refusal, serve, story } from '../testing/server.ts'
import type { StoryFeed } from './story-feed.ts'

const FEED = '<vlinder-story-feed></vlinder-story-feed>'

describe('vlinder-story-feed', () => {
  let server: ReturnType<typeof serve>
  afterEach(() => {
    server.stop()
    document.body.replaceChildren()
  })

  it('shows who tells what, the lesson in front, under the shared goal', async () => {
    server = serve()
    const feed = place<StoryFeed>(FEED)
    let loaded = 0
    feed.addEventListener('vlinder-loaded', () => loaded++)
    await until(() => inside(feed, 'article') && text(feed).includes('Samen leren'))
    for (const words of [
      'Verhaal s-1',
      'Laat de mantelzorger meekiezen.',
      'Marieke Aalbers',
      'Mislukt, en geleerd',
      'Een partij ontbrak aan tafel',
    ]) {
      assert.include(text(feed), words)
    }
    await until(() => loaded > 0)
    await accessible(feed)
  })

  it('asks for one kind when its filter is pressed', async () => {
    server = serve()
    const feed = place<StoryFeed>(FEED)
    await until(() => inside(feed, 'article'))
    const button = [...feed.shadowRoot!.querySelectorAll<HTMLElement>('.filters button')].find((one) =>
      one.textContent?.includes('Gelukt'),
    )!
    button.click()
    await until(() => server.asked.some(({ query }) => query.get('kind') === 'success'))
    await until(() => button.getAttribute('aria-pressed') === 'true')
  })

  it('loads the next page when it is asked to', async () => {
    server = serve()
    const feed = place<StoryFeed>(FEED)
    await until(() => text(feed).includes('Verhaal s-1'))
    inside(feed, '.more')?.click()
    await until(() => text(feed).includes('Verhaal s-2'))
    assert.include(text(feed), 'Verhaal s-1')
  })

  it('gives a reaction, and shows the new count', async () => {
    server = serve()
    const feed = place<StoryFeed>(FEED)
    const button = await until(() => inside(feed, '.reaction'))
    button.click()
    await until(() => button.getAttribute('aria-pressed') === 'true')
    assert.include(button.textContent ?? '', '4')
  })

  it('shows a press at once, and sends the last wish only', async () => {
    let answer = () => {}
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    const counts = { recognise: 4, learned: 1, thanks: 0 }
    server = serve({
      'PUT /stories/s-1/reactions/recognise': async () => {
        await answered
        return { reactions: counts, mine: ['recognise'] }
      },
      'DELETE /stories/s-1/reactions/recognise': () => ({
        reactions: { ...counts, recognise: 3 },
        mine: [],
      }),
    })
    const feed = place<StoryFeed>(FEED)
    const button = await until(() => inside(feed, '.reaction'))
    const writes = () =>
      server.asked.filter(({ path }) => path.includes('reactions')).map(({ method }) => method)
    button.click()
    await feed.updateComplete
    assert.equal(button.getAttribute('aria-pressed'), 'true')
    button.click()
    await feed.updateComplete
    assert.equal(button.getAttribute('aria-pressed'), 'false')
    assert.deepEqual(writes(), ['PUT'])
    answer()
    await until(() => writes().length === 2)
    assert.deepEqual(writes(), ['PUT', 'DELETE'])
    assert.equal(button.getAttribute('aria-pressed'), 'false')
  })

  it('takes a reaction back that failed, and says so in its story', async () => {
    server = serve({ 'PUT /stories/s-1/reactions/recognise': () => refusal('forbidden', 403) })
    const feed = place<StoryFeed>(FEED)
    const button = await until(() => inside(feed, '.reaction'))
    button.click()
    await until(() => inside(feed, 'article [role=alert]')?.textContent?.includes('Dat mag alleen'))
    assert.equal(button.getAttribute('aria-pressed'), 'false')
    assert.isNotNull(inside(feed, '.more'))
  })

  it('promises no second try of a reaction that did not get through', async () => {
    server = serve({
      'PUT /stories/s-1/reactions/recognise': () => {
        throw new TypeError('Failed to fetch')
      },
    })
    const feed = place<StoryFeed>(FEED)
    ;(await until(() => inside(feed, '.reaction'))).click()
    await until(() => inside(feed, 'article [role=alert]')?.textContent?.includes('druk zo nog eens.'))
    assert.notInclude(text(feed), 'We proberen het zo weer')
  })

  it('keeps its place when a comment is written, and counts it', async () => {
    server = serve()
    const feed = place<StoryFeed>(FEED)
    await until(() => text(feed).includes('Verhaal s-1'))
    inside(feed, '.more')?.click()
    await until(() => text(feed).includes('Verhaal s-2'))
    inside(feed, 'h3 button')!.click()
    const reader = await until(() => inside(feed, 'dialog vlinder-story-reader'))
    type(await until(() => inside<HTMLTextAreaElement>(reader, 'textarea')), 'Herkenbaar.')
    ;(await until(() => inside<HTMLButtonElement>(reader, 'form .primary:not(:disabled)'))).click()
    await until(() => text(feed).includes('1 reactie'))
    assert.include(text(feed), 'Verhaal s-2')
  })

  it('shows no story of another kind when a filter fails', async () => {
    server = serve({
      'GET /stories': ({ query }) =>
        query.has('kind') ? refusal('internal', 500) : { items: [story('s-1')], next: null, mine: {} },
    })
    const feed = place<StoryFeed>(FEED)
    await until(() => inside(feed, 'article'))
    feed.kind = 'success'
    await until(() => inside(feed, '[role=alert]'))
    assert.isNull(inside(feed, 'article'))
  })

  it('tells the page about itself only, not about what opens inside it', async () => {
    server = serve()
    const feed = place<StoryFeed>(FEED)
    let loaded = 0
    document.body.addEventListener('vlinder-loaded', () => loaded++)
    await until(() => loaded === 1)
    ;(await until(() => inside(feed, 'h3 button'))).click()
    const reader = await until(() => inside(feed, 'dialog vlinder-story-reader'))
    await until(() => text(reader).includes('Nog geen reacties'))
    assert.equal(loaded, 1)
  })

  it('opens a story whole, and closes it with Escape', async () => {
    server = serve()
    const feed = place<StoryFeed>(FEED)
    const title = await until(() => inside(feed, 'h3 button'))
    title.focus()
    title.click()
    const reader = await until(() => inside(feed, 'dialog vlinder-story-reader'))
    await until(() => text(reader).includes('Fietst elke dag.') && text(reader).includes('Nog geen reacties'))
    await accessible(reader)
    inside<HTMLDialogElement>(feed, 'dialog')!.close()
    await until(() => !inside(feed, 'dialog'))
    assert.equal(feed.shadowRoot!.activeElement, title)
  })

  it('keeps a comment that could not be sent, and sends it once', async () => {
    let broken = true
    server = serve({
      'POST /stories/s-1/comments': () =>
        broken ? refusal('storage-full', 507) : { item: { id: 'c-1' }, mine: {} },
    })
    const feed = place<StoryFeed>(FEED)
    ;(await until(() => inside(feed, 'h3 button'))).click()
    const reader = await until(() => inside(feed, 'dialog vlinder-story-reader'))
    const field = await until(() => inside<HTMLTextAreaElement>(reader, 'textarea'))
    type(field, 'Herkenbaar.')
    const send = await until(() => inside<HTMLButtonElement>(reader, 'form .primary:not(:disabled)'))
    send.click()
    await until(() => text(reader).includes('geen ruimte'))
    assert.equal(field.value, 'Herkenbaar.')
    broken = false
    ;(await until(() => inside<HTMLButtonElement>(reader, 'form .primary:not(:disabled)'))).click()
    await until(() => field.value === '')
    const keys = server.asked
      .filter(({ path, method }) => path.endsWith('/comments') && method === 'POST')
      .map(({ key }) => key)
    assert.equal(new Set(keys).size, 1)
  })

  it('sends changed words as another comment when the first try arrived unheard', async () => {
    let tries = 0
    server = serve({
      'POST /stories/s-1/comments': () =>
        ++tries === 1 ? refusal('idempotency-key-reused', 422) : { item: { id: 'c-2' }, mine: {} },
    })
    const feed = place<StoryFeed>(FEED)
    ;(await until(() => inside(feed, 'h3 button'))).click()
    const reader = await until(() => inside(feed, 'dialog vlinder-story-reader'))
    const field = await until(() => inside<HTMLTextAreaElement>(reader, 'textarea'))
    type(field, 'Herkenbaar, en ook bij ons.')
    const send = await until(() => inside<HTMLButtonElement>(reader, 'form .primary:not(:disabled)'))
    send.click()
    await until(() => text(reader).includes('toch aangekomen'))
    send.click()
    await until(() => field.value === '')
    const keys = server.asked.filter(({ method }) => method === 'POST').map(({ key }) => key)
    assert.equal(new Set(keys).size, 2)
  })

  it('opens one dialog, however often its title is pressed', async () => {
    server = serve()
    const feed = place<StoryFeed>(FEED)
    const title = await until(() => inside(feed, 'h3 button'))
    title.click()
    title.click()
    await until(() => inside(feed, 'dialog vlinder-story-reader'))
    await feed.lazily(() => import('./open-story.ts'))
    assert.equal(feed.shadowRoot!.querySelectorAll('dialog').length, 1)
  })

  it('says that a part could not be loaded until one can be', async () => {
    server = serve()
    const feed = place<StoryFeed>(FEED)
    await until(() => inside(feed, 'article'))
    await feed.lazily(() => Promise.reject(new TypeError('Failed to fetch')))
    const said = await until(() => inside(feed, '.broken'))
    assert.equal(getComputedStyle(said).position, 'sticky')
    ;(await until(() => inside(feed, 'h3 button'))).click()
    await until(() => inside(feed, 'dialog vlinder-story-reader'))
    await until(() => !inside(feed, '.broken'))
  })

  it('tells a story in the studio, and offers to read it back', async () => {
    server = serve()
    const feed = place<StoryFeed>(FEED)
    await until(() => inside(feed, 'article'))
    inside(feed, '.bar button')!.click()
    const studio = await until(() => inside(feed, 'dialog vlinder-story-studio'))
    ;(await until(() => inside(studio, 'input[type=radio]'))).click()
    inside(studio, '[title="Wat is de les, en voor wie?"]')!.click()
    type(await until(() => inside<HTMLTextAreaElement>(studio, '#field')), 'Te vroeg gejuicht')
    inside(studio, '[title="Kijk het na"]')!.click()
    ;(await until(() => inside(studio, '.step article') && inside(studio, '.acts .primary'))).click()
    await until(() => !inside(feed, 'dialog'))
    await until(() => inside(feed, '[role=status]')?.textContent?.includes('Je verhaal staat erbij'))
  })

  it('invites the first story when there is none', async () => {
    server = serve({ 'GET /stories': () => ({ items: [], next: null, mine: {} }) })
    const feed = place<StoryFeed>(FEED)
    await until(() => text(feed).includes('Dat van jou kan het eerste zijn'))
    await accessible(feed)
  })

  it('names an attribute with a value that it cannot have', async () => {
    server = serve()
    const feed = place<StoryFeed>('<vlinder-story-feed kind="blunder"></vlinder-story-feed>')
    await until(() => text(feed).includes('kind="blunder" must be failure'))
  })

  it('offers to try again, and does', async () => {
    let broken = true
    server = serve({
      'GET /stories': () =>
        broken ? refusal('internal', 500) : { items: [story('s-1')], next: null, mine: {} },
    })
    const feed = place<StoryFeed>(FEED)
    let errors = 0
    feed.addEventListener('vlinder-error', () => errors++)
    const again = await until(() => inside(feed, '[role=alert] button'))
    assert.isAbove(errors, 0)
    await accessible(feed)
    broken = false
    again.click()
    await until(() => inside(feed, 'article'))
    assert.isNull(inside(feed, '[role=alert]'))
  })

  it('says that nobody is signed in', async () => {
    server = serve({ 'GET /stories': () => refusal('token-missing', 401) })
    const feed = place<StoryFeed>(FEED)
    await until(() => text(feed).includes('niet (meer) aangemeld'))
  })

  it('has no style attribute and stays hidden when told so', async () => {
    server = serve()
    const feed = place<StoryFeed>('<vlinder-story-feed hidden></vlinder-story-feed>')
    await until(() => inside(feed, 'article'))
    assert.equal(getComputedStyle(feed).display, 'none')
    assert.isNull(inside(feed, '[style]'))
  })
})
