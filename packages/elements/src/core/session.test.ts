import { assert } from '@esm-bundle/chai'
import '../define/ask-peer.ts'
import '../define/member-card.ts'
import '../define/story-feed.ts'
import type { VlinderSessionExpiredEvent } from '../events/vlinder-session-expired.ts'
import type { Provider } from '../provider/provider.ts'
import { inside, place, text, type, until } from '../testing/page.ts'
import { refusal, serve } from '../testing/server.ts'
import type { CommunityElement } from './community-element.ts'

const TWO =
  '<vlinder-story-feed></vlinder-story-feed><vlinder-member-card member="m-1"></vlinder-member-card>'
const OUT = 'Meld je aan op het intranet'

describe('the session at the host', () => {
  let server: ReturnType<typeof serve>
  let told: VlinderSessionExpiredEvent[]
  const listen = (event: VlinderSessionExpiredEvent) => told.push(event)

  beforeEach(() => {
    told = []
    document.addEventListener('vlinder-session-expired', listen)
  })
  afterEach(() => {
    document.removeEventListener('vlinder-session-expired', listen)
    server.stop()
    document.body.replaceChildren()
  })

  /** Two widgets of a reader who is not signed in, and what signs them in. */
  async function signedOut() {
    server = serve()
    const feed = place<CommunityElement>(TWO)
    const provider = feed.parentElement as Provider
    const card = feed.nextElementSibling as CommunityElement
    let signedIn = false
    provider.getToken = async () => {
      if (!signedIn) throw new Error('nobody')
      return 'token'
    }
    await until(() => text(feed).includes(OUT) && text(card).includes(OUT))
    return {
      feed,
      card,
      signIn: () => {
        signedIn = true
      },
      shown: () => until(() => inside(feed, 'article') && text(card).includes('Marieke Aalbers')),
    }
  }

  it('tells the page once that it ended, however many widgets found out', async () => {
    const { shown, signIn } = await signedOut()
    assert.equal(told.length, 1)
    signIn()
    told[0]!.retry()
    await shown()
    assert.equal(told.length, 1)
  })

  it('is back for all widgets once one of them is answered', async () => {
    const { card, signIn, shown } = await signedOut()
    signIn()
    inside(card, '.problem button')!.click()
    await shown()
  })

  it('is looked for when the reader comes back to the page', async () => {
    const { signIn, shown } = await signedOut()
    signIn()
    document.dispatchEvent(new Event('visibilitychange'))
    await shown()
  })

  it('is told again when it ends again', async () => {
    const { feed, signIn, shown } = await signedOut()
    signIn()
    told[0]!.retry()
    await shown()
    server.stop()
    server = serve({ 'PUT /stories/s-1/reactions/recognise': () => refusal('token-expired', 401) })
    inside(feed, '.reaction')!.click()
    await until(() => text(feed).includes(OUT))
    assert.equal(told.length, 2)
  })

  it('takes nothing along that was typed', async () => {
    let signedIn = false
    server = serve({
      'POST /questions': () => (signedIn ? undefined : refusal('token-expired', 401)),
    })
    const box = place<CommunityElement>('<vlinder-ask-peer></vlinder-ask-peer>')
    const field = await until(() => inside<HTMLTextAreaElement>(box, 'textarea'))
    type(field, 'Wie kent dit?')
    await box.updateComplete
    const send = () => inside(box, '.primary')!.click()
    send()
    await until(() => box.shadowRoot!.querySelectorAll('textarea').length > 1)
    send()
    await until(() => text(box).includes(OUT))
    assert.equal(told.length, 1)
    assert.equal(field.value, 'Wie kent dit?')
    signedIn = true
    server.stop()
    server = serve()
    send()
    await until(() => text(box).includes('Je vraag staat erbij'))
  })
})
