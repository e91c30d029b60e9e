import { assert } from '@esm-bundle/chai'
import '../define/story-feed.ts'
import { accessible, inside, place, text, until } from '../testing/page.ts'
import { author, refusal, serve, story } from '../testing/server.ts'

const report = {
  id: 'r-1',
  at: '2026-10-01T10:00:00.000Z',
  on: { type: 'comment', id: 'c-1', in: { type: 'story', id: 's-1' } },
  author,
  excerpt: 'Mevrouw Jansen, 12 mei 1934',
  hidden: true,
  by: { ...author, id: 'm-2', name: 'Youssef el Idrissi' },
  reason: 'patient-data',
  text: 'Dit is een cliënt.',
  state: 'open',
  note: '',
}
const stories = (mayFeature: boolean) => ({
  items: [story('s-1')],
  next: null,
  mine: { 's-1': { reactions: [], mayEdit: false, mayDelete: mayFeature, mayFeature, unread: false } },
  featured: [],
})

describe('what was reported', () => {
  let server: ReturnType<typeof serve>
  afterEach(() => {
    server.stop()
    document.body.replaceChildren()
  })
  const button = (where: Element, words: string) =>
    until(() =>
      [...where.shadowRoot!.querySelectorAll<HTMLButtonElement>('button')].find(
        (one) => one.textContent === words,
      ),
    )

  const opened = async (more: Parameters<typeof serve>[0] = {}) => {
    let waiting = true
    server = serve({
      'GET /stories': () => stories(true),
      'GET /reports': () => ({ items: waiting ? [report] : [], next: null, mine: {} }),
      'PATCH /reports/r-1': () => {
        waiting = false
        return { item: { ...report, state: 'restored' }, mine: {} }
      },
      ...more,
    })
    const feed = place('<vlinder-story-feed></vlinder-story-feed>')
    ;(await button(feed, 'Meldingen')).click()
    const list = await until(() => inside(feed, 'dialog vlinder-reports'))
    await until(() => inside(list, 'li'))
    return list
  }

  it('is listed for a facilitator, with who reported it and why', async () => {
    const list = await opened()
    for (const words of [
      'Er staan gegevens van een cliënt in',
      'Mevrouw Jansen',
      'Youssef el Idrissi',
      'verborgen',
    ])
      assert.include(text(list), words)
    await accessible(list)
  })

  it('is decided with one press, and the focus goes back to the head of the list', async () => {
    const list = await opened()
    ;(await button(list, 'Laat staan')).click()
    await until(() => text(list).includes('Er wacht niets.'))
    const decided = server.asked.find(({ method, path }) => method === 'PATCH' && path === '/reports/r-1')
    assert.deepEqual(decided!.body, { state: 'restored' })
    assert.equal(list.shadowRoot!.activeElement?.localName, 'h2')
  })

  it('stays when deciding came to nothing, and says so', async () => {
    const list = await opened({ 'PATCH /reports/r-1': () => refusal('internal', 500) })
    ;(await button(list, 'Verberg')).click()
    await until(() => inside(list, '[role=alert]'))
    assert.include(text(list), 'Mevrouw Jansen')
  })

  it('can be looked at where it stands', async () => {
    const list = await opened()
    ;(await button(list, 'Bekijk')).click()
    const reader = await until(() => inside(list, 'dialog vlinder-story-reader'))
    await until(() => inside(reader, 'h2'))
  })

  it('is for facilitators alone', async () => {
    server = serve({ 'GET /stories': () => stories(false) })
    const feed = place('<vlinder-story-feed></vlinder-story-feed>')
    await button(feed, 'Meer filters')
    assert.notInclude(text(feed), 'Meldingen')
    assert.isFalse(server.asked.some(({ path }) => path === '/reports'))
  })
})
