/**
 * What comes after the text of a story, while that is read: how this goes wrong elsewhere too, what to do with the story,
 * what to read next, and what others say.
 */
import { feed, stories } from '@vlinder/client'
import type { Story, StoryOne } from '@vlinder/contract'
import { html } from 'lit/html.js'
import { adopt } from '../core/adopt.ts'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { Load } from '../core/load.ts'
import { sharing } from '../kit/share.ts'
import { styles } from './after.styles.ts'
import { type Above, comments } from './comments.ts'
import { printing } from './printing.ts'
import { storyList } from './story-list.ts'

/** Each is nothing where there is nothing to say. */
export interface After {
  beside(words: AllWords, one: StoryOne): unknown
  buttons(words: AllWords, story: Story): unknown
  below(words: AllWords): unknown
}

/** Of one reader; made once for each. A story does without what cannot be had. */
export function after(host: CommunityElement, above: Above): After {
  adopt(host.renderRoot, styles)
  const community = new Load(
    host,
    () => [],
    (_, signal) => feed(host.community).community({ signal }),
    true,
  )
  const resembling = new Load(
    host,
    () => {
      const id = above.of()
      return id ? ([id] as const) : undefined
    },
    ([id], signal) => stories(host.community).related(id, { signal }),
    true,
  )
  const thread = comments(host, above)
  const share = sharing(host, 'story')
  const print = printing(host)
  const open = (id: string, name: string) =>
    host.lazily(async () => (await import('./pattern-page.ts')).openPattern(host, id, name))
  return {
    beside({ reader, call, contact }, { item, mine }) {
      const { author } = item
      const known = community.value?.patterns.filter(({ id }) => item.patterns.includes(id)) ?? []
      const reach = () =>
        host.lazily(async () => (await import('../member-card/contact.ts')).contactPeer(host, author))
      return [
        known.length
          ? html`<section class="patterns" aria-labelledby="patterns"><h3 id="patterns">${reader.patterns}</h3>
        <ul>${known.map(({ id, name, advice }) => html`<li><button type="button" class="text-button" aria-haspopup="dialog" @click=${() => open(id, name)}><b>${name}</b></button>${advice ? html`<p>${advice}</p>` : ''}</li>`)}</ul></section>`
          : '',
        // Its author, who alone is told how often it was read, need not call.
        item.contact && mine.reads === undefined
          ? html`<div class="acts">${call.may(author.name)}<button type="button" @click=${reach}>${contact}</button></div>`
          : '',
      ]
    },
    buttons: (words, story) => [share(words, story), print(words, story.title)],
    below(words) {
      const { items = [] } = resembling.value ?? {}
      return html`${items.length ? html`<section class="related" aria-labelledby="related"><h3 id="related">${words.reader.related}</h3>${storyList(host, words, items)}</section>` : ''}${thread(words)}`
    },
  }
}
