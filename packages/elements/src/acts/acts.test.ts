import { assert } from '@esm-bundle/chai'
import '../define/ask-peer.ts'
import '../define/story-feed.ts'
import { forget } from '../kit/drafts.ts'
import { accessible, inside, place, text, type, until } from '../testing/page.ts'
import { author, community, refusal, serve, story } from '../testing/server.ts'

const at = '2026-10-01T10:00:00.000Z'
const body = [{ type: 'paragraph', children: [{ type: 'text', text: 'Oud.' }] }]
const comment = { id: 'c-1', author, body, at, edited: at }
const mine = { mayEdit: true, mayDelete: true, source: 'Oud.' }
const comments = { items: [comment], next: null, mine: { 'c-1': mine } }
const own = {
  item: { ...story('s-1'), body, sections: [{ prompt: 'did', body }] },
  mine: {
    reactions: [],
    mayEdit: true,
    mayDelete: true,
    source: { lesson: 'Let op.', body: 'Oud.', sections: [{ prompt: 'did', body: 'Gebeld.' }] },
  },
}
const revision = {
  id: '1',
  at,
  by: author,
  changes: [
    {
      field: 'body',
      parts: [
        { type: 'removed', text: 'Heel o' },
        { type: 'added', text: 'O' },
        { type: 'same', text: 'ud.' },
      ],
    },
  ],
}

