import { ClientError, feed, type Options, type StoriesQuery } from '@vlinder/client'
import type { StoryKind, StoryPage, StorySummary } from '@vlinder/contract'
import { html } from 'lit/html.js'
import { CommunityElement } from '../core/community-element.ts'
import type { Words } from '../core/language.ts'
import { empty, problem } from '../core/states.ts'
import { icon } from '../kit/icons.ts'
import type { Late } from './late.ts'
import { reacting } from './reactions.ts'
import { storyCard } from './story-card.ts'
import { styles } from './story-feed.styles.ts'

const KINDS: StoryKind[] = ['failure', 'success', 'practice', 'in-progress']
const SORTS = ['mixed', 'latest', 'most-read', 'most-read-month', 'most-learned']
const FILTERS = ['kind', 'topic', 'pattern', 'author', 'period', 'sort'] as const
/** Stories in the short list. */
const LIST_MAX = 5

/**
 * Stories from practice, failures as welcome as successes: read, react, comment, and tell your own.
 *
 * @tagname vlinder-story-feed
 * @attr {failure|success|practice|in-progress} kind - show one kind only at first; default all
 * @attr {string} topic - show one topic only
 * @attr {string} pattern - show one pattern only, by its id
 * @attr {string} author - show the stories of one member only, by id
 * @attr {string} period - show what was told in one year or month only: `2026`, `2026-03`
 * @attr {mixed|latest|most-read|most-read-month|most-learned} sort - default `mixed`: newest first, without one side crowding out the other
 * @attr {feed|list} variant - `list` shows the first five as titles, and nothing to choose; default `feed`
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
  static override properties = {
    ...CommunityElement.properties,
    kind: {},
    topic: {},
    pattern: {},
    author: {},
    period: {},
    sort: {},
    variant: {},
  }
  static override styles = [...CommunityElement.styles, styles]

  static override allWords = false

  declare kind: string | undefined
  declare topic: string | undefined
  declare pattern: string | undefined
  declare author: string | undefined
  declare period: string | undefined
  declare sort: string | undefined
  declare variant: string | undefined

  #community = this.load(
    () => [],
    (_, signal) => feed(this.community).community({ signal }),
    true,
  )
  #first = this.load(
    () => (this.#mistake() ? undefined : [this.variant, ...FILTERS.map((name) => this[name])]),
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
  /** Stories that were opened here since the pages came. */
  #opened = new Set<string>()
  /** What comes once the first stories show. */
  #late: Partial<Late> | undefined
  #end = new IntersectionObserver(
    (entries) => entries.some(({ isIntersecting }) => isIntersecting) && void this.#more(),
  )

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#end.disconnect()
  }

  protected override updated(): void {
    if (this.#first.value && !this.#late) {
      this.#late = {}
      void this.lazily(async () => {
        this.#late = (await import('./late.ts')).late(this)
        this.requestUpdate()
      })
    }
    if (this.#first.value && !this.#list) this.#live ??= this.#follow()
    this.#end.disconnect()
    const end = this.renderRoot.querySelector('.more')
    if (end) this.#end.observe(end)
  }

  get #list(): boolean {
    return this.variant === 'list'
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
    const asked: Record<string, unknown> = { cursor, limit: this.#list ? LIST_MAX : undefined }
    for (const name of FILTERS) asked[name] = this[name] || undefined
    return feed(this.community).stories(asked as StoriesQuery, options)
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
    if (this.#list) return this.#first.draw(({ items }) => this.#late?.short?.(items))
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
      <div class="choices">${this.#late?.choices?.(community, this.#first.value)}</div>
      ${this.#live?.(words)}${this.#first.draw((page) => this.#all(page, words))}`
  }

  #open(id: string): Promise<void> {
    return this.lazily(async () => (await import('./open-story.ts')).openStory(this, id, this.words!.feed))
  }

  #all(first: StoryPage, words: Words) {
    // A first page that was asked for anew starts the list anew.
    if (this.#after !== first) {
      this.#after = first
      this.#rest = []
      this.#trouble = undefined
      this.#reacting.forget()
      this.#newer.clear()
      this.#opened.clear()
    }
    const pages = [first, ...this.#rest]
    const next = pages.at(-1)?.next
    if (first.items.length === 0) {
      const filtered = FILTERS.some((name) => this[name])
      return empty(
        filtered ? words.noStoriesSo : words.noStories,
        filtered &&
          html`<button type="button" @click=${() => FILTERS.map((name) => (this[name] = undefined))}>${words.showAll}</button>`,
      )
    }
    const patterns = this.#community.value?.patterns ?? []
    const { featured = [] } = first
    const inFront = new Set(featured.map(({ id }) => id))
    const card = (one: StorySummary, { mine }: StoryPage) => {
      const { id } = one
      const story = this.#newer.has(id) ? this.#newer.get(id) : one
      if (!story) return ''
      const given = this.#reacting.of(id) ?? { reactions: story.reactions, mine: mine[id]?.reactions ?? [] }
      const unread = mine[id]?.unread && !this.#opened.has(id)
      return storyCard(this, words, {
        story,
        given,
        patterns,
        mark: this.#late?.mark?.(story) || (inFront.has(id) ? words.featured : unread ? words.unread : ''),
        opened: () => this.#opened.add(id),
        press: (reaction) => void this.#reacting.press(id, given, reaction),
      })
    }
    return html`<div aria-busy=${String(this.#first.loading)}>
        ${featured.map((story) => card(story, first))}
        ${pages.map((page) => page.items.map((story) => (inFront.has(story.id) ? '' : card(story, page))))}
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
