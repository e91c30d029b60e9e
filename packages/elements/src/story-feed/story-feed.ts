import { ClientError, feed, type Options } from '@vlinder/client'
import type { StoryKind, StoryPage, StorySort, StorySummary } from '@vlinder/contract'
import { html } from 'lit/html.js'
import { CommunityElement } from '../core/community-element.ts'
import type { Words } from '../core/language.ts'
import { empty, problem } from '../core/states.ts'
import { icon } from '../kit/icons.ts'
import { reacting } from './reactions.ts'
import { storyCard } from './story-card.ts'
import { styles } from './story-feed.styles.ts'

const KINDS: StoryKind[] = ['failure', 'success', 'practice', 'in-progress']
const SORTS: StorySort[] = ['mixed', 'latest', 'most-read', 'most-read-month', 'most-learned']

/**
 * Stories from practice, failures as welcome as successes: read, react, comment, and tell your own.
 *
 * @tagname vlinder-story-feed
 * @attr {failure|success|practice|in-progress} kind - show one kind only at first; default all
 * @attr {string} topic - show one topic only
 * @attr {mixed|latest|most-read|most-read-month|most-learned} sort - default `mixed`: newest first, without one side crowding out the other
 * @attr {string} server - address of the Vlinder server; default the provider's or the script's
 * @attr {string} community - id of the community; default the provider's or the script's
 * @attr {string} token-url - where the page's backend gives a token; default the provider's or the script's
 * @attr {boolean} sign-in - members sign in through the server, where the host has no backend that says who is asking
 * @attr {auto|light|dark} theme - default `auto`: the page's
 * @fires vlinder-loaded - the first page of stories is shown
 * @fires vlinder-error - the stories could not be shown
 * @fires vlinder-told - a story was told; it stands in `story`
 * @fires vlinder-session-expired - nobody is signed in any more; its `retry()` makes all widgets ask again
 * @csspart story - one story
 * @csspart photo - an author's face, or the initials where there is none
 * @csspart problem - what is shown when something is wrong
 * @cssprop [--vlinder-accent] - colour of what can be pressed
 * @cssprop [--vlinder-on-accent] - text on that colour
 * @cssprop [--vlinder-surface] - background of cards
 * @cssprop [--vlinder-sunk] - background of fields and chips
 * @cssprop [--vlinder-line] - borders
 * @cssprop [--vlinder-text] - text
 * @cssprop [--vlinder-soft] - text of lesser weight
 * @cssprop [--vlinder-radius=12px] - corners of cards
 */
export class StoryFeed extends CommunityElement {
  static override properties = { ...CommunityElement.properties, kind: {}, topic: {}, sort: {} }
  static override styles = [...CommunityElement.styles, styles]

  static override allWords = false

  declare kind: string | undefined
  declare topic: string | undefined
  declare sort: string | undefined

