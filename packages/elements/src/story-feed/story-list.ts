/** Stories as a short list: what came of it, the title, who told it. For what was most read, what resembles, a pattern. */
import type { StorySummary } from '@vlinder/contract'
import { html } from 'lit/html.js'
import { adopt } from '../core/adopt.ts'
import type { CommunityElement } from '../core/community-element.ts'
import { type Words, when } from '../core/language.ts'
import { icon } from '../kit/icons.ts'
import { styles } from './story-list.styles.ts'

export function storyList(host: CommunityElement, words: Words, stories: readonly StorySummary[]) {
  adopt(host.renderRoot, styles)
  return html`<ul class="stories">${stories.map(({ id, kind, title, language, author, at, readingTime }) => {
    const open = () => host.lazily(async () => (await import('./open-story.ts')).openStory(host, id, title))
    return html`<li class=${kind}><span class="kind">${icon(kind)}${words.kinds[kind]}</span>
      <div><button type="button" class="text-button" lang=${language} aria-haspopup="dialog" @click=${open}><bdi>${title}</bdi></button>
      <small class="soft"><bdi>${author.name}</bdi> · <time datetime=${at}>${when(at, host.language)}</time> · ${words.minutes(readingTime)}</small></div></li>`
  })}</ul>`
}
