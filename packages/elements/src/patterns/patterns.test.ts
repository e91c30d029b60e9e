import { assert } from '@esm-bundle/chai'
import type { Pattern } from '@vlinder/contract'
import '../define/story-feed.ts'
import { forget } from '../kit/drafts.ts'
import { accessible, inside, place, text, type, until } from '../testing/page.ts'
import { community, me, serve } from '../testing/server.ts'

const facilitator = { ...me, item: { ...me.item, role: 'facilitator' } }
const PATTERNS: Pattern[] = [
  { id: 'missing-party', name: 'Een partij ontbrak', advice: 'Vraag wie er niet aan tafel zit.' },
  { id: 'early', name: 'Te vroeg gejuicht', explanation: 'Het feest kwam voor het werk.' },
  { id: 'old', name: 'Verouderd', retired: true },
]

describe('the list of patterns', () => {
  let server: ReturnType<typeof serve>
  let list: Pattern[]
  afterEach(() => {
    forget()
    server.stop()
    document.body.replaceChildren()
  })

  /** As the server keeps it. */
  const change =
    (id: string) =>
    ({ body }: { body: unknown }) => {
      const { before, retired, ...words } = body as Partial<Pattern> & { before?: string | null }
      const { retired: was, ...known } = list.find((one) => one.id === id)!
      const next = { ...known, ...words, ...((retired ?? was) && { retired: true as const }) }
      const others = list.filter((one) => one.id !== id)
      const at = before
        ? others.findIndex((one) => one.id === before)
        : list.findIndex((one) => one.id === id)
      list = others.toSpliced(at, 0, next)
      return { item: next, mine: {} }
    }
  const routes = () => ({
    'GET ': () => ({ ...community, patterns: list }),
    'GET /me': () => facilitator,
    'PATCH /patterns/missing-party': change('missing-party'),
    'PATCH /patterns/early': change('early'),
    'PATCH /patterns/old': change('old'),
  })
  const button = (where: Element, label: string) =>
    until(() =>
      [...where.shadowRoot!.querySelectorAll<HTMLButtonElement>('button')].find(
        (one) => (one.ariaLabel ?? one.textContent) === label,
      ),
    )
  const page = async (more: Parameters<typeof serve>[0] = {}) => {
    list = PATTERNS
    server = serve({ ...routes(), ...more })
    const feed = place('<vlinder-story-feed pattern="missing-party"></vlinder-story-feed>')
    ;(await button(feed, 'Wat je eraan kunt doen')).click()
    const page = await until(() => inside(feed, 'dialog vlinder-pattern'))
    await until(() => text(page).includes('Verhaal s-1'))
    return page
  }
  const opened = async (label = 'Patronen', more: Parameters<typeof serve>[0] = {}) => {
    const from = await page(more)
    ;(await button(from, label)).click()
    const all = await until(() => inside(from, 'dialog vlinder-patterns'))
    await until(() => inside(all, 'li'))
    return { from, all }
  }
  const field = (all: Element, n = 0) =>
    until(() => all.shadowRoot!.querySelectorAll<HTMLTextAreaElement>('form input, form textarea')[n])
  const asked = (method: string) =>
    server.asked.filter((one) => one.method === method && one.path.startsWith('/patterns'))
  const names = (all: Element) => [...all.shadowRoot!.querySelectorAll('li h3')].map((one) => one.textContent)
  const focused = (all: Element) => all.shadowRoot!.activeElement

  it('is not there for members', async () => {
    const from = await page({ 'GET /me': () => me })
    await until(() => server.asked.some(({ path }) => path === '/me'))
    assert.notInclude(text(from), 'Bewerk')
  })

  it('shows all, those that are not offered any more apart, and what to do about each', async () => {
    const { all } = await opened()
    assert.deepEqual(names(all), ['Een partij ontbrak', 'Te vroeg gejuicht', 'Verouderd'])
    for (const words of ['Vraag wie er niet', 'Het feest kwam', 'Niet meer aangeboden', 'Nederlands'])
      assert.include(text(all), words)
    assert.equal(focused(all)?.localName, 'h2')
    await accessible(all)
  })

  it('changes a pattern from its page, and the page says so at once', async () => {
    const { from, all } = await opened('Bewerk')
    const name = await field(all)
    await until(() => focused(all) === name)
    assert.equal(name.value, 'Een partij ontbrak')
    await accessible(all)
    type(name, 'Iemand ontbrak')
    type(await field(all, 1), 'Er was niemand van de avonddienst.')
    type(await field(all, 2), ' ')
    ;(await button(all, 'Bewaar')).click()
    await until(() => !inside(all, 'form') && names(all)[0] === 'Iemand ontbrak')
    assert.deepEqual(asked('PATCH')[0]!.body, {
      name: 'Iemand ontbrak',
      explanation: 'Er was niemand van de avonddienst.',
      advice: null,
    })
    await until(() => focused(all)?.ariaLabel === 'Bewerk Iemand ontbrak')
    await until(() => inside(from, 'section > h2')?.textContent === 'Iemand ontbrak')
  })

  it('adds a pattern once, however often it is sent', async () => {
    let tries = 0
    const { all } = await opened('Patronen', {})
    ;(await button(all, 'Voeg een patroon toe')).click()
    server.stop()
    const add: Parameters<typeof serve>[0] = new Proxy(routes(), {
      get: (known, route: string) =>
        route.startsWith('PUT /patterns/')
          ? ({ body }: { body: unknown }) => {
              if (++tries === 1) throw new TypeError('network')
              const item = { ...(body as Pattern), id: route.split('/')[2]! }
              list = [...list, item]
              return { item, mine: {} }
            }
          : known[route as 'GET '],
    })
    server = serve(add)
    type(await field(all), 'De winnaar krijgt alles')
    ;(await button(all, 'Bewaar')).click()
    await until(() => tries === 1 && text(all).includes('Nog niet verstuurd'))
    ;(await button(all, 'Bewaar')).click()
    await until(() => names(all).includes('De winnaar krijgt alles'))
    const puts = asked('PUT')
    assert.equal(new Set(puts.map(({ path }) => path)).size, 1)
    assert.deepEqual(puts.at(-1)!.body, { name: 'De winnaar krijgt alles' })
    await until(() => focused(all)?.ariaLabel === 'Bewerk De winnaar krijgt alles')
  })

  it('keeps what was being written when it is closed', async () => {
    const { from, all } = await opened()
    ;(await button(all, 'Voeg een patroon toe')).click()
    type(await field(all), 'Half')
    inside<HTMLDialogElement>(from, 'dialog')!.close()
    await until(() => !inside(from, 'dialog'))
    ;(await button(from, 'Patronen')).click()
    const again = await until(() => inside(from, 'dialog vlinder-patterns'))
    ;(await button(again, 'Voeg een patroon toe')).click()
    assert.equal((await field(again)).value, 'Half')
    ;(await button(again, 'Annuleren')).click()
  })

  it('says at the name what is wrong with it', async () => {
    const taken = () =>
      Response.json(
        {
          type: 'urn:vlinder:problem:invalid',
          title: 'invalid',
          status: 400,
          errors: [{ path: 'body.name', detail: 'is the name of another pattern' }],
        },
        { status: 400, headers: { 'content-type': 'application/problem+json' } },
      )
    const { all } = await opened('Bewerk', { 'PATCH /patterns/missing-party': taken })
    const name = await field(all)
    type(name, ' ')
    ;(await button(all, 'Bewaar')).click()
    await until(() => text(all).includes('Geef het een naam.'))
    assert.equal(asked('PATCH').length, 0)
    assert.equal(name.getAttribute('aria-invalid'), 'true')
    await until(() => focused(all) === name)
    type(name, 'Te vroeg gejuicht')
    ;(await button(all, 'Bewaar')).click()
    await until(() => text(all).includes('Er is al een patroon dat zo heet.'))
    assert.equal(name.value, 'Te vroeg gejuicht')
    await accessible(all)
  })

  it('puts patterns in order, and says where one stands now', async () => {
    const { all } = await opened()
    ;(await button(all, 'Zet Te vroeg gejuicht hoger')).click()
    await until(() => names(all)[0] === 'Te vroeg gejuicht')
    assert.deepEqual(asked('PATCH')[0]!.body, { before: 'missing-party' })
    assert.include(text(all), 'Te vroeg gejuicht staat nu op plaats 1 van 2.')
    await until(() => focused(all)?.ariaLabel === 'Zet Te vroeg gejuicht lager')
  })

  it('retires a pattern, undoes that in its place, and brings an old one back', async () => {
    const { all } = await opened()
    ;(await button(all, 'Bied niet meer aan: Een partij ontbrak')).click()
    const undo = await button(all, 'Ongedaan maken')
    await until(() => focused(all) === undo)
    assert.include(text(all), 'Een partij ontbrak wordt niet meer aangeboden.')
    undo.click()
    await until(() => text(all).includes('Een partij ontbrak wordt weer aangeboden.'))
    ;(await button(all, 'Bied weer aan: Verouderd')).click()
    await until(() => !text(all).includes('Niet meer aangeboden'))
    assert.deepEqual(
      asked('PATCH').map(({ path, body }) => [path.split('/')[2], body]),
      [
        ['missing-party', { retired: true }],
        ['missing-party', { retired: false, before: 'early' }],
        ['old', { retired: false }],
      ],
    )
    await until(() => focused(all)?.ariaLabel === 'Bewerk Verouderd')
  })
})
