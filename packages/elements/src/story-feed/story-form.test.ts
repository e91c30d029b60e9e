import { assert } from '@esm-bundle/chai'
import '../define/story-feed.ts'
import { forget } from '../kit/drafts.ts'
import type { Provider } from '../provider/provider.ts'
import { accessible, inside, place, text, type, until } from '../testing/page.ts'
import { refusal, serve } from '../testing/server.ts'
import type { StoryFeed } from './story-feed.ts'
import type { StoryForm } from './story-form.ts'

const FEED = '<vlinder-story-feed></vlinder-story-feed>'

describe('the form in which a story is told', () => {
  let server: ReturnType<typeof serve>
  afterEach(() => {
    server.stop()
    forget()
    document.body.replaceChildren()
  })

  const opened = async () => {
    const feed = place<StoryFeed>(FEED)
    ;(await until(() => inside(feed, '.bar button'))).click()
    const form = await until(() => inside(feed, 'dialog vlinder-story-form'))
    await until(() => inside(form, '#title'))
    return { feed, form }
  }
  const fill = (form: HTMLElement, title: string) => {
    inside(form, 'input[type=radio]')!.click()
    type(inside<HTMLInputElement>(form, '#title')!, title)
  }
  const send = (form: HTMLElement) => inside(form, '.acts .primary')!.click()
  const posted = () => server.asked.filter(({ method }) => method === 'POST')

  it('opens at its first field', async () => {
    server = serve()
    const { form } = await opened()
    await until(() => form.shadowRoot!.activeElement === inside(form, 'input'))
  })

  it('says at each field what is missing, and goes to the first', async () => {
    server = serve()
    const { form } = await opened()
    inside(form, 'input[type=radio]')!.click()
    send(form)
    const title = inside(form, '#title')!
    await until(() => form.shadowRoot!.activeElement === title)
    assert.equal(title.getAttribute('aria-invalid'), 'true')
    assert.include(title.getAttribute('aria-describedby') ?? '', inside(form, '.wrong')!.id)
    assert.notInclude(text(form), 'Kies hoe het afliep')
    await accessible(form)
  })

  it('says at the field what the server would not have', async () => {
    server = serve({
      'POST /stories': () =>
        Response.json(
          {
            type: 'urn:vlinder:problem:invalid',
            title: '',
            status: 400,
            errors: [{ path: 'body.lesson', detail: '' }],
          },
          { status: 400 },
        ),
    })
    const { form } = await opened()
    fill(form, 'Te vroeg')
    send(form)
    await until(() => form.shadowRoot!.activeElement === inside(form, '#lesson'))
    assert.equal(inside(form, '#lesson')!.getAttribute('aria-invalid'), 'true')
  })

  it('tells a story once, also when its words change after an answer that got lost', async () => {
    let lost = true
    server = serve({
      'POST /stories': () => (lost ? refusal('internal', 500) : refusal('idempotency-key-reused', 422)),
    })
    const { form } = await opened()
    fill(form, 'Te vroeg')
    send(form)
    await until(() => inside(form, '[role=alert]'))
    const keys = () => new Set(posted().map(({ key }) => key))
    assert.equal(keys().size, 1)
    lost = false
    type(inside<HTMLInputElement>(form, '#title')!, 'Te vroeg gejuicht')
    send(form)
    await until(() => text(form).includes('toch aangekomen'))
    assert.equal(keys().size, 1)
  })

  it('promises nothing when it could not be sent, and is calm when the connection is back', async () => {
    server = serve({ 'POST /stories': () => refusal('internal', 500) })
    const { form } = await opened()
    fill(form, 'Geen bereik')
    server.stop()
    server = serve({
      'POST /stories': () => {
        throw new TypeError('Failed to fetch')
      },
    })
    send(form)
    await until(() => text(form).includes('Er is niets verloren'))
    assert.notInclude(text(form), 'We proberen het zo weer')
    dispatchEvent(new Event('online'))
    await until(() => !inside(form, '[role=alert]'))
    assert.equal(inside<HTMLInputElement>(form, '#title')!.value, 'Geen bereik')
  })

  it('says how much fits when that runs out', async () => {
    server = serve()
    const { form } = await opened()
    type(inside<HTMLInputElement>(form, '#title')!, 'a'.repeat(290))
    await until(() => text(form).includes('Nog 10 tekens'))
    type(inside<HTMLInputElement>(form, '#title')!, 'a'.repeat(30))
    await until(() => !text(form).includes('tekens'))
  })

  it('asks before the page is left while something is written that is kept nowhere', async () => {
    server = serve({ 'PUT /drafts/story': () => refusal('internal', 500) })
    const { form } = await opened()
    const leave = () => {
      const event = new Event('beforeunload', { cancelable: true })
      dispatchEvent(event)
      return event.defaultPrevented
    }
    assert.isFalse(leave())
    type(inside<HTMLInputElement>(form, '#title')!, 'Half af')
    assert.isTrue(leave())
    type(inside<HTMLInputElement>(form, '#title')!, '')
    assert.isFalse(leave())
  })

  /** The same member's form on another page, or on this one after it was loaded anew. */
  const elsewhere = async (feed: StoryFeed, sub: string) => {
    const provider = feed.parentElement!.cloneNode() as Provider
    provider.getToken = signedIn(sub)
    provider.innerHTML = FEED
    document.body.append(provider)
    const other = provider.firstElementChild as StoryFeed
    ;(await until(() => inside(other, '.bar button'))).click()
    const form = await until(() => inside(other, 'dialog vlinder-story-form'))
    await until(() => inside(form, '#title'))
    return { form, title: () => inside<HTMLInputElement>(form, '#title')! }
  }
  const signedIn = (sub: string) => async () => `e30.${btoa(JSON.stringify({ sub }))}.`

  it('keeps what is written, and finds it again on another page', async () => {
    server = serve()
    const { feed } = await opened()
    const one = await elsewhere(feed, 'm-1')
    type(one.title(), 'Half af')
    await until(() => text(one.form).includes('Bewaard. Je kunt hier later'))
    forget()
    const other = await elsewhere(feed, 'm-1')
    await until(() => other.title().value === 'Half af')
    fill(other.form, 'Helemaal af')
    send(other.form)
    await until(() =>
      server.asked.some(({ method, path }) => method === 'DELETE' && path === '/drafts/story'),
    )
    await accessible(one.form)
  })

  it('asks which to keep when it was written on another page as well', async () => {
    const value = { fields: { kind: '', title: 'Op de andere', lesson: '', body: '', topics: [] }, key: 'k' }
    const theirs = { key: 'story', value, revision: 3, at: '2026-11-24T09:00:00.000Z' }
    let written = false
    server = serve({
      'GET /drafts': () => ({ items: written ? [theirs] : [] }),
      'PUT /drafts/story': () => {
        written = true
        return refusal('conflict', 409)
      },
    })
    const { form } = await opened()
    const title = () => inside<HTMLInputElement>(form, '#title')!
    type(title(), 'Op deze')
    await until(() => text(form).includes('Welke tekst wil je houden?'))
    assert.equal(title().value, 'Op deze')
    await accessible(form)
    inside(form, '[role=alert] button')!.click()
    await until(() => title().value === 'Op de andere' && !inside(form, '[role=alert]'))
  })

  it('keeps what one member writes from the next', async () => {
    server = serve()
    const { feed, form } = await opened()
    const title = () => inside<HTMLInputElement>(form, '#title')!
    const as = (sub: string) => {
      const provider = feed.parentElement as HTMLElement & { getToken: () => Promise<string> }
      provider.getToken = async () => `e30.${btoa(JSON.stringify({ sub }))}.`
    }
    // Whose it is turns out once there is a token.
    type(title(), 'Van m-1')
    as('m-1')
    await until(() => (form as StoryForm).community.subject() === 'm-1' && title().value === 'Van m-1')
    as('m-2')
    await until(() => title().value === '')
    as('m-1')
    await until(() => title().value === 'Van m-1')
  })
})