describe('what can be done with what was written', () => {
  let server: ReturnType<typeof serve>
  afterEach(() => {
    server.stop()
    forget()
    document.body.replaceChildren()
  })

  const read = async (more: Parameters<typeof serve>[0] = {}) => {
    server = serve({ 'GET /stories/s-1/comments': () => comments, ...more })
    const feed = place('<vlinder-story-feed></vlinder-story-feed>')
    ;(await until(() => inside(feed, 'h3 button'))).click()
    return until(() => inside(feed, 'dialog vlinder-story-reader'))
  }
  const button = (where: Element, words: string, scope = '') =>
    until(() =>
      [...where.shadowRoot!.querySelectorAll<HTMLButtonElement>(`${scope} button`)].find(
        (one) => one.textContent === words,
      ),
    )
  const field = (reader: Element, i = 0) =>
    until(
      () => reader.shadowRoot!.querySelectorAll<HTMLTextAreaElement>('.edit :is(input, textarea)')[i] ?? null,
    )

  it('changes a comment where it stands, and goes back to where that began', async () => {
    let said: unknown
    const reader = await read({
      'PATCH /comments/c-1': ({ body }) => {
        said = body
        return { item: comment, mine }
      },
    })
    const edit = await button(reader, 'Bewerk', '.thread')
    edit.click()
    const words = await field(reader)
    await until(() => reader.shadowRoot!.activeElement === words)
    assert.equal(words.value, 'Oud.')
    await accessible(reader)
    type(words, 'Nieuw.')
    ;(await button(reader, 'Bewaar')).click()
    await until(() => (reader.shadowRoot!.activeElement as HTMLElement)?.dataset.edit === 'c-1')
    assert.deepEqual(said, { body: 'Nieuw.' })
  })

  it('changes a story with its sections', async () => {
    let said: unknown
    const reader = await read({
      'GET /stories/s-1': () => own,
      'PATCH /stories/s-1': ({ body }) => {
        said = body
        return own
      },
    })
    ;(await button(reader, 'Bewerk', '.whole')).click()
    type(await field(reader, 0), 'Titel')
    type(await field(reader, 3), 'Niet gebeld.')
    ;(await button(reader, 'Bewaar')).click()
    await until(() => !inside(reader, '.edit'))
    assert.deepEqual(said, {
      title: 'Titel',
      lesson: 'Let op.',
      body: 'Oud.',
      sections: [{ prompt: 'did', body: 'Niet gebeld.' }],
    })
  })

  it('keeps what was changed when the server refuses it', async () => {
    const reader = await read({ 'PATCH /comments/c-1': () => refusal('internal', 500) })
    ;(await button(reader, 'Bewerk', '.thread')).click()
    const words = await field(reader)
    type(words, 'Nieuw.')
    ;(await button(reader, 'Bewaar')).click()
    await until(() => inside(reader, '.edit [role=alert]'))
    assert.equal(words.value, 'Nieuw.')
  })

  it('begins anew after what was changed is given up', async () => {
    const reader = await read()
    ;(await button(reader, 'Bewerk', '.thread')).click()
    type(await field(reader), 'Nieuw.')
    ;(await button(reader, 'Annuleren', '.edit')).click()
    ;(await button(reader, 'Bewerk', '.thread')).click()
    assert.equal((await field(reader)).value, 'Oud.')
  })

  it('shows what was taken out and put in', async () => {
    const reader = await read({
      'GET /comments/c-1/revisions': () => ({ items: [revision], next: null, mine: { 1: {} } }),
    })
    ;(await button(reader, 'Wat er veranderde', '.thread')).click()
    const history = await until(() => inside(reader, 'dialog vlinder-history'))
    await until(() => inside(history, 'ins'))
    assert.include(text(history), 'Tekst')
    assert.include(inside(history, 'del')!.textContent, 'Heel o')
    await accessible(history)
  })

  it('offers a reader none of it', async () => {
    const reader = await read({
      'GET /stories/s-1/comments': () => ({
        ...comments,
        mine: { 'c-1': { mayEdit: false, mayDelete: false } },
      }),
    })
    await button(reader, 'Antwoord')
    await until(() => inside(reader, '.reply'))
    assert.isNull(inside(reader, '[data-edit]'))
    assert.notInclude(text(reader), 'Verwijder')
  })

  it('changes an answer in its question', async () => {
    let said: unknown
    const answer = { id: 'a-1', author, body, at, helped: false, tried: { worked: 0, mixed: 0, failed: 0 } }
    server = serve({
      'GET ': () => community,
      'GET /questions/q-1/answers': () => ({ items: [answer], next: null, mine: { 'a-1': mine } }),
      'PATCH /answers/a-1': ({ body }) => {
        said = body
        return { item: answer, mine }
      },
    })
    const ask = place('<vlinder-ask-peer></vlinder-ask-peer>')
    ;(await until(() => inside(ask, '.hit'))).click()
    const thread = await until(() => inside(ask, 'dialog vlinder-question-thread'))
    ;(await button(thread, 'Bewerk')).click()
    type(await field(thread), 'Nieuw.')
    ;(await button(thread, 'Bewaar')).click()
    await until(() => !inside(thread, '.edit'))
    assert.deepEqual(said, { body: 'Nieuw.' })
  })

  it('reports to the facilitators, once', async () => {
    let said: unknown
    const reader = await read({
      'GET /stories/s-1/comments': () => ({
        ...comments,
        mine: { 'c-1': { mayEdit: false, mayDelete: false } },
      }),
      'POST /reports': ({ body }) => {
        said = body
        return { item: { id: 'r-1', on: { type: 'comment', id: 'c-1' }, hidden: true } }
      },
    })
    ;(await button(reader, 'Meld', '.thread')).click()
    await until(() => reader.shadowRoot!.activeElement?.localName === 'select')
    ;(await button(reader, 'Annuleren', '.thread')).click()
    await until(() => reader.shadowRoot!.activeElement?.textContent === 'Meld')
    ;(await button(reader, 'Meld', '.thread')).click()
    await until(() => reader.shadowRoot!.activeElement?.localName === 'select')
    await accessible(reader)
    const send = await button(reader, 'Meld dit')
    send.click()
    assert.isFalse((send as HTMLButtonElement).form!.checkValidity(), 'a reason is chosen, not given')
    const reason = reader.shadowRoot!.activeElement as HTMLSelectElement
    assert.include(reason.options[1]!.text, 'Verborgen tot een facilitator')
    reason.form!.style.width = '15em'
    assert.isAtMost(reason.offsetWidth, reason.form!.offsetWidth, 'a long reason stays within the form')
    const key = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true })
    reason.dispatchEvent(key)
    assert.isTrue(key.defaultPrevented, 'what is written stays in sight')
    reason.value = 'patient-data'
    send.click()
    await until(() => reader.shadowRoot!.activeElement?.textContent?.startsWith('Gemeld.'))
    assert.deepEqual(said, { on: { type: 'comment', id: 'c-1' }, reason: 'patient-data', text: '' })
  })

  it('takes a story back', async () => {
    let said: unknown
    const reader = await read({
      'GET /stories/s-1': () => own,
      'PUT /stories/s-1/status': ({ body }) => {
        said = body
        return own
      },
    })
    ;(await button(reader, 'Trek terug', '.whole')).click()
    await until(() => said !== undefined)
    assert.deepEqual(said, { status: 'withdrawn' })
  })

  it('asks half a year later whether it lasted', async () => {
    let said: unknown
    const reader = await read({
      'GET /stories/s-1': () => ({ ...own, mine: { ...own.mine, followUp: true } }),
      'PATCH /stories/s-1': ({ body }) => {
        said = body
        return own
      },
    })
    ;(await button(reader, 'Heeft het standgehouden?', '.whole')).click()
    const words = await field(reader, 4)
    await until(() => reader.shadowRoot!.activeElement === words)
    type(words, 'Ja.')
    ;(await button(reader, 'Bewaar')).click()
    await until(() => said !== undefined)
    assert.deepEqual((said as { sections: object[] }).sections[1], { prompt: 'lasted', body: 'Ja.' })
  })

  it('changes kind, topics and patterns, and tells one more thing', async () => {
    let said: unknown
    const retired = { id: 'old', name: 'Verouderd', retired: true as const }
    const reader = await read({
      'GET ': () => ({ ...community, patterns: [...community.patterns, retired] }),
      'GET /stories/s-1': () => own,
      'PATCH /stories/s-1': ({ body }) => {
        said = body
        return own
      },
    })
    ;(await button(reader, 'Bewerk', '.whole')).click()
    const box = (words: string) =>
      until(() =>
        [...reader.shadowRoot!.querySelectorAll<HTMLElement>('.edit .choice')].find(
          (one) => one.textContent?.trim() === words,
        ),
      )
    await box('wondzorg')
    assert.notInclude(text(reader), 'Verouderd')
    await accessible(reader)
    ;(await box('wondzorg')).click()
    ;(await box('Een partij ontbrak aan tafel')).click()
    const topic = inside<HTMLInputElement>(reader, '.edit fieldset input:not([type])')!
    type(topic, ' rust ')
    topic.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', cancelable: true }))
    await box('rust')
    const [more, kind] = reader.shadowRoot!.querySelectorAll<HTMLSelectElement>('.edit select')
    kind!.value = 'success'
    kind!.dispatchEvent(new Event('change'))
    more!.value = 'wanted'
    more!.dispatchEvent(new Event('change'))
    const wanted = await until(() => reader.shadowRoot!.querySelectorAll('.edit textarea')[3])
    await until(() => reader.shadowRoot!.activeElement === wanted)
    type(wanted as HTMLTextAreaElement, 'Rust.')
    ;(await button(reader, 'Bewaar')).click()
    await until(() => !inside(reader, '.edit'))
    assert.deepEqual(said, {
      title: 'Verhaal s-1',
      lesson: 'Let op.',
      body: 'Oud.',
      sections: [
        { prompt: 'did', body: 'Gebeld.' },
        { prompt: 'wanted', body: 'Rust.' },
      ],
      kind: 'success',
      topics: ['medicatie', 'wondzorg', 'rust'],
      patterns: [],
    })
  })

  it('changes whether they may be called about a story, and takes that back', async () => {
    const said: unknown[] = []
    let contact: boolean | undefined
    const reader = await read({
      'GET ': () => community,
      'GET /stories/s-1': () => ({
        item: { ...own.item, title: `Gezegd: ${contact}` },
        mine: { ...own.mine, source: { ...own.mine.source, contact } },
      }),
      'PATCH /stories/s-1': ({ body }) => {
        const { contact: now } = body as { contact?: boolean | null }
        said.push(now)
        contact = now ?? undefined
        return own
      },
    })
    const choose = async (from: string, to: string) => {
      ;(await button(reader, 'Bewerk', '.whole')).click()
      const label = await until(() =>
        [...reader.shadowRoot!.querySelectorAll('.edit label')].find((one) =>
          one.textContent?.includes('je hierover bellen?'),
        ),
      )
      const select = label.querySelector('select')!
      assert.equal(select.selectedOptions[0]!.textContent, from)
      select.value = [...select.options].find((one) => one.textContent === to)!.value
      select.dispatchEvent(new Event('change'))
      await accessible(reader)
      ;(await button(reader, 'Bewaar')).click()
      await until(() => !inside(reader, '.edit'))
    }
    await choose('…', 'Ja')
    await until(() => text(reader).includes('Gezegd: true'))
    await choose('Ja', '…')
    await until(() => text(reader).includes('Gezegd: undefined'))
    await choose('…', '…')
    assert.deepEqual(said, [true, null, undefined])
  })

  it('puts a story in front, and back among the others', async () => {
    const asked: string[] = []
    let featured: object | undefined
    const front = () => ({ item: { ...own.item, featured }, mine: { ...own.mine, mayFeature: true } })
    const reader = await read({
      'GET /stories/s-1': front,
      'PUT /stories/s-1/featured': () => {
        asked.push('in front')
        featured = {}
        return front()
      },
      'DELETE /stories/s-1/featured': () => {
        asked.push('back')
        featured = undefined
        return new Response(null, { status: 204 })
      },
    })
    const press = await button(reader, 'Licht uit', '.whole')
    press.click()
    await until(() => press.textContent === 'Licht niet meer uit')
    await accessible(reader)
    press.click()
    await until(() => press.textContent === 'Licht uit')
    assert.deepEqual(asked, ['in front', 'back'])
  })

  it('changes, removes and reports a remark on a question as any other comment', async () => {
    const done: string[] = []
    const remark = { ...comment, on: { type: 'question', id: 'q-1' } }
    server = serve({
      'GET /questions/q-1/comments': () => ({
        items: [remark, { ...remark, id: 'c-2' }],
        next: null,
        mine: { 'c-1': mine, 'c-2': { mayEdit: false, mayDelete: false } },
      }),
      'PATCH /comments/c-1': () => {
        done.push('changed')
        return { item: comment, mine }
      },
      'DELETE /comments/c-1': () => {
        done.push('removed')
        return new Response(null, { status: 204 })
      },
      'POST /reports': () => {
        done.push('reported')
        return { item: { id: 'r-1', on: { type: 'comment', id: 'c-2' }, hidden: false } }
      },
    })
    const ask = place('<vlinder-ask-peer></vlinder-ask-peer>')
    ;(await until(() => inside(ask, '.hit'))).click()
    const thread = await until(() => inside(ask, 'dialog vlinder-question-thread'))
    ;(await button(thread, 'Bewerk', '.remarks')).click()
    type(await field(thread), 'Nieuw.')
    ;(await button(thread, 'Bewaar', '.remarks')).click()
    await until(() => !inside(thread, '.edit') && done.length === 1)
    await accessible(thread)
    ;(await button(thread, 'Verwijder', '.remarks')).click()
    ;(await button(thread, 'Weet je het zeker?', '.remarks')).click()
    await until(() => done.length === 2)
    const reporting = await until(() => inside(thread, '.remarks li:last-child button.plain'))
    assert.equal(reporting.textContent, 'Meld')
    reporting.click()
    const why = await until(() => inside<HTMLSelectElement>(thread, '.report select'))
    why.value = 'unkind'
    ;(await button(thread, 'Meld dit')).click()
    await until(() => done.length === 3)
    assert.deepEqual(done, ['changed', 'removed', 'reported'])
  })
})
