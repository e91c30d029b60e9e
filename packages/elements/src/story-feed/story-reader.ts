/** A story, whole, with its comments. Private: opened from the feed and from suggestions. */
import { stories } from '@vlinder/client'
import type { Comment, CommentPage, Story, StoryOne } from '@vlinder/contract'
import { COMMENT_MAX } from '@vlinder/contract/limits'
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
import { acting, following, paging, replying } from '../kit/thread.ts'
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
  #comments = this.load(
    () => (this.story ? [this.story] : undefined),
    ([id], signal) => stories(this.community).comments(id, { limit: 100 }, { signal }),
  )
  #pages = paging<CommentPage>(this, (cursor) =>
    stories(this.community).comments(this.story!, { cursor, limit: 100 }),
  )
  #reacting = reacting(this)
  #acts = acting(this)
  #form = replying(this, () => this.#comments.reload())
  #after: After | undefined
  #replying: string | undefined

  constructor() {
    super()
    startAt(this, 'h2')
    void this.lazily(async () => (this.#after = (await import('./after.ts')).after(this, () => this.story)))
    following(this, () => this.story, this.#pages, [this.#story, this.#comments], this.#reacting)
  }

  protected override draw(words: AllWords) {
    return html`${this.#story.draw((one) => this.#whole(one, words))}
      ${this.#comments.draw((page) => this.#thread(page, words))}`
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
      ${this.#after?.patterns(words, item)}
      ${given.error ? failed(this, words, given.error) : ''}
      <div class="acts">${reactionButtons(words, given.reactions, given.mine, (reaction) => this.#reacting.press(item.id, given, reaction))}
        ${this.#after?.buttons(words, item)}${this.#acts.buttons(words, thing)}</div>
    </article>${this.#after?.related(words)}`
  }

  #tale({ body, sections, language }: Story, words: AllWords) {
    return html`<div class="rich" lang=${language}>${richText(body, this.community.url)}
      ${sections.map((section) => html`<h3 lang=${this.language}>${words.prompts[section.prompt]}</h3>${richText(section.body, this.community.url)}`)}</div>`
  }

  #thread(first: CommentPage, words: AllWords) {
    const pages = this.#pages.all(first)
    const mine = Object.assign({}, ...pages.map((page) => page.mine)) as CommentPage['mine']
    const all = pages.flatMap(({ items }) => items)
    const comment = (one: Comment): unknown => {
      const thing: Thing = {
        type: 'comment',
        item: one,
        mine: mine[one.id],
        changed: () => this.#comments.reload(),
        gone: () => {
          this.#comments.reload()
          this.#focus('#comments')
        },
      }
      return html`<li><article aria-label=${one.author.name}>
      ${person(this, one.author, html`<time datetime=${one.at}>${when(one.at, this.language)}</time>${one.edited ? ` · ${words.edited}` : ''}`)}
      ${this.#acts.form(words, thing) ?? (one.hidden && !one.body.length ? html`<p class="soft">${words.hidden}</p>` : html`<div class="rich">${richText(one.body)}</div>`)}
      <div class="acts small">
        <button type="button" class="plain" data-reply=${one.id} @click=${() => this.#reply(one.id)}>${words.reader.reply}</button>
        ${this.#acts.buttons(words, thing)}
      </div>
      ${this.#replying === one.id ? this.#answer(words, one) : ''}</article>
      ${all.some(({ replyTo }) => replyTo === one.id) ? html`<ul>${all.filter(({ replyTo }) => replyTo === one.id).map(comment)}</ul>` : ''}
    </li>`
    }
    return html`<section class="comments" aria-labelledby="comments">
      <h3 id="comments" tabindex="-1">${words.reader.comments}</h3>
      ${all.length ? html`<ul class="thread">${all.filter(({ replyTo }) => !replyTo || !all.some(({ id }) => id === replyTo)).map(comment)}</ul>` : html`<p class="empty">${words.reader.none}</p>`}
      ${this.#pages.button(words, words.reader.more)}
      ${this.#replying ? '' : this.#answer(words)}
    </section>`
  }

  #answer(words: AllWords, to?: Comment) {
    const { label, placeholder, send, replyTo } = words.reader
    const back = to && (() => this.#replied(to.id))
    return this.#form(words, {
      draft: `comment ${this.story} ${to?.id ?? ''}`,
      label: to ? replyTo(to.author.name) : label,
      placeholder,
      send,
      max: COMMENT_MAX,
      cancel: back,
      sent: back,
      post: async (body, key) => {
        await stories(this.community).comment(this.story!, { body, ...(to && { replyTo: to.id }) }, { key })
        this.#comments.reload()
      },
    })
  }

  #reply(id: string): void {
    this.#replying = id
    this.#focus('.reply textarea')
  }

  /** Back to the button that the reply came from. */
  #replied(id: string): void {
    this.#replying = undefined
    this.#focus(`[data-reply="${CSS.escape(id)}"]`)
  }

  #focus(selector: string): void {
    this.requestUpdate()
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(selector)?.focus())
  }
}
