import { assert } from '@esm-bundle/chai'
import '../define/story-feed.ts'
import type { StoryFeed } from '../story-feed/story-feed.ts'
import { inside, place, text, until } from '../testing/page.ts'
import { serve } from '../testing/server.ts'
import { openDialog } from './dialog.ts'

const FEED = '<vlinder-story-feed></vlinder-story-feed>'

describe('a dialog', () => {
  let server: ReturnType<typeof serve>
  afterEach(() => {
    server.stop()
    document.body.replaceChildren()
  })

  const feed = async () => {
    server = serve()
    const widget = place<StoryFeed>(FEED)
    await until(() => inside(widget, 'article'))
    return widget
  }
  const dialogs = (widget: StoryFeed) => [...widget.shadowRoot!.querySelectorAll('dialog')]

  it('stays when its widget takes another language, and tells when it is closed', async () => {
    const widget = await feed()
    const closed = openDialog(widget, 'Titel', () => 'Inhoud')
    widget.lang = 'en'
    await until(() => text(widget).includes('all topics'))
    const [dialog] = dialogs(widget)
    assert.isTrue(dialog?.open)
    dialog!.close()
    await closed
    assert.isEmpty(dialogs(widget))
  })

  it('is not spaced or cased by the page around its widget', async () => {
    const widget = await feed()
    widget.style.textTransform = 'uppercase'
    void openDialog(widget, 'Titel', () => 'Inhoud')
    assert.equal(getComputedStyle(dialogs(widget)[0]!).textTransform, 'none')
  })

  it('is opened once, and makes way for another', async () => {
    const widget = await feed()
    const open = (label: string) => openDialog(widget, label, () => label)
    const first = open('Een')
    assert.equal(open('Een'), first)
    void open('Twee')
    await first
    assert.deepEqual(
      dialogs(widget).map(({ ariaLabel }) => ariaLabel),
      ['Twee'],
    )
  })

  it('keeps the wheel from the page behind it', async () => {
    const widget = await feed()
    void openDialog(widget, 'Titel', () => 'Inhoud')
    const [dialog] = dialogs(widget)
    const wheel = (target: Element) => {
      const event = new WheelEvent('wheel', { deltaY: 99, bubbles: true, composed: true, cancelable: true })
      target.dispatchEvent(event)
      return event
    }
    assert.isTrue(wheel(dialog!).defaultPrevented)
    assert.isTrue(wheel(dialog!.firstElementChild!).defaultPrevented)
    const long = document.createElement('p')
    long.style.height = '9999px'
    dialog!.append(long)
    assert.isFalse(wheel(long).defaultPrevented)
    assert.isTrue(wheel(dialog!).defaultPrevented)
  })

  it('leaves room for its button above a story that is still loading', async () => {
    server = serve({ 'GET /stories/s-1': () => new Promise(() => {}) })
    const widget = place<StoryFeed>(FEED)
    ;(await until(() => inside(widget, 'h3 button'))).click()
    const reader = await until(() => inside(widget, 'dialog vlinder-story-reader'))
    const line = await until(() => inside(reader, '.skeleton i'))
    const button = inside(widget, '.close')!
    assert.isAtMost(line.getBoundingClientRect().right, button.getBoundingClientRect().left)
  })
})
