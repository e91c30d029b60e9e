import { assert } from '@esm-bundle/chai'
import type { PreviewOne, PreviewSummary } from '@vlinder/contract'
import '../define/story-feed.ts'
import '../define/story-studio.ts'
import { forget } from '../kit/drafts.ts'
import type { Provider } from '../provider/provider.ts'
import type { StoryFeed } from '../story-feed/story-feed.ts'
import { accessible, inside, place, text, type, until } from '../testing/page.ts'
import { author, member, refusal, serve, story } from '../testing/server.ts'

const at = '2026-10-01T10:00:00.000Z'
const bram = { id: 'm-3', name: 'Bram Visser', position: 'Adviseur' }
const anne = { id: 'm-4', name: 'Anneke de Wit' }
const words = (text: string) => [{ type: 'paragraph' as const, children: [{ type: 'text' as const, text }] }]

/** A story of Marieke (`author`) that Bram and Anneke read, as the asking member `self` gets it. */
function preview(
  self: string,
  more: Partial<PreviewOne['item']> = {},
  mine: Partial<PreviewOne['mine']> = {},
): PreviewOne {
  const own = self === author.id
  return {
    item: {
      ...{ id: 'p-1', kind: 'failure', title: 'In de doos', author, peers: [bram, anne], at, revision: 2 },
      ...{ comments: 0, lesson: 'Laat hen meekiezen.', body: words('Niemand.'), sections: [] },
      ...{ topics: [], patterns: [], language: 'nl', said: [] },
      ...more,
    },
    mine: own
      ? {
          ...{
            self,
            mayEdit: true,
            said: [],
            source: { lesson: 'Laat hen meekiezen.', body: 'Niemand.', sections: [] },
          },
          peers: [bram, anne].map((member) => ({ member, state: 'asked', changed: false, comments: 0 })),
          ...mine,
        }
      : { self, mayEdit: false, state: 'asked', changed: false, said: [], ...mine },
  }
}
const listed = ({ item, mine }: PreviewOne) => {
  const { lesson: _, body: __, sections: ___, said: ____, ...summary } = item
  return { items: [summary satisfies PreviewSummary], mine: { [item.id]: mine } }
}
const said = { id: 'c-1', author: bram, body: words('Wie belde je?'), at, revision: 1 }

