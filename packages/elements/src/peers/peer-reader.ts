/** A story before everybody sees it, for the peers who were asked to read it. Private: opened from a line above the feed. */
import { type Change, previews } from '@vlinder/client'
import type { PreviewAnswer, PreviewOne } from '@vlinder/contract'
import { html } from 'lit/html.js'
import { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { startAt } from '../kit/dialog.ts'
import { formStyles } from '../kit/form.styles.ts'
import { icon } from '../kit/icons.ts'
import { person } from '../kit/person.ts'
import { richTextStyles } from '../kit/rich-text.styles.ts'
import { richText } from '../kit/rich-text.ts'
import { failure } from '../kit/thread.ts'
import { hearing } from '../live/line.ts'
import { styles as feedStyles } from '../story-feed/story-feed.styles.ts'
import { styles } from './peer-reader.styles.ts'
import { talkStyles } from './peer-talk.styles.ts'
import { talking } from './peer-talk.ts'
import type { PeersWords } from './words.ts'

export class PeerReader extends CommunityElement {
  static override properties = {
    ...CommunityElement.properties,
    preview: { attribute: false },
    own: { attribute: false },
  }
  static override styles = [
    ...CommunityElement.styles,
    formStyles,
    feedStyles,
    richTextStyles,
    talkStyles,
    styles,
  ]

  declare preview: string
  declare own: PeersWords

  #one = this.load(
    () => [this.preview],
    ([id], signal) => previews(this.community).preview(id, { signal }),
  )
  #talk = talking(this, () => this.#one.reload())
  #trouble = failure(this)
  #busy = false

  constructor() {
    super()
    startAt(this, 'h2')
    hearing(this, ({ type, id, remote }: Change) => {
      if (remote && ((type === 'preview' && id === this.preview) || type === 'member')) this.#one.reload()
    })
  }

  protected override draw(words: AllWords) {
    const { own } = this
    // What is no longer theirs to read does not stay on the screen; what they typed does.
    if (this.#one.error?.status === 404) {
      const typed = this.renderRoot.querySelector('textarea')?.value.trim()
      return html`<section class="whole"><h2 tabindex="-1" role="status">${own.gone}</h2></section>
        ${typed ? html`<div class="comments">${this.#talk.form(words, own, this.preview)}</div>` : ''}`
    }
    return this.#one.draw((one) => [
      this.#whole(one, words),
      this.#talk.draw(words, own, one),
      this.#acts(one, words),
    ])
  }

  #whole({ item, mine }: PreviewOne, words: AllWords) {
    const { own } = this
    const others = [item.author, ...item.peers.filter(({ id }) => id !== mine.self)].map(({ name }) => name)
    return html`<article class="story whole ${item.kind}">
      <p class="only small">${item.story ? own.shared(item.author.name) : own.only(others)}${mine.changed ? html` <b>${own.since}</b>` : ''}</p>
      <div class="head">${person(this, item.author)}<span class="kind">${icon(item.kind)}${words.kinds[item.kind]}</span></div>
      <h2 tabindex="-1" lang=${item.language}><bdi>${item.title}</bdi></h2>
      ${item.lesson ? html`<p class="lesson" lang=${item.language}><b lang=${this.language}>${words.lesson}</b><bdi>${item.lesson}</bdi></p>` : ''}
      <div class="rich" lang=${item.language}>${richText(item.body)}
        ${item.sections.map(({ prompt, body }) => html`<h3 lang=${this.language}>${words.prompts[prompt]}</h3>${richText(body)}`)}</div>
      ${item.story ? html`<div class="acts"><button type="button" class="primary" @click=${() => this.#read(item.story!, item.title)}>${own.open}</button></div>` : ''}
    </article>`
  }

  #acts({ item, mine }: PreviewOne, words: AllWords) {
    if (item.story || !mine.state) return ''
    const { own } = this
    const { revision } = item
    const done = mine.state === 'read' && !mine.changed
    const button = (label: string, state: PreviewAnswer['state']) =>
      html`<button type="button" aria-disabled=${String(this.#busy)} @click=${() => this.#answer({ state, revision })}>${label}</button>`
    return html`<div class="comments">${this.#trouble.draw(words)}${
      done
        ? html`<p class="soft" role="status">${own.noted}</p>`
        : html`<div class="acts">${button(own.nothing, 'read')}${button(own.declined, 'declined')}</div>`
    }</div>`
  }

  async #answer(answer: PreviewAnswer): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    if (await this.#trouble.run(() => previews(this.community).answerPreview(this.preview, answer))) {
      if (answer.state === 'declined') this.dispatchEvent(new Event('vlinder-gone'))
      else this.#one.reload()
    }
    this.#busy = false
    this.requestUpdate()
  }

  #read(story: string, title: string): Promise<void> {
    return this.lazily(async () =>
      (await import('../story-feed/open-story.ts')).openStory(this, story, title),
    )
  }
}
