import { assert } from '@esm-bundle/chai'
import '../define/story-feed.ts'
import type { CommunityElement } from '../core/community-element.ts'
import { accessible, inside, place, text, until } from '../testing/page.ts'
import { refusal, serve } from '../testing/server.ts'

const STARTED = { handle: 'the-handle', url: `${location.origin}/none`, expiresIn: 600, interval: 1 }

describe('signing in from a widget', () => {
  const open = window.open
  let server: ReturnType<typeof serve>
  let channel: BroadcastChannel
  beforeEach(() => {
    channel = new BroadcastChannel('vlinder-sign-in')
    window.open = () => null
  })
  afterEach(() => {
    window.open = open
    channel.close()
    server.stop()
    document.body.replaceChildren()
  })

  /** A feed whose provider says `sign-in`, signed out; the server begins sign-ins and answers `token` to who asks. */
  async function signedOut(token: () => unknown, lang = 'nl') {
    const below = /\/signin\/[^/]+/
    server = serve()
    const usual = window.fetch
    window.fetch = async (input, init) => {
      const path = new URL(String(input)).pathname
      if (!below.test(path)) return usual(input, init)
      const given = path.endsWith('/token') ? token() : STARTED
      return given instanceof Response ? given : Response.json(given)
    }
    const feed = place<CommunityElement>('<vlinder-story-feed></vlinder-story-feed>', lang)
    const provider = feed.parentElement as HTMLElement & { getToken: unknown }
    provider.getToken = undefined
    provider.setAttribute('sign-in', '')
    const button = await until(() => inside(feed, '.problem .primary'))
    return { feed, button, dialog: () => inside<HTMLDialogElement>(feed, 'dialog') }
  }
  const waiting = () => Response.json({ status: 'waiting' }, { status: 202 })

  it('is offered where nobody is signed in, in words for the reader', async () => {
    const { feed, button } = await signedOut(waiting)
    assert.equal(button.textContent, 'Aanmelden')
    assert.include(text(feed), 'Meld je aan om mee te lezen')
    assert.notInclude(text(feed), 'intranet')
    await accessible(feed)
  })

  it('says that the popup was blocked, with a link that opens it, accessibly', async () => {
    const { feed, button, dialog } = await signedOut(waiting)
    button.click()
    const link = await until(() => dialog()?.querySelector('a'))
    assert.equal(link.href, STARTED.url)
    assert.include(dialog()!.textContent!, 'hield het venster tegen')
    await accessible(feed)
  })

  it('brings the stories once the popup handed over its code', async () => {
    const { feed, button, dialog } = await signedOut(() => ({ token: 'token', refresh: 'r', endsIn: 60 }))
    button.click()
    await until(() => dialog()?.querySelector('a'))
    channel.postMessage({ handle: STARTED.handle, code: 'c' })
    await until(() => inside(feed, 'article'))
    assert.isNull(dialog())
  })

  it('says what went wrong, and can be tried again', async () => {
    const { feed, button, dialog } = await signedOut(() => refusal('sign-in-denied', 403), 'en')
    button.click()
    const alert = await until(() => dialog()?.querySelector('[role=alert]'))
    assert.include(alert.textContent!, 'broken off')
    await accessible(feed)
    dialog()!.querySelector<HTMLElement>('.primary')!.click()
    await until(() => dialog()?.querySelector('a'))
  })

  it('is over when the reader closes the dialog, and the focus is back on the button', async () => {
    const { feed, button, dialog } = await signedOut(waiting)
    button.focus()
    button.click()
    const cancel = await until(() => dialog()?.querySelector<HTMLElement>('.acts button'))
    cancel.click()
    await until(() => !dialog())
    assert.equal(feed.shadowRoot!.activeElement, inside(feed, '.problem .primary'))
  })
})
