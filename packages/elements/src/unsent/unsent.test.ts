import { assert } from '@esm-bundle/chai'
import '../define/ask-peer.ts'
import '../define/story-feed.ts'
import type { CommunityElement } from '../core/community-element.ts'
import { forget } from '../kit/drafts.ts'
import type { Provider } from '../provider/provider.ts'
import { accessible, inside, place, text, type, until } from '../testing/page.ts'
import { refusal, serve } from '../testing/server.ts'

const POST = 'POST /stories/s-1/comments'

describe('what was sent and has not arrived', () => {
  let server: ReturnType<typeof serve>
  afterEach(() => {
    server.stop()
    forget()
    localStorage.clear()
    document.body.replaceChildren()
  })

  /** A feed of whoever `sub` says, of the same community as the one before. */
  const visit = (before: Element | undefined, sub = 'm-2') => {
    const feed = place<CommunityElement>('<i></i>')
    const provider = feed.parentElement as unknown as Provider
    const known = before?.parentElement?.getAttribute('community')
    if (known) provider.setAttribute('community', known)
    provider.getToken = async () => `e30.${btoa(JSON.stringify({ sub }))}.`
    provider.innerHTML = '<vlinder-story-feed></vlinder-story-feed>'
    return provider.firstElementChild as CommunityElement
  }
  const button = (where: Element, words: string) =>
    [...where.shadowRoot!.querySelectorAll('button')].find(({ textContent }) => textContent === words)
  const comment = async (feed: Element) => {
    ;(await until(() => inside(feed, 'h3 button'))).click()
    const reader = await until(() => inside(feed, 'dialog vlinder-story-reader'))
    const field = await until(() => inside<HTMLTextAreaElement>(reader, '.reply textarea'))
    return { reader, field }
  }

  /** A page on which a comment was sent in vain, and what comes after it was closed. */
  async function unsent(answer: () => unknown = () => undefined) {
    let away = true
    server = serve({
      [POST]: () => {
        if (away) throw new TypeError('Failed to fetch')
        return answer()
      },
    })
    const before = visit(undefined)
    const { reader, field } = await comment(before)
    type(field, 'Bij ons ook.')
    await (reader as CommunityElement).updateComplete
    button(reader, 'Plaats reactie')!.click()
    await until(() => text(reader).includes('Nog niet verstuurd.'))
    before.parentElement!.remove()
    forget()
    const back = () => {
      away = false
      dispatchEvent(new Event('online'))
    }
    return { before, back, later: (sub?: string) => visit(before, sub) }
  }
  const posted = () => server.asked.filter(({ method, path }) => `${method} ${path}` === POST)

  it('is said on a later page, and sent once when the connection is back', async () => {
    const { back, later } = await unsent()
    const feed = later()
    await until(() => text(feed).includes('Nog niet verstuurd: 1 reactie'))
    inside(feed, '.unsent summary')!.click()
    await until(() => text(feed).includes('Bij ons ook.'))
    await accessible(feed)
    back()
    await until(() => text(feed).includes('staat er nu bij'))
    assert.isNull(inside(feed, '.unsent'))
    assert.equal(new Set(posted().map(({ key }) => key)).size, 1)
    assert.deepEqual(posted().at(-1)!.body, { body: 'Bij ons ook.' })
    const { field } = await comment(feed)
    assert.equal(field.value, '')
  })

  it('is said at once where what it was sent from was closed', async () => {
    server = serve({
      [POST]: () => {
        throw new TypeError('Failed to fetch')
      },
    })
    const feed = visit(undefined)
    const { reader, field } = await comment(feed)
    type(field, 'Bij ons ook.')
    await (reader as CommunityElement).updateComplete
    button(reader, 'Plaats reactie')!.click()
    await until(() => text(reader).includes('Nog niet verstuurd.'))
    inside<HTMLDialogElement>(feed, 'dialog')!.close()
    await until(() => text(feed).includes('Nog niet verstuurd: 1 reactie'))
  })

  it('is said to nobody else', async () => {
    const { back, later } = await unsent()
    const other = later('m-3')
    await until(() => inside(other, 'h3 button'))
    const before = posted().length
    back()
    await comment(other)
    assert.notInclude(text(other), 'Nog niet verstuurd')
    assert.equal(posted().length, before)
  })

  it('can be changed: it is taken back, and stands in its form', async () => {
    const { later } = await unsent()
    const feed = later()
    await until(() => button(feed, 'Bewerk'))
    button(feed, 'Bewerk')!.click()
    const reader = await until(() => inside(feed, 'dialog vlinder-story-reader'))
    await until(() => inside<HTMLTextAreaElement>(reader, '.reply textarea')?.value === 'Bij ons ook.')
    assert.notInclude(text(reader), 'Nog niet verstuurd')
    assert.isNull(inside(feed, '.unsent'))
  })

  it('can be thrown away, and is gone everywhere', async () => {
    const { back, later } = await unsent()
    const feed = later()
    await until(() => button(feed, 'Gooi weg'))
    button(feed, 'Gooi weg')!.click()
    await until(() => button(feed, 'Weet je het zeker?'))
    const before = posted().length
    button(feed, 'Weet je het zeker?')!.click()
    await until(() => !inside(feed, '.unsent'))
    back()
    const { field } = await comment(feed)
    await until(() => server.asked.at(-1)?.path === '/drafts')
    assert.equal(field.value, '')
    assert.equal(posted().length, before)
    assert.equal(localStorage.length, 0)
  })

  it('says why when the server would not have it, and stays until its writer changes it', async () => {
    const { back, later } = await unsent(() => refusal('too-large', 413))
    back()
    const feed = later()
    await until(() => text(feed).includes('Dit is te lang.'))
    assert.isTrue(inside<HTMLDetailsElement>(feed, '.unsent')!.open)
    await accessible(feed)
    const { reader, field } = await comment(feed)
    await until(() => field.value === 'Bij ons ook.' && text(reader).includes('Dit is te lang.'))
    type(field, 'Kort.')
    await until(() => !inside(feed, '.unsent'))
  })

  it('is said by one widget of a page', async () => {
    const { later } = await unsent()
    const feed = later()
    const box = document.createElement('vlinder-ask-peer')
    feed.after(box)
    const says = (one: Element) => text(one).includes('Nog niet verstuurd: 1 reactie')
    await until(() => says(feed) || says(box))
    await until(() => inside(box, '.hit') && inside(feed, '.choices select'))
    assert.notEqual(says(feed), says(box))
  })
})
