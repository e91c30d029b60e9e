import { assert } from '@esm-bundle/chai'
import '../define/ask-peer.ts'
import { accessible, inside, place, text, type, until } from '../testing/page.ts'
import { refusal, serve } from '../testing/server.ts'
import type { AskPeer } from './ask-peer.ts'

const BOX = '<vlinder-ask-peer></vlinder-ask-peer>'

describe('vlinder-ask-peer', () => {
  let server: ReturnType<typeof serve>
  afterEach(() => {
    server.stop()
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
