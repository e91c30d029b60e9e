/** A pattern: what it is, what to do about it, and the stories in which it shows. Private: opened by its name, or by a link. */
import { feed, members } from '@vlinder/client'
import type { StoryPage } from '@vlinder/contract'
import { html } from 'lit/html.js'
import { CommunityElement } from '../core/community-element.ts'
import { define } from '../core/define.ts'
import type { AllWords } from '../core/language.ts'
import { empty } from '../core/states.ts'
import { pageStyles } from '../kit/dialog.styles.ts'
import { openDialog, startAt } from '../kit/dialog.ts'
import { paging } from '../kit/thread.ts'
import { renewed } from '../patterns/renewed.ts'
import { styles as feedStyles } from './story-feed.styles.ts'
import { storyList } from './story-list.ts'

const PAGE = 10

class PatternPage extends CommunityElement {
  static override properties = { ...CommunityElement.properties, pattern: { attribute: false } }

  static override styles = [...CommunityElement.styles, feedStyles, pageStyles]

  declare pattern: string

  #community = this.load(
    () => [],
    (_, signal) => feed(this.community).community({ signal }),
  )
  #first = this.load(
    () => [this.pattern],
    (_, signal) => this.#page(undefined, signal),
  )
  #pages = paging<StoryPage>(this, (cursor) => this.#page(cursor))

  #me = this.load(
    () => [],
    (_, signal) => members(this.community).me({ signal }),
    true,
  )

  constructor() {
    super()
    renewed(this, () => this.#community.reload())
    startAt(this, 'h2')
  }

  #page(cursor?: string, signal?: AbortSignal) {
    const asked = { pattern: this.pattern, sort: 'latest', limit: PAGE, cursor } as const
    return feed(this.community).stories(asked, { signal })
  }

  protected override draw(words: AllWords) {
    return this.#community.draw(({ patterns }) => {
      const known = patterns.find(({ id }) => id === this.pattern)
      if (!known) return empty(words.refusals['not-found'])
      return html`<section><h2 tabindex="-1"><bdi>${known.name}</bdi></h2>
        ${known.explanation ? html`<p class="text">${known.explanation}</p>` : ''}
        ${known.advice ? html`<h3>${words.pattern.advice}</h3><p class="text">${known.advice}</p>` : ''}
        ${this.#me.value?.item.role === 'facilitator' ? this.#keep(words) : ''}
        <h3>${words.pattern.stories}</h3>
        ${this.#first.draw((first) => this.#stories(first, words))}</section>`
    })
  }

  /** Facilitators keep the list. */
  #keep({ acts, fields }: AllWords) {
    const button = (label: string, editing?: string) =>
      html`<button type="button" aria-haspopup="dialog" @click=${() => this.lazily(async () => (await import('../patterns/open-patterns.ts')).openPatterns(this, editing))}>${label}</button>`
    return html`<div class="acts small">${button(acts.edit, this.pattern)}${button(fields.patterns)}</div>`
  }

  #stories(first: StoryPage, words: AllWords) {
    const items = this.#pages.all(first).flatMap((page) => page.items)
    if (!items.length) return empty(words.noStoriesSo)
    return html`${storyList(this, words, items)}${this.#pages.button(words, words.more, 'plain')}`
  }
}

export function openPattern(host: CommunityElement, id: string, label: string): Promise<void> {
  define('vlinder-pattern', PatternPage)
  return openDialog(host, label, () => html`<vlinder-pattern .pattern=${id}></vlinder-pattern>`)
}
