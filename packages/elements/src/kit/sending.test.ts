import { assert } from '@esm-bundle/chai'
import '../define/ask-peer.ts'
import '../define/story-feed.ts'
import type { CommunityElement } from '../core/community-element.ts'
import { inside, place, text, type, until } from '../testing/page.ts'
import { serve } from '../testing/server.ts'

const busy = (seconds: number) =>
  Response.json(
    { type: 'urn:vlinder:problem:rate-limited', title: 'Too many requests', status: 429 },
    { status: 429, headers: { 'content-type': 'application/problem+json', 'retry-after': String(seconds) } },
  )

/** Keeps timers of `ms` or longer, to be run by hand. */
function longTimers(ms: number) {
  const real = window.setTimeout
  const kept: (() => void)[] = []
  window.setTimeout = ((run: (...args: unknown[]) => void, wait: number, ...args: unknown[]) =>
    wait < ms ? real(run, wait, ...args) : -kept.push(() => run(...args))) as typeof setTimeout
  return {
    pass: () => {
      for (const run of kept.splice(0)) run()
    },
    stop: () => {
      window.setTimeout = real
    },
  }
}

describe('a server that asks for time', () => {
  let server: ReturnType<typeof serve>
  let time: ReturnType<typeof longTimers>
  beforeEach(() => {
    time = longTimers(30_000)
  })
  afterEach(() => {
    time.stop()
    server.stop()
    document.body.replaceChildren()
  })

  it('gets it from what is read: the widget says how long, and goes on', async () => {
    let asked = 0
    server = serve({ 'GET /stories': () => (asked++ ? { items: [], next: null, mine: {} } : busy(40)) })
    const feed = place<CommunityElement>('<vlinder-story-feed></vlinder-story-feed>')
    await until(() => text(feed).includes('Over 40 seconden gaat het vanzelf verder.'))
    time.pass()
    await until(() => text(feed).includes('Hier zijn nog geen verhalen'))
  })

  /** A question that the server took no time for yet. */
  async function asking() {
    let posts = 0
    server = serve({ 'POST /questions': () => (posts++ ? undefined : busy(40)) })
    const question = server
    const box = place<CommunityElement>('<vlinder-ask-peer></vlinder-ask-peer>')
    const field = await until(() => inside<HTMLTextAreaElement>(box, 'textarea'))
    type(field, 'Wie kent dit?')
    await box.updateComplete
    const send = () => inside(box, '.primary')!.click()
    send()
    await until(() => box.shadowRoot!.querySelectorAll('textarea').length > 1)
    send()
    await until(() => text(box).includes('over 40 seconden wordt dit vanzelf verstuurd'))
    const sent = () => question.asked.filter(({ method, path }) => method === 'POST' && path === '/questions')
    return { box, field, send, sent }
  }

  it('gets it from what is sent: nothing is lost, and it is sent by itself', async () => {
    const { box, field, sent } = await asking()
    assert.equal(field.value, 'Wie kent dit?')
    time.pass()
    await until(() => text(box).includes('Je vraag staat erbij'))
    const [first, second] = sent()
    assert.equal(first!.key, second!.key)
  })

  it('is asked at once by whoever presses again', async () => {
    const { box, send, sent } = await asking()
    send()
    await until(() => text(box).includes('Je vraag staat erbij'))
    time.pass()
    await new Promise(requestAnimationFrame)
    assert.equal(sent().length, 2)
  })

  it('is not sent what somebody goes on writing', async () => {
    const { box, field, send, sent } = await asking()
    type(field, 'Wie kent dit ook?')
    time.pass()
    await until(() => !text(box).includes('vanzelf verstuurd'))
    assert.equal(sent().length, 1)
    send()
    await until(() => text(box).includes('Je vraag staat erbij'))
    assert.equal((sent()[1]!.body as { title: string }).title, 'Wie kent dit ook?')
  })
})
