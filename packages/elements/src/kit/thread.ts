/** What threads share: the next pages, what went wrong with them, and what comes after what is read: forms to answer in, and what else can be done. */
import type { ClientError } from '@vlinder/client'
import { html } from 'lit/html.js'
import type { Acts } from '../acts/acts.ts'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import type { Thread } from '../live/thread.ts'
import { failed } from './failed.ts'
import type { ReplyForm } from './writing.ts'

/** One error of a widget, gone when the connection is back. */
export function failure(host: CommunityElement) {
  let error: ClientError | undefined
  const set = (next?: unknown) => {
    error = next as ClientError | undefined
    host.requestUpdate()
  }
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    set()
    try {
      await work()
      return true
    } catch (error) {
      set(error)
      return false
    }
  }
  const calm = () => error?.kind !== 'problem' && set()
  host.addController({
    hostConnected: () => addEventListener('online', calm),
    hostDisconnected: () => removeEventListener('online', calm),
  })
  return {
    set,
    /** Whether `work` went well; what was said before it is gone. */
    run,
    draw: (words: AllWords) => (error ? failed(host, words, error) : ''),
  }
}

/** The pages after the first, and the button that brings the next. */
export function paging<Page extends { next?: string | null }>(
  host: CommunityElement,
  load: (cursor: string) => Promise<Page>,
) {
  let pages: Page[] = []
  let loading = false
  const trouble = failure(host)

  const more = async (): Promise<void> => {
    const cursor = pages.at(-1)?.next
    if (!cursor || loading) return
    const before = pages
    loading = true
    await trouble.run(async () => {
      const page = await load(cursor)
      // What comes after another first page is another page.
      if (before === pages) pages = [...pages, page]
    })
    loading = false
    host.requestUpdate()
  }

  return {
    /** All pages so far. A first page that was read anew starts anew. */
    all(first: Page): Page[] {
      if (pages[0] !== first) pages = [first]
      return pages
    },
    /** Whether more than the first page is there. */
    further: () => pages.length > 1,
    button: (words: AllWords, label: string, look = '') =>
      html`${trouble.draw(words)}${pages.at(-1)?.next ? html`<button type="button" class=${look} aria-disabled=${String(loading)} @click=${more}>${loading ? words.loading : label}</button>` : ''}`,
  }
}

/** Brings what others write meanwhile. What cannot be kept up to date can be read all the same. */
export function following(host: CommunityElement, ...thread: Thread): void {
  void import('../live/thread.ts').then(
    ({ follow }) => follow(host, ...thread),
    () => {},
  )
}

/** The forms in which somebody answers. `arrived` as for `writing()`. */
export function replying(host: CommunityElement, arrived: () => void) {
  let form: ((words: AllWords, form: ReplyForm) => unknown) | undefined
  void host.lazily(async () => {
    const { replies } = await import('./writing.ts')
    form = replies(host, arrived)
    host.requestUpdate()
  })
  return (words: AllWords, asked: ReplyForm) => form?.(words, asked) ?? ''
}

/** What can be done with something that stands there, beside answering it. */
export function acting(host: CommunityElement): Acts {
  let acts: Acts | undefined
  void host.lazily(async () => {
    acts = (await import('../acts/acts.ts')).acts(host)
    host.requestUpdate()
  })
  return {
    buttons: (words, thing) => acts?.buttons(words, thing) ?? '',
    form: (words, thing) => acts?.form(words, thing),
  }
}
