/** What a feed does besides showing stories, once the first of them show: choices above them, a short list, links to one. */
import type { Community, StoryPage, StorySummary } from '@vlinder/contract'
import { html } from 'lit/html.js'
import { adopt } from '../core/adopt.ts'
import type { AllWords } from '../core/language.ts'
import { empty, skeleton } from '../core/states.ts'
import { type Filtered, filters } from './filters.ts'
import { storyHash } from './hash.ts'
import { styles } from './late.styles.ts'
import { storyList } from './story-list.ts'

export interface Late {
  /** Above `page`. Who may put a story in front decides about what was reported, too. */
  choices(community: Community | undefined, page: StoryPage | undefined): unknown
  /** The feed for the side of a page: its order as a heading, and titles. */
  short(stories: StorySummary[]): unknown
}

export function late(host: Filtered): Late {
  host.needWords(true)
  adopt(host.renderRoot, styles)
  const arrive = () => arrived(host)
  host.addController({
    hostConnected() {
      addEventListener('hashchange', arrive)
      arrive()
    },
    hostDisconnected: () => removeEventListener('hashchange', arrive),
  })
  const choose = filters(host)
  const reports = () =>
    host.lazily(async () => (await import('../reports/open-reports.ts')).openReports(host))
  return {
    choices: (community, page) =>
      html`${choose(community)}${Object.values(page?.mine ?? {}).some(({ mayFeature }) => mayFeature) ? html`<button type="button" class="plain" aria-haspopup="dialog" @click=${reports}>${(host.words as AllWords).report?.list}</button>` : ''}`,
    short(stories) {
      const words = host.words as AllWords
      if (!words.sorts) return skeleton()
      const sort = (host.sort || 'mixed') as keyof AllWords['sorts']
      return html`<h2 class="order">${sort === 'mixed' ? words.feed : words.sorts[sort]}</h2>
        ${stories.length ? storyList(host, words, stories) : empty(words.noStoriesSo)}`
    },
  }
}

/** The hash for which a story was opened: by one feed, once, until the page has been elsewhere. */
let opened = ''

/** Opens the story that a shared link names. The page's address and history are its router's, and stay as they are. */
function arrived(host: Filtered): void {
  const { hash } = location
  const id = storyHash(hash)
  if (hash === opened) return
  opened = hash
  if (id)
    void host.lazily(async () =>
      (await import('./open-story.ts')).openStory(host, id, host.words?.feed ?? ''),
    )
}
