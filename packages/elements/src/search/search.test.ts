import { assert } from '@esm-bundle/chai'
import type { SearchHit, SearchPage } from '@vlinder/contract'
import '../define/search.ts'
import { accessible, inside, place, text, type, until } from '../testing/page.ts'
import { author, refusal, serve } from '../testing/server.ts'
import type { Search } from './search.ts'

const none = { story: 0, question: 0, answer: 0, member: 0 }
const plain = (text: string) => ({ text, marks: [] })
const written = { language: 'nl' as const, author, at: '2026-10-01T10:00:00.000Z' }
const HITS: SearchHit[] = [
  {
    ...written,
    ...{ type: 'story', id: 'story:s-1', story: 's-1', kind: 'failure' },
    title: { text: 'De dispenser <b>bleef</b> dicht', marks: [[3, 12]] },
    snippet: { text: 'Na drie weken stond de dispenser stil.', marks: [[23, 32]] },
  },
  {
    ...written,
    ...{ type: 'question', id: 'question:q-1', question: 'q-1', answers: 1, helped: 1 },
    ...{ title: plain('Wie bel je?'), snippet: plain('') },
  },
  {
    ...written,
    ...{ type: 'answer', id: 'answer:a-1', answer: 'a-1', question: 'q-1', helped: true },
    ...{ title: plain('Wie bel je?'), snippet: plain('Bel de apotheek.') },
  },
  { type: 'member', id: 'member:m-1', member: author, title: plain(author.name), snippet: plain('De Linde') },
]
const found = (more: Partial<SearchPage> = {}): SearchPage => ({
  items: HITS,
  next: null,
  mine: { 'answer:a-1': { own: true } },
  counts: { story: 1, question: 1, answer: 1, member: 1 },
  also: [],
  ...more,
})

