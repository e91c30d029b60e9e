import { assert } from '@esm-bundle/chai'
import '../define/story-feed.ts'
import { accessible, inside, place, text, type, until } from '../testing/page.ts'
import { author, community, refusal, serve, story } from '../testing/server.ts'
import type { StoryFeed } from './story-feed.ts'

const at = '2026-10-01T10:00:00.000Z'
const comment = (id: string) => ({ id, author, body: [], at })
const mineOf = { reactions: [], mayEdit: false, mayDelete: false }
const comments = (ids: string[], next: string | null = null) => ({
  items: ids.map(comment),
  next,
  mine: Object.fromEntries(ids.map((id) => [id, { mayEdit: true, mayDelete: true }])),
})

describe('a story that is read', () => {
  let server: ReturnType<typeof serve>
  afterEach(() => {
    server.stop()
    document.body.replaceChildren()
  })

  const opened = async () => {
    const feed = place<StoryFeed>('<vlinder-story-feed></vlinder-story-feed>')
    ;(await until(() => inside(feed, 'h3 button'))).click()
    const reader = await until(() => inside(feed, 'dialog vlinder-story-reader'))
    await until(() => inside(reader, 'h2'))
    return reader
  }
  const button = (reader: Element, words: string) =>
    until(() => [...reader.shadowRoot!.querySelectorAll('button')].find((one) => one.textContent === words))
  const focused = (reader: Element) => reader.shadowRoot!.activeElement

  it('starts at its title', async () => {
    server = serve()
    const reader = await opened()
    await until(() => focused(reader) === inside(reader, 'h2'))
  })

  it('shows how this goes wrong more often, and what to do about it', async () => {
    server = serve({
      'GET ': () => ({
        ...community,
        patterns: [{ ...community.patterns[0], advice: 'Vraag wie er nog mist.' }],
      }),
    })
    const reader = await opened()
    await until(() => text(reader).includes('Vraag wie er nog mist.'))
    assert.include(text(reader), 'Een partij ontbrak aan tafel')
    await accessible(reader)
  })

  /** A story that says this beside what others do. */
  const saying = (item: object, mine: object = mineOf) => ({
    'GET /stories/s-1': () => ({ item: { ...story('s-1'), body: [], sections: [], ...item }, mine }),
  })

  it('says that its author may be called about it, and reaches them', async () => {
    server = serve(saying({ contact: true }))
    const reader = await opened()
    const reach = await button(reader, 'Neem contact op')
    assert.include(text(reader), 'Je mag Marieke Aalbers hierover bellen.')
    await accessible(reader)
    const reached = new Promise<string>((resolve) =>
      document.body.addEventListener(
        'vlinder-contact',
        (event) => {
          event.preventDefault()
          resolve(event.member.id)
        },
        { once: true },
      ),
    )
    reach.click()
    assert.equal(await reached, author.id)
  })

  it('says nothing of calling where nothing was said, nor to its author', async () => {
    const patterns = 'Een partij ontbrak aan tafel'
    for (const told of [saying({}), saying({ contact: true }, { ...mineOf, reads: 0 })]) {
      server?.stop()
      server = serve(told)
      const reader = await opened()
      await until(() => text(reader).includes(patterns))
      assert.notInclude(text(reader), 'bellen')
      document.body.replaceChildren()
    }
  })

  it('shows a colleague who is named in a text as a name that opens their card', async () => {
    const body = [{ type: 'paragraph', children: [{ type: 'mention', member: 'm-1', name: '<b>Marieke' }] }]
    const page = comments(['c-1'])
    server = serve({
      'GET /stories/s-1/comments': () => ({ ...page, items: [{ ...page.items[0], body }] }),
    })
    const reader = await opened()
    const name = await until(() => inside(reader, '.thread .rich button'))
    assert.equal(inside(reader, '.thread .rich')!.textContent, '<b>Marieke')
    await accessible(reader)
    name.click()
    const card = await until(() => inside(reader, 'dialog vlinder-member-card'))
    assert.equal(card.getAttribute('member'), 'm-1')
    await until(() => text(card).includes('Marieke Aalbers'))
  })

  it('says that more comments did not come, and brings them once', async () => {
    let broken = true
    server = serve({
      'GET /stories/s-1/comments': ({ query }) => {
        if (!query.has('cursor')) return comments(['c-1'], 'next')
        return broken ? refusal('internal', 500) : comments(['c-2'])
      },
    })
    const reader = await opened()
    const more = await button(reader, 'Meer reacties')
    more.click()
    await until(() => inside(reader, '[role=alert]'))
    broken = false
    const asked = () => server.asked.filter(({ query }) => query.has('cursor')).length
    const before = asked()
    more.click()
    more.click()
    await until(() => reader.shadowRoot!.querySelectorAll('.thread > li').length === 2)
    assert.equal(asked(), before + 1)
    assert.isNull(inside(reader, '[role=alert]'))
  })

  it('goes back to the button that a reply came from', async () => {
    server = serve({ 'GET /stories/s-1/comments': () => comments(['c-1', 'c-2']) })
    const reader = await opened()
    await until(() => inside(reader, '.reply'))
    const reply = (await until(() => inside(reader, '[data-reply=c-2]')))!
    reply.click()
    await until(() => focused(reader)?.localName === 'textarea')
    ;(await button(reader, 'Annuleren')).click()
    await until(() => focused(reader) === reply)
    reply.click()
    type(await until(() => inside<HTMLTextAreaElement>(reader, 'li textarea')), 'Ja.')
    ;(await until(() => inside<HTMLButtonElement>(reader, 'li .primary:not(:disabled)'))).click()
    await until(() => focused(reader) === inside(reader, '[data-reply=c-2]'))
  })

  it('keeps the focus in the field after a comment', async () => {
    server = serve()
    const reader = await opened()
    const field = await until(() => inside<HTMLTextAreaElement>(reader, 'textarea'))
    type(field, 'Herkenbaar.')
    const send = await until(() => inside<HTMLButtonElement>(reader, '.reply .primary:not(:disabled)'))
    send.focus()
    send.click()
    await until(() => field.value === '' && focused(reader) === field)
  })

  it('says that removing failed, and asks anew', async () => {
    server = serve({
      'GET /stories/s-1/comments': () => comments(['c-1']),
      'DELETE /comments/c-1': () => refusal('forbidden', 403),
    })
    const reader = await opened()
    const remove = await button(reader, 'Verwijder')
    remove.click()
    await until(() => remove.textContent === 'Weet je het zeker?')
    remove.click()
    await until(() => inside(reader, '[role=alert]')?.textContent?.includes('Dat mag alleen'))
    assert.equal(remove.textContent, 'Verwijder')
    await accessible(reader)
  })

  describe('shared', () => {
    const real = navigator.clipboard
    const clipboard = (value: unknown) =>
      Object.defineProperty(navigator, 'clipboard', { value, configurable: true })
    afterEach(() => {
      clipboard(real)
      history.replaceState(null, '', location.pathname)
    })
    const shared = async (hash = '') => {
      server = serve()
      const reader = await opened()
      history.replaceState(null, '', location.pathname + hash)
      ;(await button(reader, 'Deel')).click()
      return reader
    }
    const page = () => location.href.split('#')[0]

    it('copies a link that opens it on this page, and says so', async () => {
      let copied = ''
      clipboard({
        writeText: async (text: string) => {
          copied = text
        },
      })
      const reader = await shared('#top')
      await until(() => inside(reader, '.acts [role=status]')?.textContent === 'De link is gekopieerd.')
      assert.equal(copied, `${page()}#vlinder-story=s-1`)
    })

    it('leaves the route of the page in the link, and any other story out of it', async () => {
      clipboard(undefined)
      const reader = await shared('#/team?vlinder-story=s-9&tab=2')
      const link = await until(() => inside<HTMLInputElement>(reader, '.link'))
      assert.equal(link.value, `${page()}#/team?tab=2&vlinder-story=s-1`)
    })

    it('shows the link, selected, where it may not be copied', async () => {
      clipboard(undefined)
      const reader = await shared()
      const link = await until(() => inside<HTMLInputElement>(reader, '.link'))
      await until(() => focused(reader) === link)
      assert.equal(link.value.slice(link.selectionStart!, link.selectionEnd!), link.value)
      await accessible(reader)
    })
  })

  it('prints the story alone, in a document of its own, by its button and by the keys that print', async () => {
    server = serve({ 'GET /stories/s-1/comments': () => comments(['c-1']) })
    const reader = await opened()
    await until(() => inside(reader, '.thread li'))
    let paper: Document | undefined
    new MutationObserver(() => {
      const frame = inside<HTMLIFrameElement>(reader, 'iframe')
      if (!frame) return
      frame.contentWindow!.print = () => {
        paper = frame.contentDocument!
        frame.contentWindow!.dispatchEvent(new Event('afterprint'))
      }
    }).observe(reader.shadowRoot!, { childList: true })
    const press = new KeyboardEvent('keydown', { key: 'p', ctrlKey: true, bubbles: true, cancelable: true })
    inside(reader, 'h2')!.dispatchEvent(press)
    assert.isTrue(press.defaultPrevented)
    const { title, body } = await until(() => paper)
    const root = body.querySelector('main')!.shadowRoot!
    assert.equal(title, 'Verhaal s-1')
    assert.equal(root.querySelector('h2')?.textContent, 'Verhaal s-1')
    assert.isNotNull(root.querySelector('.thread li'))
    const sheets = [...reader.shadowRoot!.adoptedStyleSheets]
    assert.equal(root.adoptedStyleSheets.length, sheets.length)
    assert.isNull(inside(reader, 'iframe'))
    paper = undefined
    ;(await button(reader, 'Print')).click()
    await until(() => paper)
  })

  it('offers what resembles it, and comes back from there', async () => {
    server = serve({
      'GET /stories/s-1/related': () => ({ items: [story('s-2')] }),
      'GET /stories/s-2': () => ({ item: { ...story('s-2'), body: [], sections: [] }, mine: mineOf }),
    })
    const reader = await opened()
    const next = await until(() => inside(reader, '.related button'))
    assert.include(text(reader), 'Lees ook')
    await accessible(reader)
    next.focus()
    next.click()
    const other = await until(() => inside(reader, 'dialog vlinder-story-reader'))
    await until(() => inside(other, 'h2')?.textContent === 'Verhaal s-2')
    inside<HTMLDialogElement>(reader, 'dialog')!.close()
    await until(() => focused(reader) === next)
  })
})
