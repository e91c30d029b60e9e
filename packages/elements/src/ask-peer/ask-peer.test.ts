import { assert } from '@esm-bundle/chai'
import '../define/ask-peer.ts'
import { forget } from '../kit/drafts.ts'
import { accessible, inside, place, text, type, until } from '../testing/page.ts'
import { question, refusal, serve } from '../testing/server.ts'
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
})
