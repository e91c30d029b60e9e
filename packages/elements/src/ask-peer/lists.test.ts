import { assert } from '@esm-bundle/chai'
import '../define/ask-peer.ts'
import { forget } from '../kit/drafts.ts'
import { accessible, inside, place, text, type, until } from '../testing/page.ts'
import { member, question, serve } from '../testing/server.ts'
import type { AskPeer } from './ask-peer.ts'

const BOX = '<vlinder-ask-peer></vlinder-ask-peer>'

const page = (...items: object[]) => ({ items, next: null, mine: {} })
const asked = (id: string, title: string, more: object = {}) => ({ ...question, id, title, ...more })
const openOnly = (query: URLSearchParams, ...items: object[]) =>
  query.get('state') === 'open' ? page(...items) : page()
const me = { id: 'm-2', name: 'Sanne Bos' }

describe('the lists below the box', () => {
  let server: ReturnType<typeof serve>
  afterEach(() => {
    server.stop()
    forget()
    document.body.replaceChildren()
  })

  const titles = (box: Element, list: string) =>
    [...box.shadowRoot!.querySelectorAll(`${list} b`)].map((one) => one.textContent)

  it('say what the reader asked, with how it stands, and once', async () => {
    const own = asked('q-9', 'Hoe leren jullie dit aan?', { author: me, answers: 2, helped: 1 })
    server = serve({
      'GET /questions': ({ query }) =>
        query.get('author') === 'm-2' ? page(own) : openOnly(query, own, question),
    })
    const box = place<AskPeer>(BOX)
    await until(() => titles(box, '.mine').length)
    assert.include(text(box), '2 antwoorden, 1 hielp')
    assert.deepEqual(titles(box, '.open'), [question.title])
    await accessible(box)
  })

  it('say of own questions which answers are new, until they are opened', async () => {
    let answers = 1
    const own = () => asked('q-1', 'Hoe leren jullie dit aan?', { author: me, answers })
    const routes = {
      'GET /questions': ({ query }: { query: URLSearchParams }) =>
        query.get('author') === 'm-2' ? page(own()) : page(),
    }
    const shown = async (markup: string) => {
      server = serve(routes)
      const box = place<AskPeer>(markup)
      box.parentElement!.setAttribute('community', 'seen')
      await until(() => titles(box, '.mine').length)
      return box
    }
    localStorage.removeItem(`vlinder-seen ${location.origin} seen `)
    const first = await shown(BOX)
    assert.notInclude(text(first), 'nieuw')
    first.remove()
    server.stop()
    answers = 3
    const later = await shown(BOX)
    await until(() => text(later).includes('2 nieuwe antwoorden'))
    await accessible(later)
    inside(later, '.mine .hit')!.click()
    await until(() => !text(later).includes('nieuwe'))
  })

  it('say which own questions nobody took up in time', async () => {
    const fenna = { id: 'm-3', name: 'Fenna Dijkstra' }
    const own = asked('q-9', 'Wie?', {
      author: me,
      asks: [{ member: fenna, at: question.at, accepted: false }],
    })
    server = serve({
      'GET /questions': ({ query }) =>
        query.get('author') === 'm-2'
          ? { ...page(own), mine: { 'q-9': { replies: [{ member: 'm-3', state: 'silent' }] } } }
          : page(),
    })
    const box = place<AskPeer>(BOX)
    await until(() => text(box).includes('vraag je het nog iemand?'))
  })

  it('narrow open questions to a topic, and keep what is being typed', async () => {
    server = serve({
      'GET /questions': ({ query }) =>
        query.get('topic') === 'wondzorg' ? page(asked('q-7', 'Welk verband?')) : undefined,
    })
    const box = place<AskPeer>(BOX)
    const select = await until(() => inside<HTMLSelectElement>(box, '.topic select'))
    assert.deepEqual(
      [...select.options].map(({ text }) => text),
      ['alle onderwerpen', 'medicatie', 'wondzorg'],
    )
    const field = inside<HTMLTextAreaElement>(box, 'textarea')!
    field.value = 'Een begin'
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
    select.value = 'wondzorg'
    select.dispatchEvent(new Event('change'))
    await until(() => titles(box, '.open')[0] === 'Welk verband?')
    assert.equal(field.value, 'Een begin')
    await accessible(box)
  })

  it('offer no choice of topic where the page chose one', async () => {
    server = serve()
    const box = place<AskPeer>('<vlinder-ask-peer topic="medicatie"></vlinder-ask-peer>')
    await until(() => titles(box, '.open').length)
    assert.isNull(inside(box, '.topic'))
    assert.deepEqual(
      server.asked.filter(({ query }) => query.has('state')).map(({ query }) => query.get('topic')),
      ['medicatie'],
    )
  })

  it('change what is shown where it stands, and keep what is new behind a button', async () => {
    let items = [question]
    const changes = live()
    server = serve({
      ...changes.routes,
      'GET /questions': ({ query }) => openOnly(query, ...items),
    })
    const box = place<AskPeer>(BOX)
    await until(() => titles(box, '.open').length)
    await changes.listening()
    items = [asked('q-8', 'Iets nieuws?'), { ...question, answers: 1 }]
    changes.tell(
      { type: 'question', id: 'q-8', action: 'created' },
      { type: 'answer', id: 'a-9', parent: 'q-1', action: 'created' },
    )
    const button = await until(() => inside(box, '.live button'))
    assert.equal(button.textContent, '1 nieuwe vraag')
    assert.deepEqual(titles(box, '.open'), [question.title])
    assert.include(text(box), '1 antwoord')
    await accessible(box)
    button.click()
    await until(() => titles(box, '.open')[0] === 'Iets nieuws?')
    await until(() => !inside(box, '.live button'))
    assert.equal(box.shadowRoot!.activeElement?.id, 'open')
  })

  it('say what was asked of the reader, who replies with one press', async () => {
    const asker = { id: 'm-3', name: 'Fenna Dijkstra' }
    let state = 'asked'
    const asks = [{ member: me, at: question.at, by: { id: 'm-4', name: 'Joris' }, accepted: false }]
    const mine = () => ({
      'q-5': { mayEdit: false, mayDelete: false, asked: { member: 'm-2', state, mayReply: true } },
    })
    server = serve({
      'GET /questions': ({ query }) =>
        query.get('asked') === 'me'
          ? { ...page(asked('q-5', 'Wie heeft dit gedaan?', { asks, author: asker })), mine: mine() }
          : undefined,
      'PUT /questions/q-5/reply': ({ body }) => {
        state = (body as { state: string }).state
        return { item: asked('q-5', 'Wie heeft dit gedaan?'), mine: mine()['q-5'] }
      },
    })
    const box = place<AskPeer>(BOX)
    await until(() => text(box).includes('Fenna Dijkstra vraagt het jou; Joris noemde jou'))
    await accessible(box)
    const button = (label: string) =>
      [...box.shadowRoot!.querySelectorAll<HTMLButtonElement>('.waiting button')].find(
        (one) => one.textContent === label,
      )!
    button('Ik pak dit op').click()
    await until(() => text(box).includes('Je pakt dit op.'))
    assert.equal(button('Ik pak dit op').ariaPressed, 'true')
    button('Nu niet').click()
    await until(() => text(box).includes('Je laat dit aan anderen.'))
    assert.deepEqual(
      server.asked.filter(({ method }) => method === 'PUT').map(({ body }) => body),
      [{ state: 'accepted' }, { state: 'passed' }],
    )
  })

  it('let who was asked name somebody who knows more', async () => {
    const anna = { ...member, id: 'm-7', name: 'Anna Bos' }
    server = serve({
      'GET /members': ({ query }) =>
        query.has('q')
          ? { ...page(anna), mine: { 'm-7': { self: false, mayDeactivate: false } } }
          : undefined,
      'GET /questions': ({ query }) =>
        query.get('asked') === 'me'
          ? {
              ...page(question),
              mine: { 'q-1': { asked: { member: 'm-2', state: 'asked', mayReply: true } } },
            }
          : undefined,
      'PUT /questions/q-1/reply': () => ({ item: question, mine: {} }),
    })
    const box = place<AskPeer>(BOX)
    const refer = await until(() =>
      [...box.shadowRoot!.querySelectorAll<HTMLButtonElement>('.waiting button')].find(
        (one) => one.textContent === 'Ik weet iemand',
      ),
    )
    refer.click()
    const find = await until(() => inside<HTMLInputElement>(box, '#refer'))
    await until(() => box.shadowRoot!.activeElement === find)
    type(find, 'anna')
    await until(() => inside(box, '[role=option]'))
    await accessible(box)
    find.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
    await until(() =>
      server.asked.some(({ body }) => JSON.stringify(body) === '{"state":"referred","to":"m-7"}'),
    )
  })

  it('say to facilitators what nobody took up, and to nobody else', async () => {
    const routes = (role: string) => ({
      'GET /me': () => ({
        item: { ...member, id: 'm-2', role },
        mine: { self: true, source: { about: '' } },
      }),
      'GET /questions': ({ query }: { query: URLSearchParams }) =>
        query.has('needs') ? page(asked('q-6', 'Hoort iemand mij?')) : undefined,
    })
    server = serve(routes('facilitator'))
    const box = place<AskPeer>(BOX)
    await until(() => titles(box, '.needing')[0] === 'Hoort iemand mij?')
    await accessible(box)
    server.stop()
    server = serve(routes('member'))
    const other = place<AskPeer>(BOX)
    await until(() => server.asked.some(({ query }) => query.has('author')))
    await until(() => titles(other, '.open').length)
    assert.isFalse(server.asked.some(({ query }) => query.has('needs')))
  })

  it('take away a question that is gone', async () => {
    let items = [question, asked('q-8', 'Tweede?')]
    const changes = live()
    server = serve({
      ...changes.routes,
      'GET /questions': ({ query }) => openOnly(query, ...items),
    })
    const box = place<AskPeer>(BOX)
    await until(() => titles(box, '.open').length === 2)
    await changes.listening()
    items = items.slice(1)
    changes.tell({ type: 'question', id: 'q-1', action: 'deleted' })
    await until(() => titles(box, '.open').length === 1)
  })
})

/** A line over which a test tells what others write. */
function live() {
  let n = 1
  let push: ((text: string) => void) | undefined
  const tell = (...changes: object[]) => {
    for (const change of changes)
      push!(`event: change\nid: ${++n}\ndata: ${JSON.stringify({ n, ...change })}\n\n`)
  }
  return {
    tell,
    listening: () => until(() => push),
    routes: {
      'GET /changes': () =>
        new Response(
          new ReadableStream({
            start(controller) {
              push = (text) => controller.enqueue(new TextEncoder().encode(text))
              push(`event: ready\nid: ${n}\ndata: {}\n\n`)
            },
          }),
          { headers: { 'content-type': 'text/event-stream' } },
        ),
    },
  }
}
