import { assert } from '@esm-bundle/chai'
import '../define/ask-peer.ts'
import { forget } from '../kit/drafts.ts'
import { accessible, inside, place, text, type, until } from '../testing/page.ts'
import { member, question, refusal, serve } from '../testing/server.ts'
import type { AskPeer } from './ask-peer.ts'

const BOX = '<vlinder-ask-peer></vlinder-ask-peer>'

describe('vlinder-ask-peer', () => {
  let server: ReturnType<typeof serve>
  afterEach(() => {
    server.stop()
    forget()
    document.body.replaceChildren()
  })

  it('shows questions that wait for an answer', async () => {
    server = serve()
    const box = place<AskPeer>(BOX)
    await until(() => text(box).includes('Wie bel je als de dispenser piept?'))
    await accessible(box)
  })

  it('suggests questions, stories and peers with the reason while somebody types', async () => {
    server = serve()
    const box = place<AskPeer>(BOX)
    const field = await until(() => inside<HTMLTextAreaElement>(box, 'textarea'))
    type(field, 'dispenser')
    await until(() => text(box).includes('deelde hierover een mislukking'))
    assert.equal(inside(box, 'mark')?.textContent, 'dispenser')
    assert.include(inside(box, '[role=status]')?.textContent ?? '', '1 collega gevonden')
    await accessible(box)
  })

  it('posts a question, and keeps it when that fails', async () => {
    let broken = true
    server = serve({
      'POST /questions': () =>
        broken
          ? refusal('storage-full', 507)
          : {
              item: { id: 'q-2', title: 'Hoe?', author: { name: 'Sanne' }, at: '2026-10-01T10:00:00.000Z' },
              mine: {},
            },
    })
    const box = place<AskPeer>(BOX)
    const field = await until(() => inside<HTMLTextAreaElement>(box, 'textarea'))
    type(field, 'Hoe doen jullie dit?')
    const button = await until(() => inside<HTMLButtonElement>(box, '.primary:not(:disabled)'))
    button.click()
    await until(() => inside(box, '.details'))
    button.click()
    await until(() => text(box).includes('geen ruimte'))
    assert.equal(field.value, 'Hoe doen jullie dit?')
    broken = false
    button.click()
    await until(() => inside(box, '.posted'))
    assert.equal(field.value, '')
  })

  it('opens a question with its answers and the comments on each, where the asker marks what helped', async () => {
    server = serve({ 'DELETE /questions/q-1/helped/a-1': () => new Response(null, { status: 204 }) })
    const box = place<AskPeer>(BOX)
    ;(await until(() => inside(box, 'ul .hit'))).click()
    const thread = await until(() => inside(box, 'dialog vlinder-question-thread'))
    const mark = await until(() => inside(thread, '[aria-pressed=true]'))
    const remarks = await until(() => {
      const lists = [...thread.shadowRoot!.querySelectorAll('.remarks')]
      return lists.length === 2 ? lists : undefined
    })
    assert.include(remarks[0]!.closest('.asked')?.textContent ?? '', 'Welk merk?')
    assert.include(remarks[1]!.closest('.answers li')?.textContent ?? '', 'Bij ons ook.')
    await accessible(thread)
    mark.click()
    await until(() =>
      server.asked.some(({ method, path }) => method === 'DELETE' && path === '/questions/q-1/helped/a-1'),
    )
  })

  it('asks with Enter, and keeps the focus in the field once it is asked', async () => {
    server = serve()
    const box = place<AskPeer>(BOX)
    const field = await until(() => inside<HTMLTextAreaElement>(box, 'textarea'))
    type(field, 'Hoe doen jullie dit?')
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
    const details = await until(() => inside(box, '.details textarea'))
    await until(() => box.shadowRoot!.activeElement === details)
    inside(box, '.primary')!.click()
    await until(() => inside(box, '.posted') && box.shadowRoot!.activeElement === field)
  })

  it('shows in a second box what is written in the first', async () => {
    server = serve()
    const first = place<AskPeer>(`${BOX}${BOX}`)
    const second = first.nextElementSibling!
    type(await until(() => inside<HTMLTextAreaElement>(first, 'textarea')), 'Van één vraag')
    await until(() => inside<HTMLTextAreaElement>(second, 'textarea')?.value === 'Van één vraag')
  })

  it('asks right below the field, before what it suggests', async () => {
    server = serve()
    const box = place<AskPeer>(BOX)
    type(await until(() => inside<HTMLTextAreaElement>(box, 'textarea')), 'dispenser')
    const peer = await until(() => inside(box, '.peer'))
    assert.isBelow(inside(box, '.primary')!.getBoundingClientRect().bottom, peer.getBoundingClientRect().top)
  })

  it('lets a suggested peer be reached', async () => {
    server = serve()
    const box = place<AskPeer>(BOX)
    const reached: string[] = []
    document.body.addEventListener(
      'vlinder-contact',
      (event) => {
        event.preventDefault()
        reached.push(event.member.id)
      },
      { once: true },
    )
    type(await until(() => inside<HTMLTextAreaElement>(box, 'textarea')), 'dispenser')
    ;(await until(() => inside(box, '.peer .push'))).click()
    await until(() => reached.length)
    assert.deepEqual(reached, ['m-1'])
  })

  it('opens the card of a peer who cannot be reached from here', async () => {
    server = serve({ 'GET /members': () => refusal('internal', 500) })
    const box = place<AskPeer>(BOX)
    type(await until(() => inside<HTMLTextAreaElement>(box, 'textarea')), 'dispenser')
    ;(await until(() => inside(box, '.peer .push'))).click()
    await until(() => inside(box, 'dialog vlinder-member-card'))
  })

  it('says that more questions did not come', async () => {
    server = serve({
      'GET /questions': ({ query }) =>
        query.has('cursor') ? refusal('internal', 500) : { items: [question], next: 'next', mine: {} },
    })
    const box = place<AskPeer>(BOX)
    ;(
      await until(() =>
        [...box.shadowRoot!.querySelectorAll('button')].find((one) => one.textContent === 'Meer vragen'),
      )
    ).click()
    await until(() => inside(box, '[role=alert]'))
  })

  it('goes on when suggestions fail', async () => {
    server = serve({ 'POST /suggestions': () => refusal('internal', 500) })
    const box = place<AskPeer>(BOX)
    const field = await until(() => inside<HTMLTextAreaElement>(box, 'textarea'))
    type(field, 'medicatie')
    await until(() => server.asked.some(({ path }) => path === '/suggestions'))
    assert.isNull(inside(box, 'form [role=alert]'))
    assert.isFalse(inside<HTMLButtonElement>(box, '.primary')!.disabled)
  })

  it('has one request for suggestions under way at most, however slow the server is, and shows the newest', async () => {
    const under = new Set<string>()
    let most = 0
    server = serve({
      'POST /suggestions': async ({ body, signal }) => {
        const { text } = body as { text: string }
        under.add(text)
        most = Math.max(most, under.size)
        const slow = !text.endsWith('!')
        await new Promise<void>((answer) => {
          signal!.addEventListener('abort', () => answer())
          if (!slow) answer()
        })
        under.delete(text)
        return { questions: [{ question: { ...question, title: text }, marks: [] }], stories: [], peers: [] }
      },
    })
    const box = place<AskPeer>(BOX)
    const field = await until(() => inside<HTMLTextAreaElement>(box, 'textarea'))
    for (const words of ['Hoe', 'Hoe doen', 'Hoe doen jullie']) {
      type(field, words)
      await until(() => under.has(words))
    }
    type(field, 'Hoe doen jullie dit!')
    await until(() => inside(box, 'form .hit')?.textContent?.includes('Hoe doen jullie dit!'))
    assert.equal(under.size, 0)
    assert.equal(most, 1)
  })

  it('asks once for what is typed in one go, about the topic that the page chose', async () => {
    server = serve()
    const box = place<AskPeer>('<vlinder-ask-peer topic="medicatie"></vlinder-ask-peer>')
    const field = await until(() => inside<HTMLTextAreaElement>(box, 'textarea'))
    for (const words of ['Ho', 'Hoe', 'Hoe d', 'Hoe doe']) type(field, words)
    await until(() => inside(box, 'form .hit'))
    assert.deepEqual(
      server.asked.filter(({ path }) => path === '/suggestions').map(({ body }) => body),
      [{ text: 'Hoe doe', topic: 'medicatie' }],
    )
  })

  it('leaves the focus where somebody types, and says what was found where it is heard', async () => {
    server = serve()
    const box = place<AskPeer>(BOX)
    const field = await until(() => inside<HTMLTextAreaElement>(box, 'textarea'))
    field.focus()
    const status = inside(box, 'form [role=status]')!
    assert.equal(status.textContent, '')
    type(field, 'dispenser')
    await until(() => status.textContent)
    assert.equal(status.textContent, '2 verhalen en vragen en 1 collega gevonden')
    assert.equal(box.shadowRoot!.activeElement, field)
    type(field, 'd')
    await until(() => !inside(box, 'form .hit'))
    assert.equal(status.textContent, '')
  })

  it('says that nothing was found, and that asking is welcome', async () => {
    server = serve({ 'POST /suggestions': () => ({ questions: [], stories: [], peers: [] }) })
    const box = place<AskPeer>(BOX)
    type(await until(() => inside<HTMLTextAreaElement>(box, 'textarea')), 'zeldzaam')
    await until(() => inside(box, 'form [role=status]')?.textContent?.startsWith('Nog niets gevonden'))
  })

  it('opens a story and a question that are suggested', async () => {
    server = serve()
    const box = place<AskPeer>(BOX)
    type(await until(() => inside<HTMLTextAreaElement>(box, 'textarea')), 'dispenser')
    await until(() => inside(box, 'form .hit'))
    for (const [nth, opened] of [
      [0, 'vlinder-story-reader'],
      [1, 'vlinder-question-thread'],
    ] as const) {
      box.shadowRoot!.querySelectorAll<HTMLElement>('form .hit')[nth]!.click()
      await until(() => inside(box, `dialog ${opened}`))
      inside<HTMLDialogElement>(box, 'dialog')!.close()
      await until(() => !inside(box, 'dialog'))
    }
  })

  it('asks the asker what is meant apart from answering, in a form that unfolds', async () => {
    server = serve()
    const box = place<AskPeer>(BOX)
    ;(await until(() => inside(box, 'ul .hit'))).click()
    const thread = await until(() => inside(box, 'dialog vlinder-question-thread'))
    const unfold = await until(() => inside(thread, '.clarify > button'))
    assert.isNull(inside(thread, '.clarify textarea'))
    unfold.click()
    const field = await until(() => inside<HTMLTextAreaElement>(thread, '.clarify textarea'))
    await until(() => thread.shadowRoot!.activeElement === field)
    await accessible(thread)
    type(field, 'Welke soort?')
    await until(() => inside<HTMLButtonElement>(thread, '.clarify .primary:not(:disabled)'))
    inside(thread, '.clarify .primary')!.click()
    await until(() => thread.shadowRoot!.activeElement === inside(thread, '.clarify > button'))
    const sent = server.asked.find(
      ({ method, path }) => method === 'POST' && path === '/questions/q-1/comments',
    )
    assert.deepEqual(sent?.body, { body: 'Welke soort?' })
    assert.isNotEmpty(sent?.key)
  })

  it('leads from a reason to what it was taken from', async () => {
    server = serve()
    const box = place<AskPeer>(BOX)
    type(await until(() => inside<HTMLTextAreaElement>(box, 'textarea')), 'dispenser')
    ;(await until(() => inside(box, '.peer .reason'))).click()
    await until(() => inside(box, 'dialog vlinder-story-reader'))
  })

  it('has nothing to explain before somebody asks', async () => {
    server = serve({
      'GET /questions/q-1': () => ({
        item: { ...question, body: [] },
        mine: { mayEdit: true, mayDelete: true, mayMarkHelped: true, source: '' },
      }),
      'GET /questions/q-1/comments': () => ({ items: [], next: null, mine: {} }),
    })
    const box = place<AskPeer>(BOX)
    ;(await until(() => inside(box, 'ul .hit'))).click()
    const thread = await until(() => inside(box, 'dialog vlinder-question-thread'))
    await until(() => inside(thread, '.answers textarea'))
    assert.isNull(inside(thread, '.clarify'))
  })

  it('asks what helps to answer, of peers who are suggested or found by name, and keeps all of it', async () => {
    const fatima = { id: 'm-7', name: 'Fatima Bouzid', position: 'Begeleider', organisation: 'Zonnewende' }
    server = serve({
      'GET /members': ({ query }) =>
        query.has('q')
          ? {
              items: [{ ...member, ...fatima }],
              next: null,
              mine: { 'm-7': { self: false, mayDeactivate: false } },
            }
          : undefined,
    })
    const box = place<AskPeer>(BOX)
    const field = await until(() => inside<HTMLTextAreaElement>(box, 'textarea'))
    type(field, 'Hoe doen jullie dit?')
    ;(await until(() => inside(box, '.primary:not(:disabled)'))).click()
    await until(() => text(box).includes('Iedereen hier kan je vraag lezen'))
    ;(await until(() => inside(box, '.whom [type=checkbox]'))).click()
    await until(() => text(box).includes('Marieke Aalbers krijgt je vraag.'))
    inside(box, 'summary')!.click()
    const [, body, goal] = [...box.shadowRoot!.querySelectorAll('textarea')]
    type(body!, 'Al weken.')
    type(goal!, 'Rust in de nacht.')
    const by = inside<HTMLInputElement>(box, '[type=date]')!
    type(by, '2026-12-24')
    const help = inside<HTMLSelectElement>(box, 'details select')!
    help.value = 'think-along'
    help.dispatchEvent(new Event('change'))
    await accessible(box)
    const find = inside<HTMLInputElement>(box, '#find')!
    type(find, 'fatima')
    await until(() => inside(box, '[role=option]'))
    find.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
    await until(() => text(box).includes('Marieke Aalbers en Fatima Bouzid krijgen je vraag.'))
    assert.isFalse(
      find.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })),
      'Enter in it asks nothing yet',
    )
    inside(box, '.primary')!.click()
    await until(() => inside(box, '.posted'))
    const sent = server.asked.find(({ method, path }) => method === 'POST' && path === '/questions')
    assert.deepEqual(sent?.body, {
      title: 'Hoe doen jullie dit?',
      body: 'Al weken.',
      goal: 'Rust in de nacht.',
      by: '2026-12-24',
      help: 'think-along',
      peers: ['m-1', 'm-7'],
    })
  })

  it('says who cannot be asked any more', async () => {
    server = serve({
      'POST /questions': () =>
        Response.json(
          {
            type: 'urn:vlinder:problem:invalid',
            title: 'x',
            status: 400,
            errors: [{ path: 'body.peers.0', detail: 'x' }],
          },
          { status: 400, headers: { 'content-type': 'application/problem+json' } },
        ),
    })
    const box = place<AskPeer>(BOX)
    type(await until(() => inside<HTMLTextAreaElement>(box, 'textarea')), 'Hoe doen jullie dit?')
    ;(await until(() => inside(box, '.primary:not(:disabled)'))).click()
    ;(await until(() => inside(box, '.whom [type=checkbox]'))).click()
    await until(() => text(box).includes('krijgt je vraag'))
    inside(box, '.primary')!.click()
    await until(() => text(box).includes('Marieke Aalbers kan nu niet gevraagd worden.'))
  })

  describe('a link to a question', () => {
    const moved = () => new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }))
    const opened = () =>
      [...document.querySelectorAll('vlinder-ask-peer')].filter((box) =>
        inside(box, 'dialog vlinder-question-thread'),
      )
    afterEach(async () => {
      if (!location.hash) return
      const gone = moved()
      location.hash = ''
      await gone
    })

    it('opens it once, and leaves the route of a host when it is closed', async () => {
      server = serve()
      history.replaceState({ router: 1 }, '', '#/team?vlinder-question=q-1')
      const boxes = [place<AskPeer>(BOX), place<AskPeer>(BOX)]
      await until(() => opened().length)
      await until(() => boxes.every((box) => inside(box, '.open')))
      assert.equal(opened().length, 1)
      await accessible(opened()[0]!)
      inside<HTMLDialogElement>(opened()[0]!, 'dialog')!.close()
      await until(() => location.hash === '#/team')
      assert.deepEqual(history.state, { router: 1 })
    })

    it('closes it when its reader goes back', async () => {
      server = serve()
      const box = place<AskPeer>(BOX)
      await until(() => inside(box, '.open'))
      location.hash = '#vlinder-question=q-1'
      await until(() => opened().length)
      history.back()
      await until(() => !opened().length)
      assert.equal(location.hash, '')
    })

    it('is made by the question itself', async () => {
      const real = navigator.clipboard
      let copied = ''
      Object.defineProperty(navigator, 'clipboard', {
        value: { writeText: async (url: string) => (copied = url) },
        configurable: true,
      })
      server = serve()
      const box = place<AskPeer>(BOX)
      ;(await until(() => inside(box, 'ul .hit'))).click()
      const thread = await until(() => inside(box, 'dialog vlinder-question-thread'))
      const share = await until(() =>
        [...thread.shadowRoot!.querySelectorAll('button')].find((one) => one.textContent === 'Deel'),
      )
      share.click()
      await until(() => text(thread).includes('De link is gekopieerd.'))
      Object.defineProperty(navigator, 'clipboard', { value: real, configurable: true })
      assert.equal(copied, `${location.href.split('#')[0]}#vlinder-question=q-1`)
    })

    it('opens a story where there is no feed for it', async () => {
      server = serve()
      history.replaceState(null, '', '#vlinder-story=s-1')
      const box = place<AskPeer>(BOX)
      await until(() => inside(box, 'dialog vlinder-story-reader'))
    })
  })
})
