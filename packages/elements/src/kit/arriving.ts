/**
 * Opens what a shared link names, and closes it when the page goes elsewhere. Whoever closes it is left with the address
 * that there was before; the page's history and its router's state stay as they are.
 */
import type { CommunityElement } from '../core/community-element.ts'
import { inHash, type Linked, withoutNamed } from './hash.ts'

type Opening = (host: CommunityElement, id: string, label: string) => Promise<void>

const OPEN: Record<Linked, () => Promise<Opening>> = {
  story: async () => (await import('../story-feed/open-story.ts')).openStory,
  pattern: async () => (await import('../story-feed/pattern-page.ts')).openPattern,
  question: async () => (await import('../ask-peer/open-question.ts')).openQuestion,
}
const FEED = 'vlinder-story-feed'

/** The hash for which something was opened, and the widget in which: by one, once, until the page has been elsewhere. */
let opened = ''
let openedIn: CommunityElement | undefined

/** From now on, while `host` is on the page. */
export function arriving(host: CommunityElement): void {
  const arrive = () => void arrived(host)
  host.addController({
    hostConnected() {
      addEventListener('hashchange', arrive)
      arrive()
    },
    hostDisconnected: () => removeEventListener('hashchange', arrive),
  })
}

async function arrived(host: CommunityElement): Promise<void> {
  const { hash } = location
  if (hash === opened) return
  const [what, id = ''] = inHash(hash) ?? []
  // Stories open where stories are.
  if (what && what !== 'question' && host.localName !== FEED && document.querySelector(FEED)) return
  leave(inHash(opened)?.[1])
  opened = hash
  openedIn = host
  if (!what) return
  await host.lazily(async () => (await OPEN[what]())(host, id, host.words?.feed ?? ''))
  // Meanwhile the page may have been elsewhere.
  if (opened !== hash || location.hash !== hash) return
  history.replaceState(history.state, '', withoutNamed(location.href))
  opened = location.hash
}

/** Closes what was opened for a link, if it still stands there. */
function leave(id: string | undefined): void {
  const readers = openedIn?.renderRoot.querySelectorAll<HTMLElement & { story?: string; question?: string }>(
    'vlinder-story-reader, vlinder-question-thread',
  )
  for (const reader of readers ?? [])
    if (id && id === (reader.story ?? reader.question)) reader.dispatchEvent(new Event('vlinder-gone'))
}
