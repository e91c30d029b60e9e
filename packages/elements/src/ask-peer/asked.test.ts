import { assert } from '@esm-bundle/chai'
import '../define/ask-peer.ts'
import { forget } from '../kit/drafts.ts'
import { accessible, inside, place, text, until } from '../testing/page.ts'
import { author, member, question, serve } from '../testing/server.ts'
import type { AskPeer } from './ask-peer.ts'

const me = { id: 'm-2', name: 'Sanne Bos' }
const fenna = { id: 'm-3', name: 'Fenna Dijkstra' }
const joris = { id: 'm-4', name: 'Joris Kok' }
const at = question.at
const may = { mayEdit: false, mayDelete: false, mayMarkHelped: false, mayAsk: false }

describe('a question that was asked of members by name', () => {
  let server: ReturnType<typeof serve>
  afterEach(() => {
    server.stop()
    forget()
    document.body.replaceChildren()
  })

  const opened = async () => {
    const box = place<AskPeer>('<vlinder-ask-peer></vlinder-ask-peer>')
    ;(await until(() => inside(box, 'ul .hit'))).click()
    return until(() => inside(box, 'dialog vlinder-question-thread'))
  }
  const pressed = async (thread: Element, label: string) => {
    const button = await until(() =>
      [...thread.shadowRoot!.querySelectorAll<HTMLButtonElement>('button')].find(
        (one) => (one.ariaLabel ?? one.textContent) === label,
      ),
    )
    button.click()
  }

  it('tells its asker how each replied, and who comes next where nobody took it up', async () => {
    let asks = [
      { member: fenna, at, accepted: false },
      { member: joris, at, accepted: false },
    ]
    const item = () => ({ ...question, author: me, body: [], asks })
    const mine = () => ({
      ...may,
      mayEdit: true,
      mayAsk: true,
      ...(asks.length < 3 && { next: { member: author, because: [] } }),
      replies: [
        { member: 'm-3', state: 'silent' },
        { member: 'm-4', state: 'referred', at, to: fenna },
      ],
    })
    server = serve({
      'GET /questions/q-1': () => ({ item: item(), mine: mine() }),
      'PUT /questions/q-1/asks/m-1': () => {
        asks = [...asks, { member: author, at, accepted: false }]
        return { item: item(), mine: mine() }
      },
      'DELETE /questions/q-1/asks/m-3': () => {
        asks = asks.slice(1)
        return new Response(null, { status: 204 })
      },
    })
    const thread = await opened()
    await until(() => text(thread).includes('reageerde nog niet'))
    assert.include(text(thread), 'noemde Fenna Dijkstra')
    await until(() => inside(thread, '.next[open]'))
    await pressed(thread, 'Vraag: Marieke Aalbers')
    await until(() => text(thread).includes('Marieke Aalbers krijgt je vraag.'))
    await accessible(thread)
    await pressed(thread, 'Vraag het Fenna Dijkstra niet meer')
    await until(() => !inside(thread, '[aria-label="Vraag het Fenna Dijkstra niet meer"]'))
  })

  it('lets who was asked reply where it is read, and says what it is for', async () => {
    let state = 'asked'
    const one = () => ({
      item: {
        ...question,
        body: member.about,
        asks: [{ member: me, at, accepted: state === 'accepted' }],
        goal: 'Rust in de nacht.',
        by: '2026-12-24',
        help: 'think-along',
      },
      mine: { ...may, asked: { member: 'm-2', state, mayReply: true } },
    })
    server = serve({
      'GET /questions/q-1': one,
      'PUT /questions/q-1/reply': ({ body }) => {
        state = (body as { state: string }).state
        return one()
      },
    })
    const thread = await opened()
    await until(() => text(thread).includes('Iemand die meedenkt · voor 24 december'))
    assert.include(text(thread), 'Rust in de nacht.')
    await pressed(thread, 'Ik pak dit op')
    await until(
      () => text(thread).includes('Je pakt dit op.') && text(thread).match(/Sanne Bos\s*pakt dit op/),
    )
    await accessible(thread)
  })

  it('stays as it is, and says so, when a reply does not arrive', async () => {
    server = serve({
      'GET /questions/q-1': () => ({
        item: { ...question, body: [], asks: [{ member: me, at, accepted: false }] },
        mine: { ...may, asked: { member: 'm-2', state: 'asked', mayReply: true } },
      }),
      'PUT /questions/q-1/reply': () => {
        throw new TypeError('Failed to fetch')
      },
    })
    const thread = await opened()
    await pressed(thread, 'Nu niet')
    await until(() => inside(thread, '.reply-ask [role=alert]'))
    assert.notInclude(text(thread), 'Je laat dit aan anderen.')
  })
})
