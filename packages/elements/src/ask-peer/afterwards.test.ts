import { assert } from '@esm-bundle/chai'
import '../define/ask-peer.ts'
import { forget } from '../kit/drafts.ts'
import { accessible, inside, place, text, type, until } from '../testing/page.ts'
import { author, member, question, refusal, serve } from '../testing/server.ts'
import type { AskPeer } from './ask-peer.ts'

const may = {
  mayEdit: false,
  mayDelete: false,
  mayMarkHelped: false,
  mayAsk: false,
  mayClose: false,
  mayMerge: false,
}
const whole = { ...question, body: member.about }

describe('what becomes of a question', () => {
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
  const button = (element: Element, label: string) =>
    until(() =>
      [...element.shadowRoot!.querySelectorAll<HTMLButtonElement>('button')].find(
        (one) => one.textContent?.trim() === label,
      ),
    )
  const did = (method: string, path: string) =>
    until(() => server.asked.find((one) => one.method === method && one.path === path))

  it('is told of an answer by who tried it, and can be taken back', async () => {
    let tried: string | undefined
    const counts = () => ({
      worked: 1 + Number(tried === 'worked'),
      mixed: 0,
      failed: Number(tried === 'failed'),
    })
    const answer = () => ({
      id: 'a-1',
      author,
      body: member.about,
      at: question.at,
      helped: true,
      tried: counts(),
    })
    const mine = () => ({ mayEdit: false, mayDelete: false, mayTry: true, ...(tried && { tried }) })
    server = serve({
      'GET /questions/q-1/answers': () => ({ items: [answer()], next: null, mine: { 'a-1': mine() } }),
      'PUT /answers/a-1/tried': ({ body }) => {
        tried = (body as { outcome: string }).outcome
        return { item: answer(), mine: mine() }
      },
      'DELETE /answers/a-1/tried': () => {
        tried = undefined
        return { item: answer(), mine: mine() }
      },
    })
    const thread = await opened()
    ;(await button(thread, 'Ik probeerde dit')).click()
    ;(await button(thread, 'het werkte niet')).click()
    await until(() => text(thread).includes('bij 1 werkte het, bij 1 niet'))
    assert.equal((await button(thread, 'het werkte niet')).ariaPressed, 'true')
    await accessible(thread)
    ;(await button(thread, 'het werkte niet')).click()
    await did('DELETE', '/answers/a-1/tried')
    await until(() => !text(thread).includes('bij 1 niet'))
  })

  it('is closed, takes no answers then, and is opened again', async () => {
    let state = 'answered'
    const one = () => ({ item: { ...whole, state }, mine: { ...may, mayClose: true } })
    server = serve({
      'GET /questions/q-1': one,
      'PUT /questions/q-1/closed': () => {
        state = 'closed'
        return one()
      },
      'DELETE /questions/q-1/closed': () => {
        state = 'answered'
        return one()
      },
    })
    const thread = await opened()
    await until(() => inside(thread, '.answers textarea'))
    ;(await button(thread, 'Sluit de vraag')).click()
    await until(() => text(thread).includes('Deze vraag is gesloten') && !inside(thread, '.answers textarea'))
    await accessible(thread)
    ;(await button(thread, 'Heropen de vraag')).click()
    await until(() => inside(thread, '.answers textarea'))
  })

  it('is told by its asker a month later, in a few words', async () => {
    const one = { item: whole, mine: { ...may, followUp: true } }
    server = serve({ 'GET /questions/q-1': () => one, 'PUT /questions/q-1/follow-up': () => one })
    const thread = await opened()
    await button(thread, 'Nog te vroeg')
    ;(await button(thread, 'het werkte deels')).click()
    const field = await until(() => inside<HTMLTextAreaElement>(thread, '.follow-up textarea'))
    type(field, 'Alleen overdag.')
    await accessible(thread)
    ;(await button(thread, 'Vertel dit')).click()
    const { body } = await did('PUT', '/questions/q-1/follow-up')
    assert.deepEqual(body, { outcome: 'mixed', words: 'Alleen overdag.' })
  })

  it('opens the studio with what was asked and what helped', async () => {
    const item = { ...whole, helped: 1 }
    server = serve({
      'GET /questions/q-1': () => ({ item, mine: { ...may, mayMarkHelped: true } }),
      'GET /questions/q-1/story-draft': () => ({
        item: { kind: 'success', title: 'Het piepen is weg', topics: [], language: 'nl', wanted: 'Rust.' },
      }),
    })
    const thread = await opened()
    ;(await button(thread, 'Maak hier een verhaal van')).click()
    const studio = await until(() => inside(thread, 'dialog vlinder-story-studio'))
    await until(() => text(studio).includes('Het piepen is weg'))
  })

  it('is merged by a facilitator into one that is found by typing', async () => {
    const other = { ...question, id: 'q-2', title: 'Waarom piept de dispenser?' }
    server = serve({
      'GET /questions/q-1': () => ({ item: whole, mine: { ...may, mayMerge: true } }),
      'POST /suggestions': () => ({
        questions: [
          { question, marks: [] },
          { question: other, marks: [] },
        ],
        stories: [],
        peers: [],
      }),
      'PUT /questions/q-1/merged': () => ({ item: { ...whole, ...other }, mine: may }),
    })
    const thread = await opened()
    ;(await button(thread, 'Voeg samen')).click()
    const dialog = await until(() => inside(thread, 'dialog vlinder-merging'))
    await until(() => inside(dialog, '.peer'))
    assert.equal(dialog.shadowRoot!.querySelectorAll('.peer').length, 1, 'not with itself')
    await accessible(dialog)
    inside(dialog, '.peer button')!.click()
    const { body } = await did('PUT', '/questions/q-1/merged')
    assert.deepEqual(body, { into: 'q-2' })
    await until(() => !inside(thread, 'dialog'))
  })

  it('says so when it comes to nothing', async () => {
    server = serve({
      'GET /questions/q-1': () => ({ item: whole, mine: { ...may, mayClose: true } }),
      'PUT /questions/q-1/closed': () => refusal('internal', 500),
    })
    const thread = await opened()
    ;(await button(thread, 'Sluit de vraag')).click()
    await until(() => inside(thread, '.asked [role=alert]'))
  })
})
