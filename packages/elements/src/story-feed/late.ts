/** What a feed does besides showing stories, once the first of them show: choices above them, a short list, links to one. */
import type { Community, StoryPage, StorySummary } from '@vlinder/contract'
import { html } from 'lit/html.js'
import { adopt } from '../core/adopt.ts'
import type { AllWords } from '../core/language.ts'
import { empty, skeleton } from '../core/states.ts'
import { arriving } from '../kit/arriving.ts'
import { unsent } from '../kit/unsent.ts'
import { type Filtered, filters } from './filters.ts'
import { styles } from './late.styles.ts'
import { storyList } from './story-list.ts'

export interface Late {
  /** Above `page`. Who may put a story in front decides about what was reported, too. */
  choices(community: Community | undefined, page: StoryPage | undefined): unknown
  /** Of a story that not everybody reads here: why. */
  mark(story: StorySummary): string | undefined
  /** The feed for the side of a page: its order as a heading, and titles. */
  short(stories: StorySummary[]): unknown
}

export function late(host: Filtered): Late {
  host.needWords(true)
  adopt(host.renderRoot, styles)
  arriving(host)
  const choose = filters(host)
  const waitsToGo = unsent(host)
  /** What waits for the reader, said above a feed; it does without when it cannot be had. */
  let waits: () => unknown = () => {
    waits = () => ''
    void import('../waiting/waiting.ts').then(
      ({ waiting }) => {
        waits = waiting(host)
      },
      () => {},
    )
  }
  const reports = () =>
    host.lazily(async () => (await import('../reports/open-reports.ts')).openReports(host))
  /** What the feed is narrowed to can be read about. */
  const pattern = (community: Community | undefined) => {
    const one = community?.patterns.find(({ id }) => id === host.pattern)
    return one
      ? html`<button type="button" class="plain" aria-haspopup="dialog" @click=${() => toPattern(host, one.id, one.name)}>${(host.words as Partial<AllWords>).pattern?.advice}</button>`
      : ''
  }
  return {
    choices: (community, page) =>
      html`${choose(community)}${pattern(community)}${Object.values(page?.mine ?? {}).some(({ mayFeature }) => mayFeature) ? html`<button type="button" class="plain" aria-haspopup="dialog" @click=${reports}>${(host.words as AllWords).report?.list}</button>` : ''}${waitsToGo()}${waits()}`,
    mark: ({ hidden, status }) => {
      const { states, hidden: kept } = host.words as Partial<AllWords>
      return hidden ? kept : status && (states as Record<string, string> | undefined)?.[status]
    },
    short(stories) {
      const words = host.words as AllWords
      if (!words.sorts) return skeleton()
      const sort = (host.sort || 'mixed') as keyof AllWords['sorts']
      return html`<h2 class="order">${sort === 'mixed' ? words.feed : words.sorts[sort]}</h2>
        ${stories.length ? storyList(host, words, stories) : empty(words.noStoriesSo)}`
    },
  }
}

const toPattern = (host: Filtered, id: string, label: string) =>
  host.lazily(async () => (await import('./pattern-page.ts')).openPattern(host, id, label))
