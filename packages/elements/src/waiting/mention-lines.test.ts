import { assert } from '@esm-bundle/chai'
import '../define/story-feed.ts'
import { accessible, inside, place, text, until } from '../testing/page.ts'
import { author, question, serve } from '../testing/server.ts'

const mention = (id: string, type: 'story' | 'question') => ({
  id,
  at: question.at,
  on: { type: 'comment', id, in: { type, id: type === 'story' ? 's-1' : 'q-1', title: `Een ${type}` } },
  by: author,
  excerpt: 'Vraag het @Sanne <b>Bos</b>.',
})

describe('where colleagues named the reader', () => {
  let server: ReturnType<typeof serve>
  afterEach(() => {
    server.stop()
    document.body.replaceChildren()
  })

  it('is said in a line above the feed, until the reader has been there', async () => {
    let items = [mention('comment:c-1', 'story'), mention('comment:c-2', 'question')]
    server = serve({
      'GET /mentions': () => ({
        items,
        next: null,
        mine: Object.fromEntries(items.map(({ id }) => [id, { unread: true }])),
      }),
      'PUT /mentions/comment%3Ac-2/seen': () => {
        items = items.slice(0, 1)
        return new Response(null, { status: 204 })
      },
    })
    const feed = place('<vlinder-story-feed></vlinder-story-feed>')
    const lines = () => [...feed.shadowRoot!.querySelectorAll<HTMLElement>('.waiting li')]
    await until(() => lines().length === 2)
    assert.include(text(feed), 'Een question Marieke Aalbers noemt je hier: Vraag het @Sanne <b>Bos</b>.')
    assert.deepEqual(
      server.asked.filter(({ path }) => path === '/mentions').map(({ query }) => query.get('unread')),
      ['true'],
    )
    await accessible(feed)
    lines()[1]!.querySelector('button')!.click()
    const dialog = await until(() => inside<HTMLDialogElement>(feed, 'dialog:has(vlinder-question-thread)'))
    dialog.close()
    await until(() => lines().length === 1)
    lines()[0]!.querySelector('button')!.click()
    await until(() => inside(feed, 'dialog vlinder-story-reader'))
  })

  it('says nothing when nobody did, nor when it cannot be had', async () => {
    server = serve({
      'GET /mentions': () => {
        throw new TypeError('Failed to fetch')
      },
    })
    const feed = place('<vlinder-story-feed></vlinder-story-feed>')
    await until(() => server.asked.some(({ path }) => path === '/mentions'))
    await until(() => inside(feed, 'select'))
    assert.isNull(inside(feed, '.waiting'))
    assert.isNull(inside(feed, '[role=alert]'))
  })
})