describe('a story that peers read first', () => {
  let server: ReturnType<typeof serve>
  afterEach(() => {
    server.stop()
    forget()
    localStorage.clear()
    document.body.replaceChildren()
  })

  const button = (where: Element, words: string) =>
    until(() =>
      [...(where.shadowRoot?.querySelectorAll<HTMLButtonElement>('button') ?? [])].find(
        (one) => one.textContent?.trim() === words || one.getAttribute('aria-label') === words,
      ),
    )
  const asked = (route: string) =>
    until(() => server.asked.find(({ method, path }) => `${method} ${path}` === route))
  /** A feed with this preview in it, changed by what a test puts in `now.one`. */
  const feedWith = (one: PreviewOne, more: Parameters<typeof serve>[0] = {}, lang = 'nl') => {
    const now = { one }
    server = serve({
      'GET /previews': () => listed(now.one),
      'GET /previews/p-1': () => now.one,
      'PUT /previews/p-1/answer': () => new Response(null, { status: 204 }),
      'POST /previews/p-1/comments': () => {
        now.one = { ...now.one, item: { ...now.one.item, comments: 1, said: [said] } }
        return now.one
      },
      ...more,
    })
    return { now, feed: place<StoryFeed>('<vlinder-story-feed></vlinder-story-feed>', lang) }
  }
  const again = (provider: Element): StoryFeed => {
    provider.innerHTML = '<vlinder-story-feed></vlinder-story-feed>'
    return provider.firstElementChild as StoryFeed
  }
  /** A feed of somebody whom the browser knows again on a later page. */
  const feedOf = (sub: string): StoryFeed => {
    const provider = place('<i></i>').parentElement as unknown as Provider
    provider.getToken = async () => `e30.${btoa(JSON.stringify({ sub }))}.`
    return again(provider)
  }
  /** The page is left, and comes again. */
  const leave = (feed: Element): StoryFeed => {
    const provider = feed.parentElement!
    feed.remove()
    forget()
    return again(provider)
  }
  const line = (feed: Element) => until(() => inside(feed, '.waiting li'))
  const opened = async (feed: Element, tag: string) => {
    ;(await until(() => inside(feed, '.waiting button'))).click()
    return until(() => inside(feed, `dialog ${tag}`))
  }
  const read = async (one = preview('m-3'), more: Parameters<typeof serve>[0] = {}, lang = 'nl') => {
    const { feed, now } = feedWith(one, more, lang)
    const reader = await opened(feed, 'vlinder-peer-reader')
    await until(() => inside(reader, 'h2'))
    return { feed, reader, now }
  }

  describe('is a line above the feed', () => {
    const lines: [who: string, one: PreviewOne, says: string][] = [
      ['m-3', preview('m-3'), 'Marieke Aalbers vraagt je dit verhaal te lezen voordat iedereen het ziet'],
      [
        'm-3',
        preview('m-3', {}, { state: 'read', changed: true }),
        'Marieke Aalbers veranderde dit verhaal sinds je het las',
      ],
      ['m-3', preview('m-3', {}, { state: 'read' }), 'Je las dit verhaal van Marieke Aalbers'],
      ['m-3', preview('m-3', { story: 's-9', comments: 1 }), 'Marieke Aalbers heeft dit verhaal gedeeld'],
      ['m-1', preview('m-1'), 'Ligt bij Bram Visser en Anneke de Wit'],
      [
        'm-1',
        preview(
          'm-1',
          { comments: 2 },
          { peers: [{ member: bram, state: 'read', changed: false, comments: 2 }] },
        ),
        'Bram Visser heeft het gelezen, 2 reacties',
      ],
      ['m-1', preview('m-1', { peers: [] }, { peers: [] }), 'Alleen jij ziet dit verhaal'],
      ['m-1', preview('m-1', { story: 's-9', comments: 1 }, { mayEdit: false }), 'Gedeeld, 1 reactie vooraf'],
    ]
    for (const [who, one, says] of lines)
      it(`that says "${says}" to ${who}`, async () => {
        const { feed } = feedWith(one)
        assert.include((await line(feed)).textContent, says)
      })

    it('no more once it is shared and nothing was said about it', async () => {
      const { feed, now } = feedWith(preview('m-3'))
      await line(feed)
      now.one = preview('m-3', { story: 's-9' })
      feed.community.tell({ type: 'preview', id: 'p-1', action: 'changed', remote: true })
      await until(() => !inside(feed, '.waiting'))
    })

    it('that says so when what it leads to cannot be had', async () => {
      const { feed } = feedWith(preview('m-1'), { 'GET /previews/p-1': () => refusal('internal', 500) })
      ;(await until(() => inside(feed, '.waiting button'))).click()
      await until(() => inside(feed, '.waiting [role=alert]'))
      assert.isNull(inside(feed, 'dialog'))
    })

    it('in English too, and to be read by everybody', async () => {
      const { feed } = feedWith(preview('m-3'), {}, 'en')
      assert.include((await line(feed)).textContent, 'asks you to read this story before everybody sees it')
      await accessible(feed)
    })

    it('only where there is one, and the first stories do not wait for it', async () => {
      server = serve({ 'GET /previews': () => refusal('internal', 500) })
      const feed = place('<vlinder-story-feed></vlinder-story-feed>')
      await until(() => inside(feed, 'article'))
      await asked('GET /previews')
      assert.isNull(inside(feed, '.waiting'))
      assert.isNull(inside(feed, '[role=alert]'))
      const first = server.asked.findIndex(({ path }) => path === '/previews')
      assert.isAbove(
        first,
        server.asked.findIndex(({ path }) => path === '/stories'),
      )
    })
  })

  describe('is read by a peer', () => {
    it('who sees exactly who else does', async () => {
      const { reader } = await read()
      assert.include(text(reader), 'Alleen jij, Marieke Aalbers en Anneke de Wit zien dit.')
      assert.include(text(reader), 'Niemand.')
      assert.isNull(inside(reader, '.reaction'))
      await accessible(reader)
    })

    it('who says something to them alone, once', async () => {
      const { reader } = await read()
      type(await until(() => inside<HTMLTextAreaElement>(reader, 'textarea')), 'Wie belde je?')
      ;(await button(reader, 'Zeg dit')).click()
      await until(() => inside(reader, '.thread li'))
      const { body, key } = await asked('POST /previews/p-1/comments')
      assert.deepEqual(body, { body: 'Wie belde je?', revision: 2 })
      assert.isString(key)
      assert.include(text(reader), 'over een eerdere versie')
      assert.equal(inside<HTMLTextAreaElement>(reader, 'textarea')!.value, '')
    })

    it('who has nothing to add', async () => {
      const { reader, now } = await read()
      const press = await button(reader, 'Gelezen, niets toe te voegen')
      now.one = preview('m-3', {}, { state: 'read' })
      press.click()
      await until(() => text(reader).includes('Je hebt het gelezen'))
      assert.deepEqual((await asked('PUT /previews/p-1/answer')).body, { state: 'read', revision: 2 })
    })

    it('who would rather not, and is done with it', async () => {
      const { reader, feed } = await read()
      ;(await button(reader, 'Liever niet')).click()
      await until(() => !inside(feed, 'dialog'))
      assert.deepEqual((await asked('PUT /previews/p-1/answer')).body, { state: 'declined', revision: 2 })
    })

    it('who is told that it changed since', async () => {
      const { reader } = await read(preview('m-3', {}, { state: 'read', changed: true }))
      assert.include(text(reader), 'Veranderd sinds je het las.')
      await button(reader, 'Gelezen, niets toe te voegen')
    })

    it('until it is taken back: what it said goes, what they typed stays', async () => {
      let gone = false
      const { reader } = await read(preview('m-3'), {
        'GET /previews/p-1': () => (gone ? refusal('not-found', 404) : preview('m-3')),
        'POST /previews/p-1/comments': () => refusal('not-found', 404),
      })
      const field = await until(() => inside<HTMLTextAreaElement>(reader, 'textarea'))
      type(field, 'Ik typte dit net')
      gone = true
      ;(await button(reader, 'Gelezen, niets toe te voegen')).click()
      await until(() => text(reader).includes('Dit verhaal is teruggenomen'))
      assert.notInclude(text(reader), 'Niemand.')
      assert.equal(inside<HTMLTextAreaElement>(reader, 'textarea')!.value, 'Ik typte dit net')
    })

    it('who keeps what they typed when the server does not answer', async () => {
      const { reader } = await read(preview('m-3'), {
        'POST /previews/p-1/comments': () => {
          throw new TypeError('failed to fetch')
        },
      })
      type(await until(() => inside<HTMLTextAreaElement>(reader, 'textarea')), 'Wie belde je?')
      ;(await button(reader, 'Zeg dit')).click()
      await until(() => text(reader).includes('Nog niet verstuurd.'))
      assert.equal(inside<HTMLTextAreaElement>(reader, 'textarea')!.value, 'Wie belde je?')
    })

    it('what they said goes once there is a connection again, also when the page was left', async () => {
      let away = true
      server = serve({
        'GET /previews': () => listed(preview('m-3')),
        'GET /previews/p-1': () => preview('m-3'),
        'POST /previews/p-1/comments': () => {
          if (away) throw new TypeError('Failed to fetch')
          return preview('m-3', { comments: 1, said: [said] })
        },
      })
      const feed = feedOf('m-3')
      const reader = await opened(feed, 'vlinder-peer-reader')
      type(await until(() => inside<HTMLTextAreaElement>(reader, 'textarea')), 'Wie belde je?')
      ;(await button(reader, 'Zeg dit')).click()
      await until(() => text(reader).includes('Nog niet verstuurd.'))
      const later = leave(feed)
      await until(() => text(later).includes('Nog niet verstuurd: 1 reactie'))
      away = false
      dispatchEvent(new Event('online'))
      await until(() => text(later).includes('staat er nu bij'))
      const sent = server.asked.filter(({ path, method }) => method === 'POST' && path.endsWith('/comments'))
      assert.equal(new Set(sent.map(({ key }) => key)).size, 1)
      assert.deepEqual(sent.at(-1)!.body, { body: 'Wie belde je?', revision: 2 })
    })

    it('and once it is shared, what was said is read beside the way to the story', async () => {
      const { reader } = await read(preview('m-3', { story: 's-1', said: [said], comments: 1 }))
      assert.include(text(reader), 'Wie belde je?')
      assert.isNull(inside(reader, 'textarea'))
      ;(await button(reader, 'Lees het verhaal')).click()
      await until(() => inside(reader, 'dialog vlinder-story-reader'))
    })
  })

  describe('is shown by its author', () => {
    /** The studio at its last step, with the choice open. */
    const choosing = async (more: Parameters<typeof serve>[0] = {}) => {
      server = serve({
        'GET /members': ({ query }) => ({
          items: [
            { ...member, ...bram },
            { ...member, ...anne },
            { ...member, id: 'm-2', name: 'Bran Zelf' },
          ].filter(({ name }) => name.toLowerCase().includes(query.get('q') ?? '')),
          next: null,
          mine: { 'm-2': { self: true, mayDeactivate: false } },
        }),
        'POST /previews': () => preview('m-1'),
        ...more,
      })
      const feed = feedOf('m-2')
      ;(await button(feed, 'Vertel jouw verhaal')).click()
      const studio = await until(() => inside(feed, 'dialog vlinder-story-studio'))
      const step = async (name: string) => {
        ;(await until(() => inside(studio, `.progress [title="${name}"]`))).click()
        await until(() => inside(studio, `.progress [title="${name}"][aria-current=step]`))
      }
      ;(await until(() => inside(studio, '[name=kind]'))).click()
      await step('Wat is de les, en voor wie?')
      type(await until(() => inside<HTMLTextAreaElement>(studio, '#field')), 'Laat hen meekiezen.')
      await step('Kijk het na')
      const peers = await until(() => inside(studio, 'vlinder-choose-peers'))
      ;(await button(peers, 'Eerst een collega laten lezen?')).click()
      const field = await until(() => inside<HTMLInputElement>(peers, '#find'))
      return { feed, studio, peers, field }
    }
    const press = (field: Element, key: string) =>
      field.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
      )

    it('to a colleague who is found by typing and chosen by keyboard', async () => {
      const { studio, peers, field } = await choosing()
      await until(() => peers.shadowRoot!.activeElement === field)
      type(field, 'bra')
      await until(() => inside(peers, '[role=option]'))
      assert.notInclude(text(peers), 'Bran Zelf', 'nobody asks themselves')
      assert.equal(field.getAttribute('aria-activedescendant'), inside(peers, '[aria-selected=true]')!.id)
      await accessible(peers)
      press(field, 'Enter')
      await until(() => text(peers).includes('Alleen jij en Bram Visser kunnen het dan lezen.'))
      ;(await button(peers, 'Laat meelezen')).click()
      await until(() => text(studio).includes('Bram Visser kan je verhaal nu lezen.'))
      const { body, key } = await asked('POST /previews')
      const { story, peers: ids } = body as { story: { lesson: string }; peers: string[] }
      assert.deepEqual([story.lesson, ids], ['Laat hen meekiezen.', ['m-3']])
      assert.isString(key)
      assert.isFalse(server.asked.some(({ method, path }) => `${method} ${path}` === 'POST /stories'))
      await until(() => studio.shadowRoot!.activeElement?.matches('.told'))
    })

    it('and Escape closes the list of names, not the story', async () => {
      const { feed, peers, field } = await choosing()
      type(field, 'bra')
      await until(() => inside(peers, '[role=option]'))
      assert.isFalse(press(field, 'Escape'))
      await until(() => !inside(peers, '[role=option]'))
      assert.isNotNull(inside(feed, 'dialog'))
    })

    it('by touch, to three at most, and each can be taken off again', async () => {
      const many = ['a', 'b', 'c', 'd'].map((id) => ({ ...member, id, name: `Collega ${id}` }))
      const { peers } = await choosing({ 'GET /members': () => ({ items: many, next: null, mine: {} }) })
      for (const { name } of many.slice(0, 3)) {
        type(await until(() => inside<HTMLInputElement>(peers, '#find')), 'collega')
        const option = () =>
          [...peers.shadowRoot!.querySelectorAll<HTMLElement>('[role=option]')].find((one) =>
            one.textContent!.includes(name),
          )
        ;(await until(option)).click()
        await button(peers, `Haal ${name} weg`)
      }
      await until(() => text(peers).includes('Meer dan drie kan niet.') && !inside(peers, '#find'))
      ;(await button(peers, 'Haal Collega b weg')).click()
      await until(() => inside(peers, '#find'))
    })

    it('who hears that nobody was found', async () => {
      const { peers, field } = await choosing()
      type(field, 'zzz')
      await until(() => text(peers).includes('Niemand gevonden.'))
      assert.equal(field.getAttribute('aria-expanded'), 'false')
    })

    it('and hears whom of them it cannot be shown to any more', async () => {
      const { peers, field } = await choosing({
        'POST /previews': () =>
          Response.json(
            {
              type: 'urn:vlinder:problem:invalid',
              status: 400,
              errors: [{ path: 'body.peers.0', detail: '' }],
            },
            { status: 400, headers: { 'content-type': 'application/problem+json' } },
          ),
      })
      type(field, 'bra')
      await until(() => inside(peers, '[role=option]'))
      press(field, 'Enter')
      ;(await button(peers, 'Laat meelezen')).click()
      await until(() => text(peers).includes('Bram Visser kan nu niet meelezen.'))
    })

    it('as soon as there is a connection again, once, also when the page was left', async () => {
      let away = true
      const route = () => {
        if (away) throw new TypeError('Failed to fetch')
        return preview('m-2', { peers: [bram] })
      }
      const { feed, studio, peers, field } = await choosing({ 'POST /previews': route })
      type(field, 'bra')
      await until(() => inside(peers, '[role=option]'))
      press(field, 'Enter')
      ;(await button(peers, 'Laat meelezen')).click()
      await until(() => text(studio).includes('Nog niet verstuurd.'))
      const later = leave(feed)
      await until(() => text(later).includes('Nog niet verstuurd: 1 verhaal voor wie meeleest'))
      away = false
      dispatchEvent(new Event('online'))
      await until(() => text(later).includes('staat er nu bij'))
      const sent = server.asked.filter(({ method, path }) => `${method} ${path}` === 'POST /previews')
      assert.equal(new Set(sent.map(({ key }) => key)).size, 1)
      assert.deepEqual((sent.at(-1)!.body as { peers: string[] }).peers, ['m-3'])
      assert.isFalse(server.asked.some(({ method, path }) => `${method} ${path}` === 'POST /stories'))
    })

    it('and the text stays when that fails', async () => {
      const { studio, peers, field } = await choosing({ 'POST /previews': () => refusal('internal', 500) })
      type(field, 'bra')
      await until(() => inside(peers, '[role=option]'))
      press(field, 'Enter')
      ;(await button(peers, 'Laat meelezen')).click()
      await until(() => inside(studio, 'form [role=alert]'))
      assert.include(text(studio), 'Laat hen meekiezen.')
      await button(peers, 'Laat meelezen')
    })
  })

  describe('where only a studio stands', () => {
    const alone = (one: PreviewOne) => {
      server = serve({ 'GET /previews': () => listed(one), 'GET /previews/p-1': () => one })
      return place<StoryFeed>('<vlinder-story-studio></vlinder-story-studio>')
    }

    it('is found there again by its author, with what was said, and is published from there', async () => {
      const studio = alone(preview('m-1', { comments: 1, said: [said] }))
      assert.include((await line(studio)).textContent, 'Ligt bij Bram Visser en Anneke de Wit, 1 reactie')
      await accessible(studio)
      const again = await opened(studio, 'vlinder-story-studio')
      const choose = await until(() => inside(again, 'vlinder-choose-peers'))
      await until(() => inside(choose, 'vlinder-reading-peers'))
      await until(() => text(inside(choose, 'vlinder-reading-peers')!).includes('Wie belde je?'))
      ;(await button(again, 'Deel dit verhaal')).click()
      assert.include((await asked('POST /stories')).body, { title: 'In de doos' })
      await until(() => !inside(studio, 'dialog'))
    })

    it('is read there by a peer', async () => {
      const studio = alone(preview('m-3'))
      assert.include((await line(studio)).textContent, 'vraagt je dit verhaal te lezen')
      await opened(studio, 'vlinder-peer-reader')
    })

    it('and is told of once where a feed stands, too', async () => {
      const { feed } = feedWith(preview('m-1'))
      await line(feed)
      const studio = document.createElement('vlinder-story-studio') as StoryFeed
      feed.after(studio)
      await until(() => inside(studio, '[name=kind]'))
      assert.isNull(inside(studio, '.waiting'))
      feed.remove()
      await until(() => {
        studio.requestUpdate()
        return inside(studio, '.waiting')
      })
      studio.before(feed)
      feed.requestUpdate()
      await feed.updateComplete
      assert.isNull(inside(feed, '.waiting'))
    })
  })

  describe('is looked at again by its author', () => {
    const reading = async (studio: Element) => {
      const first = await until(() => inside(studio, 'vlinder-choose-peers'))
      return until(() => inside(first, 'vlinder-reading-peers'))
    }
    const again = async (one = preview('m-1'), more: Parameters<typeof serve>[0] = {}) => {
      const { feed, now } = feedWith(one, {
        'PUT /previews/p-1/peers': ({ body }) => {
          const { peers } = body as { peers: string[] }
          const reading = [bram, anne].filter(({ id }) => peers.includes(id))
          now.one = preview(
            'm-1',
            { peers: reading },
            { peers: reading.map((member) => ({ member, state: 'asked', changed: false, comments: 0 })) },
          )
          return now.one
        },
        'PUT /previews/p-1/story': ({ body }) => {
          const { story: words } = body as { story: { title: string } }
          now.one = preview('m-1', { title: words.title, revision: 3 })
          return now.one
        },
        ...more,
      })
      const studio = await opened(feed, 'vlinder-story-studio')
      const peers = await reading(studio)
      await until(() => inside(peers, 'textarea'))
      return { feed, studio, peers, now }
    }
    const retitle = async (studio: Element, title: string) => {
      ;(await until(() => inside(studio, '.progress [title="Welke titel krijgt het?"]'))).click()
      type(await until(() => inside<HTMLInputElement>(studio, 'input#field')), title)
      ;(await until(() => inside(studio, '.progress [title="Kijk het na"]'))).click()
      return reading(studio)
    }

    it('with what they said below it, and is published from there as it was looked at', async () => {
      const { studio, peers } = await again(preview('m-1', { comments: 1, said: [said] }))
      assert.include(text(studio), 'In de doos')
      assert.include(text(peers), 'Wie belde je?')
      await accessible(peers)
      ;(await button(studio, 'Deel dit verhaal')).click()
      const { body } = await asked('POST /stories')
      const { preview: named, title } = body as { preview: object; title: string }
      assert.deepEqual([named, title], [{ id: 'p-1', revision: 2 }, 'In de doos'])
    })

    it('who lets them read another version', async () => {
      const { studio } = await again()
      const peers = await retitle(studio, 'Uit de doos')
      ;(await button(peers, 'Laat hen deze versie lezen')).click()
      await until(() => text(peers).includes('Ze lezen nu deze versie.'))
      const { body } = await asked('PUT /previews/p-1/story')
      const { after, story: sent } = body as { after: number; story: { title: string; preview?: unknown } }
      assert.deepEqual([after, sent.title, sent.preview], [2, 'Uit de doos', undefined])
      await until(() => !text(peers).includes('Laat hen deze versie lezen'))
      ;(await button(studio, 'Deel dit verhaal')).click()
      const told = (await asked('POST /stories')).body as { preview: { revision: number } }
      assert.equal(told.preview.revision, 3)
    })

    it('with what they said about being called, and shows no other version for it until that changes', async () => {
      const source = { lesson: 'Laat hen meekiezen.', body: 'Niemand.', sections: [], contact: false }
      const { studio, peers } = await again(preview('m-1', {}, { source }))
      assert.notInclude(text(peers), 'Laat hen deze versie lezen')
      ;(await until(() => inside(studio, '.progress [title="Mogen collega’s je hierover bellen?"]'))).click()
      const no = await until(() => inside(studio, '.step [aria-pressed=true]'))
      assert.equal(no.textContent, 'Liever niet')
      ;(no.previousElementSibling as HTMLElement).click()
      await until(() => inside(studio, '.step [aria-pressed=true]')?.textContent === 'Ja')
      ;(await until(() => inside(studio, '.progress [title="Kijk het na"]'))).click()
      ;(await button(await reading(studio), 'Laat hen deze versie lezen')).click()
      const { body } = await asked('PUT /previews/p-1/story')
      assert.deepInclude((body as { story: object }).story, { contact: true })
    })

    it('and hear that it is another version once something is said about being called', async () => {
      const { studio } = await again()
      ;(await until(() => inside(studio, '.progress [title="Mogen collega’s je hierover bellen?"]'))).click()
      ;(await until(() => inside(studio, '.step .filters button'))).click()
      ;(await until(() => inside(studio, '.progress [title="Kijk het na"]'))).click()
      await button(await reading(studio), 'Laat hen deze versie lezen')
    })

    it('who takes a peer off, and all of it back: the text stays', async () => {
      const { studio, peers } = await again()
      ;(await button(peers, 'Haal Bram Visser weg')).click()
      await until(() => text(peers).includes('Alleen jij en Anneke de Wit zien dit.'))
      ;(await button(peers, 'Neem terug')).click()
      await until(() => text(peers).includes('Alleen jij ziet dit.'))
      assert.include(text(studio), 'In de doos')
    })

    it('who throws away what nobody reads any more', async () => {
      const { studio, peers } = await again(preview('m-1', { peers: [] }, { peers: [] }), {
        'DELETE /previews/p-1': () => new Response(null, { status: 204 }),
      })
      const away = await button(peers, 'Gooi weg')
      away.click()
      ;(await button(peers, 'Weet je het zeker?')).click()
      await until(() => text(studio).includes('Weggegooid.'))
    })

    it('and when another page changed it, the author chooses', async () => {
      let published = 0
      const { studio, peers, now } = await again(preview('m-1'), {
        'POST /stories': ({ body }) => {
          published = (body as { preview: { revision: number } }).preview.revision
          return published === 2
            ? refusal('conflict', 409)
            : { item: { ...story('s-1'), body: [], sections: [] }, mine: {} }
        },
      })
      now.one = preview('m-1', { title: 'Van elders', revision: 5 })
      ;(await button(studio, 'Deel dit verhaal')).click()
      ;(await button(peers, 'Die van de andere pagina')).click()
      await until(() => text(studio).includes('Van elders') && !inside(studio, '[role=alert]'))
      ;(await button(studio, 'Deel dit verhaal')).click()
      await until(() => published === 5)
    })

    it('and what is not there any more is a draft as any other, to be shared all the same', async () => {
      let gone = false
      const { studio, peers } = await again(preview('m-1'), {
        'GET /previews/p-1': () => (gone ? refusal('not-found', 404) : preview('m-1')),
        'PUT /previews/p-1/peers': () => refusal('not-found', 404),
      })
      gone = true
      ;(await button(peers, 'Neem terug')).click()
      await button(inside(studio, 'vlinder-choose-peers')!, 'Eerst een collega laten lezen?')
      ;(await button(studio, 'Deel dit verhaal')).click()
      assert.notProperty((await asked('POST /stories')).body, 'preview')
    })

    it('tells how far each has come', async () => {
      const states = [
        { member: bram, state: 'read' as const, changed: true, comments: 1 },
        { member: anne, state: 'left' as const, changed: false, comments: 0 },
      ]
      const { peers } = await again(preview('m-1', { peers: [bram] }, { peers: states }))
      assert.include(text(peers), 'Bram Visser: las een eerdere versie, 1 reactie')
      assert.include(text(peers), 'Anneke de Wit: werkt hier niet meer')
    })
  })
})