  #community = this.load(
    () => [],
    (_, signal) => feed(this.community).community({ signal }),
    true,
  )
  #first = this.load(
    () => (this.#mistake() ? undefined : [this.kind, this.topic, this.sort]),
    (_, signal) => this.#page({ signal }),
  )
  /** Pages after the first, and the first that they follow. */
  #after: StoryPage | undefined
  #rest: StoryPage[] = []
  #loading = false
  #trouble: ClientError | undefined
  #reacting = reacting(this)
  /** What became of stories since the pages came; nothing where one is gone. */
  #newer = new Map<string, StorySummary | undefined>()
  /** What is said at the head of the feed: it hears what is written, here and elsewhere, and comes after the first page. */
  #live: ((words: Words) => unknown) | undefined
  #end = new IntersectionObserver(
    (entries) => entries.some(({ isIntersecting }) => isIntersecting) && void this.#more(),
  )

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#end.disconnect()
  }

  protected override updated(): void {
    if (this.#first.value) this.#live ??= this.#follow()
    this.#end.disconnect()
    const end = this.renderRoot.querySelector('.more')
    if (end) this.#end.observe(end)
  }

  /** A value that an attribute cannot have. */
  #mistake(): ClientError | undefined {
    const wrong = (name: string, value: string | undefined, allowed: string[]) =>
      value && !allowed.includes(value)
        ? new ClientError('misconfigured', `${name}="${value}" must be ${allowed.join(', ')}`)
        : undefined
    return wrong('kind', this.kind, KINDS) ?? wrong('sort', this.sort, SORTS)
  }

  #page(options?: Options, cursor?: string): Promise<StoryPage> {
    const { kind, topic, sort } = this
    return feed(this.community).stories(
      { kind: kind as StoryKind, topic, sort: sort as StorySort, cursor },
      options,
    )
  }

  /** A feed that cannot be kept up to date is a feed all the same. */
  #follow(): () => unknown {
    void import('./live-feed.ts').then(
      ({ liveFeed }) => {
        this.#live = liveFeed(this, {
          pages: () => (this.#after ? [this.#after, ...this.#rest] : []),
          first: () => this.#page(),
          newer: this.#newer,
          reacting: this.#reacting,
          reload: () => this.#first.reload(),
          open: (id) => this.#open(id),
        })
      },
      () => {},
    )
    return () => ''
  }

  protected override draw(words: Words) {
    const mistake = this.#mistake()
    if (mistake) return problem(this, mistake)
    const community = this.#community.value
    return html`<div class="bar"><h2>${words.feed}</h2>
        <button type="button" class="primary" @click=${() => this.lazily(async () => (await import('../story-studio/open-studio.ts')).openStudio(this))}>${words.tell}</button></div>
      ${community ? html`<p class="goal"><b>${words.goal}</b> ${community.goal}</p>` : ''}
      <div class="filters" role="group" aria-label=${words.kind}>
        ${[undefined, ...KINDS].map(
          (kind) =>
            html`<button type="button" aria-pressed=${String((this.kind || undefined) === kind)} @click=${() => (this.kind = kind)}>${kind ? [icon(kind), words.kinds[kind]] : words.all}</button>`,
        )}
      </div>
      <div class="choices">
        <label>${words.topic} <select @change=${(event: Event) => (this.topic = (event.target as HTMLSelectElement).value || undefined)}>
          <option value="">${words.allTopics}</option>
          ${[...new Set([...(community?.topics ?? []), ...(this.topic ? [this.topic] : [])])].map((topic) => html`<option .selected=${topic === this.topic}>${topic}</option>`)}
        </select></label>
        <label>${words.sort} <select @change=${(event: Event) => (this.sort = (event.target as HTMLSelectElement).value)}>
          ${SORTS.map((sort) => html`<option value=${sort} .selected=${sort === this.sort}>${words.sorts[sort]}</option>`)}
        </select></label>
      </div>
      ${this.#live?.(words)}${this.#first.draw((page) => this.#list(page, words))}`
  }

  #open(id: string): Promise<void> {
    return this.lazily(async () => (await import('./open-story.ts')).openStory(this, id, this.words!.feed))
  }

  #list(first: StoryPage, words: Words) {
    // A first page that was asked for anew starts the list anew.
    if (this.#after !== first) {
      this.#after = first
      this.#rest = []
      this.#trouble = undefined
      this.#reacting.forget()
      this.#newer.clear()
    }
    const pages = [first, ...this.#rest]
    const next = pages.at(-1)?.next
    if (first.items.length === 0) {
      const filtered = this.kind || this.topic
      return empty(
        filtered ? words.noStoriesSo : words.noStories,
        filtered &&
          html`<button type="button" @click=${() => Object.assign(this, { kind: undefined, topic: undefined })}>${words.showAll}</button>`,
      )
    }
    const patterns = this.#community.value?.patterns ?? []
    return html`<div aria-busy=${String(this.#first.loading)}>
        ${pages.flatMap(({ items, mine }) =>
          items.map((one) => {
            const { id } = one
            const story = this.#newer.has(id) ? this.#newer.get(id) : one
            if (!story) return ''
            const { reactions } = story
            const given = this.#reacting.of(id) ?? { reactions, mine: mine[id]?.reactions ?? [] }
            return storyCard(this, words, {
              story,
              given,
              patterns,
              press: (reaction) => void this.#reacting.press(id, given, reaction),
            })
          }),
        )}
      </div>
      ${this.#trouble ? problem(this, this.#trouble, () => void this.#more(true)) : ''}
      ${next && !this.#trouble ? html`<button type="button" class="more" @click=${() => this.#more()}>${words.more}</button>` : ''}
      <p class="soft end" role="status">${this.#loading ? words.loading : !next && this.#rest.length ? words.end : ''}</p>`
  }

  async #more(again = false): Promise<void> {
    const first = this.#after
    const cursor = (this.#rest.at(-1) ?? first)?.next
    if (!cursor || this.#loading || (this.#trouble && !again)) return
    this.#loading = true
    this.#trouble = undefined
    this.requestUpdate()
    try {
      const page = await this.#page(undefined, cursor)
      // The filter may have changed meanwhile.
      if (this.#after === first) this.#rest.push(page)
    } catch (error) {
      this.#trouble = error as ClientError
    }
    this.#loading = false
    this.requestUpdate()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlinder-story-feed': StoryFeed
  }
}