describe('vlinder-search', () => {
  let server: ReturnType<typeof serve>
  afterEach(() => {
    server.stop()
    document.body.replaceChildren()
  })

  /** A field with `routes` behind it, in which `typed` was typed. */
  async function searching(routes: Parameters<typeof serve>[0], typed = 'dispenser', lang = 'nl') {
    server = serve(routes)
    const box = place<Search>('<vlinder-search></vlinder-search>', lang)
    const field = await until(() => inside<HTMLInputElement>(box, 'input'))
    if (typed) type(field, typed)
    return { box, field }
  }
  const asked = () => server.asked.filter(({ path }) => path === '/search')
  const button = (box: Search, label: string) =>
    [...box.shadowRoot!.querySelectorAll('button')].find((one) => one.textContent?.includes(label))
  const status = (box: Search) => inside(box, '[role=status]')?.textContent

  it('asks for nothing and shows nothing until somebody types two letters', async () => {
    const { box, field } = await searching({ 'GET /search': () => found() }, '')
    await accessible(box)
    type(field, 'd')
    type(field, '')
    await box.updateComplete
    assert.isNull(inside(box, '[part=found]'))
    assert.equal(asked().length, 0)
  })

  it('shows what is found by word, shape and face, with what was typed marked, and says how much', async () => {
    const { box } = await searching({ 'GET /search': () => found() })
    await until(() => text(box).includes('De dispenser <b>bleef</b> dicht'))
    assert.deepEqual(
      [...box.shadowRoot!.querySelectorAll('mark')].map(({ textContent }) => textContent),
      ['dispenser', 'dispenser'],
    )
    assert.deepEqual(
      [...box.shadowRoot!.querySelectorAll('.kind')].map((one) => one.textContent?.trim()),
      ['Mislukt, en geleerd', 'Vraag', 'Antwoord', 'Collega'],
    )
    assert.include(text(box), 'van jou · hielp de vrager')
    assert.ok(inside(box, '.face'))
    assert.equal(status(box), '4 gevonden')
    await accessible(box)
  })

  it('does so in English', async () => {
    const { box } = await searching(
      { 'GET /search': () => found({ also: ['Dispenser'] }) },
      'dispensre',
      'en',
    )
    await until(() => text(box).includes('Also searched for Dispenser'))
    assert.equal(status(box), '4 found. Also searched for Dispenser')
  })

  it('asks once somebody pauses, and ends what is overtaken', async () => {
    const waiting: ((page: SearchPage) => void)[] = []
    const { box, field } = await searching(
      {
        'GET /search': ({ query }) =>
          query.get('q') === 'dispenser'
            ? new Promise<SearchPage>((resolve) => waiting.push(resolve))
            : found({ items: [], counts: none }),
      },
      'disp',
    )
    type(field, 'dispenser')
    await until(() => waiting.length === 1)
    type(field, 'pomp')
    await until(() => text(box).includes('Niets gevonden voor “pomp”'))
    waiting[0]!(found())
    await box.updateComplete
    assert.deepEqual(
      asked().map(({ query }) => query.get('q')),
      ['dispenser', 'pomp'],
    )
    assert.notInclude(text(box), 'bleef')
    await accessible(box)
  })

  it('shows one type when asked to, and says how many there are of each', async () => {
    const { box } = await searching({
      'GET /search': ({ query }) =>
        found({
          ...(query.get('type') === 'member' && { items: HITS.slice(3) }),
          counts: { ...none, story: 100, member: 1 },
        }),
    })
    const member = await until(() => button(box, 'Collega’s 1'))
    assert.ok(button(box, 'Verhalen 100+'))
    assert.notOk(button(box, 'Vragen'))
    member.click()
    await until(() => box.shadowRoot!.querySelectorAll('.hit').length === 1)
    assert.equal(member.getAttribute('aria-pressed'), 'true')
    assert.equal(status(box), '1 gevonden')
  })

  it('brings more, each thing once', async () => {
    const { box } = await searching({
      'GET /search': ({ query }) =>
        query.has('cursor') ? found({ items: HITS.slice(1) }) : found({ items: HITS.slice(0, 2), next: 'n' }),
    })
    ;(await until(() => button(box, 'Meer resultaten'))).click()
    await until(() => box.shadowRoot!.querySelectorAll('.hit').length === 4)
    assert.notOk(button(box, 'Meer resultaten'))
  })

  it('opens a story, a question at its answer, and a member', async () => {
    const { box } = await searching({ 'GET /search': () => found() })
    await until(() => inside(box, '.hit'))
    const titles = [...box.shadowRoot!.querySelectorAll<HTMLButtonElement>('.hit button')]
    for (const [i, tag] of ['story-reader', 'question-thread', 'question-thread', 'member-card'].entries()) {
      titles[i]!.click()
      await until(() => inside(box, `vlinder-${tag}`))
      inside<HTMLDialogElement>(box, 'dialog')?.close()
      await until(() => !inside(box, 'dialog'))
    }
  })

  it('is emptied by Escape, which then goes no further', async () => {
    const { box, field } = await searching({ 'GET /search': () => found() })
    await until(() => inside(box, '.hit'))
    let heard = 0
    box.parentElement?.addEventListener('keydown', () => heard++)
    const press = () =>
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }))
    press()
    await until(() => !inside(box, '[part=found]'))
    assert.equal(field.value, '')
    assert.equal(heard, 0)
    press()
    assert.equal(heard, 1)
  })

  it('says what is wrong, and tries again when asked', async () => {
    let broken = true
    const { box } = await searching({
      'GET /search': () => (broken ? refusal('storage-full', 507) : found()),
    })
    const retry = await until(() => button(box, 'Probeer opnieuw'))
    await accessible(box)
    broken = false
    retry.click()
    await until(() => text(box).includes('bleef'))
  })

  for (const [state, answer, says] of [
    ['offline', () => Promise.reject(new TypeError('Failed to fetch')), 'De server is even niet te bereiken'],
    ['signed out', () => refusal('token-expired', 401), 'Je bent niet (meer) aangemeld'],
  ] as const) {
    it(`says so when the reader is ${state}`, async () => {
      const { box } = await searching({ 'GET /search': answer })
      await until(() => text(box).includes(says))
      await accessible(box)
    })
  }

  it('names the setting that is missing', async () => {
    server = serve()
    const box = document.createElement('vlinder-search')
    box.lang = 'nl'
    document.body.append(box)
    await until(() => text(box).includes('nog niet goed ingesteld'))
  })
})
