/** A story, whole, with its comments. Private: opened from the feed and from suggestions. */
import { type ClientError, stories } from '@vlinder/client'
import type { Comment, CommentPage, Story, StoryOne } from '@vlinder/contract'
import { html } from 'lit'
import { CommunityElement } from '../core/community-element.ts'
import { type AllWords, when } from '../core/language.ts'
import { problem } from '../core/states.ts'
import { formStyles } from '../kit/form.styles.ts'
import { icon } from '../kit/icons.ts'
import { person } from '../kit/person.ts'
import { richTextStyles } from '../kit/rich-text.styles.ts'
import { richText } from '../kit/rich-text.ts'
import { removeButton, replyForm } from '../kit/writing.ts'
import { reacting, reactionButtons } from './reactions.ts'
import { styles as feedStyles } from './story-feed.styles.ts'
import { styles } from './story-reader.styles.ts'

export class StoryReader extends CommunityElement {
  static override properties = { ...CommunityElement.properties, story: { attribute: false } }
  static override styles = [CommunityElement.styles, formStyles, feedStyles, richTextStyles, styles]

  declare story: string | undefined

  #story = this.load(
    () => (this.story ? [this.story] : undefined),
    ([id], signal) => stories(this.community).story(id, { signal }),
  )
  #comments = this.load(
    () => (this.story ? [this.story] : undefined),
    ([id], signal) => stories(this.community).comments(id, { limit: 100 }, { signal }),
  )
  #more: CommentPage[] = []
  #reacting = reacting(this)
  #replying: string | undefined
  #trouble: ClientError | undefined

  protected override draw(words: AllWords) {
    return html`${this.#story.draw((one) => this.#whole(one, words))}
      ${this.#comments.draw((page) => this.#thread(page, words))}`
  }

  #whole({ item, mine }: StoryOne, words: AllWords) {
    const given = this.#reacting.of(item.id) ?? { reactions: item.reactions, mine: mine.reactions }
    return html`<article class="story whole ${item.kind}">
      <div class="head">${person(this, item.author, html`<time datetime=${item.at}>${when(item.at, this.language)}</time>${item.edited ? ` · ${words.edited}` : ''}`)}
        <span class="kind">${icon(item.kind)}${words.kinds[item.kind]}</span></div>
      <h2 lang=${item.language}><bdi>${item.title}</bdi></h2>
      <p class="soft small">${[...item.topics, words.minutes(item.readingTime)].join(' · ')}</p>
      ${item.lesson ? html`<p class="lesson" lang=${item.language}><b lang=${this.language}>${words.lesson}</b><bdi>${item.lesson}</bdi></p>` : ''}
      ${this.#tale(item, words)}
      ${given.error ? problem(this, given.error) : ''}
      <div class="acts">${reactionButtons(words, given.reactions, given.mine, (reaction) => this.#reacting.press(item.id, given, reaction))}
        ${
          mine.mayDelete
            ? removeButton(this, words, () =>
                stories(this.community)
                  .deleteStory(item.id)
                  .then(() => this.dispatchEvent(new Event('vlinder-gone'))),
              )
            : ''
        }</div>
    </article>`
  }

  #tale({ body, sections, language }: Story, words: AllWords) {
    return html`<div class="rich" lang=${language}>${richText(body)}
      ${sections.map((section) => html`<h3 lang=${this.language}>${words.prompts[section.prompt]}</h3>${richText(section.body)}`)}</div>`
  }

  #thread(first: CommentPage, words: AllWords) {
    const pages = [first, ...this.#more]
    const mine = Object.assign({}, ...pages.map((page) => page.mine)) as CommentPage['mine']
    const all = pages.flatMap(({ items }) => items)
    const next = pages.at(-1)?.next
    const comment = (one: Comment): unknown => html`<li id="c-${one.id}">
      ${person(this, one.author, html`<time datetime=${one.at}>${when(one.at, this.language)}</time>${one.edited ? ` · ${words.edited}` : ''}`)}
      <div class="rich">${richText(one.body)}</div>
      <div class="acts small">
        <button type="button" class="plain" @click=${() => this.#reply(one.id)}>${words.reader.reply}</button>
        ${
          mine[one.id]?.mayDelete
            ? removeButton(this, words, () =>
                stories(this.community)
                  .deleteComment(one.id)
                  .then(() => this.#again()),
              )
            : ''
        }
      </div>
      ${this.#replying === one.id ? this.#form(words, one) : ''}
      ${all.some(({ replyTo }) => replyTo === one.id) ? html`<ul>${all.filter(({ replyTo }) => replyTo === one.id).map(comment)}</ul>` : ''}
    </li>`
    return html`<section class="comments" aria-labelledby="comments">
      <h3 id="comments">${words.reader.comments}</h3>
      ${all.length ? html`<ul class="thread">${all.filter(({ replyTo }) => !replyTo || !all.some(({ id }) => id === replyTo)).map(comment)}</ul>` : html`<p class="empty">${words.reader.none}</p>`}
      ${next ? html`<button type="button" @click=${() => this.#load(next)}>${words.reader.more}</button>` : ''}
      ${this.#trouble ? problem(this, this.#trouble) : ''}
      ${this.#replying ? '' : this.#form(words)}
    </section>`
  }

  #form(words: AllWords, to?: Comment) {
    const { label, placeholder, send, replyTo } = words.reader
    return replyForm(this, words, {
      draft: `comment ${this.story} ${to?.id ?? ''}`,
      label: to ? replyTo(to.author.name) : label,
      placeholder,
      send,
      again: () => this.#again(),
      cancel: to && (() => this.#reply(undefined)),
      post: async (body, key) => {
        await stories(this.community).comment(this.story!, { body, ...(to && { replyTo: to.id }) }, { key })
        this.#replying = undefined
        this.#again()
      },
    })
  }

  #reply(id: string | undefined): void {
    this.#replying = id
    this.requestUpdate()
    void this.updateComplete.then(() => this.renderRoot.querySelector('textarea')?.focus())
  }

  #again(): void {
    this.#more = []
    this.#comments.reload()
  }

  async #load(cursor: string): Promise<void> {
    try {
      this.#more.push(await stories(this.community).comments(this.story!, { cursor, limit: 100 }))
      this.#trouble = undefined
    } catch (error) {
      this.#trouble = error as ClientError
    }
    this.requestUpdate()
  }
}
