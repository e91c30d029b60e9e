/** A story, whole; what comes after it is a part of its own. Private: opened from the feed and from suggestions. */
import { stories } from '@vlinder/client'
import type { Story, StoryOne } from '@vlinder/contract'
import { html } from 'lit/html.js'
import type { Thing } from '../acts/acts.ts'
import { CommunityElement } from '../core/community-element.ts'
import { type AllWords, when } from '../core/language.ts'
import { startAt } from '../kit/dialog.ts'
import { failed } from '../kit/failed.ts'
import { formStyles } from '../kit/form.styles.ts'
import { icon } from '../kit/icons.ts'
import { person } from '../kit/person.ts'
import { richTextStyles } from '../kit/rich-text.styles.ts'
import { richText } from '../kit/rich-text.ts'
import { acting } from '../kit/thread.ts'
import type { After } from './after.ts'
import { reacting, reactionButtons } from './reactions.ts'
import { styles as feedStyles } from './story-feed.styles.ts'
import { styles } from './story-reader.styles.ts'

export class StoryReader extends CommunityElement {
  static override properties = { ...CommunityElement.properties, story: { attribute: false } }
  static override styles = [...CommunityElement.styles, formStyles, feedStyles, richTextStyles, styles]

  declare story: string | undefined

  #story = this.load(
    () => (this.story ? [this.story] : undefined),
    async ([id], signal) => {
      const one = await stories(this.community).story(id, { signal })
      // A count that does not arrive is no reason to say anything.
      stories(this.community)
        .countRead(id)
        .catch(() => {})
      return one
    },
  )
  #reacting = reacting(this)
  #acts = acting(this)
  #after: After | undefined

  constructor() {
    super()
    startAt(this, 'h2')
    void this.lazily(async () => {
      const { after } = await import('./after.ts')
      this.#after = after(this, {
        of: () => this.story,
        story: this.#story,
        reactions: this.#reacting,
        acts: this.#acts,
      })
      this.requestUpdate()
    })
  }

  protected override draw(words: AllWords) {
    return html`${this.#story.draw((one) => this.#whole(one, words))}
      ${this.#after?.below(words)}`
  }

  #whole({ item, mine }: StoryOne, words: AllWords) {
    const given = this.#reacting.of(item.id) ?? { reactions: item.reactions, mine: mine.reactions }
    const thing: Thing = {
      type: 'story',
      item,
      mine,
      changed: () => this.#story.reload(),
      gone: () => this.dispatchEvent(new Event('vlinder-gone')),
    }
    const form = this.#acts.form(words, thing)
    return html`<article class="story whole ${item.kind}">
      <div class="head">${person(this, item.author, html`<time datetime=${item.at}>${when(item.at, this.language)}</time>${item.edited ? ` · ${words.edited}` : ''}`)}
        <span class="kind">${icon(item.kind)}${words.kinds[item.kind]}</span></div>
      ${
        form ??
        html`<h2 tabindex="-1" lang=${item.language}><bdi>${item.status === 'deleted' ? words.deleted : item.title}</bdi></h2>
      <p class="soft small">${[...item.topics, words.minutes(item.readingTime), ...(mine.reads ? [words.reader.reads(mine.reads)] : [])].join(' · ')}</p>
      ${item.lesson ? html`<p class="lesson" lang=${item.language}><b lang=${this.language}>${words.lesson}</b><bdi>${item.lesson}</bdi></p>` : ''}
      ${this.#tale(item, words)}`
      }
      ${this.#after?.beside(words, { item, mine })}
      ${given.error ? failed(this, words, given.error) : ''}
      <div class="acts">${reactionButtons(words, given.reactions, given.mine, (reaction) => this.#reacting.press(item.id, given, reaction))}
        ${this.#after?.buttons(words, item)}${this.#acts.buttons(words, thing)}</div>
    </article>`
  }

  #tale({ body, sections, language }: Story, words: AllWords) {
    return html`<div class="rich" lang=${language}>${richText(body, this.community.url)}
      ${sections.map((section) => html`<h3 lang=${this.language}>${words.prompts[section.prompt]}</h3>${richText(section.body, this.community.url)}`)}</div>`
  }
}
