import { search } from '@vlinder/client'
import type { SearchPage, SearchType } from '@vlinder/contract'
import { SUGGESTION_TEXT_MAX } from '@vlinder/contract/limits'
import { html } from 'lit/html.js'
import { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { formStyles } from '../kit/form.styles.ts'
import { paging } from '../kit/thread.ts'
import { styles as feedStyles } from '../story-feed/story-feed.styles.ts'
import { searchHit } from './hit.ts'
import { styles } from './search.styles.ts'
import { type SearchingWords, searchWords } from './words.ts'

/** From the last key until it is looked for, in milliseconds. */
const PAUSE_MS = 150
/** From so many letters on. */
const TEXT_MIN = 2
const SHOWN = 10
/** As the server counts: there may be more. */
const COUNT_MAX = 100

const TYPES: readonly SearchType[] = ['story', 'question', 'answer', 'member']

/**
 * A field to find stories, questions, answers and members; what is found shows while somebody types.
 *
 * @tagname vlinder-search
 * @attr {string} server - address of the Vlinder server; default the provider's or the script's
 * @attr {string} community - id of the community; default the provider's or the script's
 * @attr {string} token-url - where the page's backend gives a token; default the provider's or the script's
 * @attr {boolean} sign-in - members sign in through the server, where the host has no backend that says who is asking
 * @attr {auto|light|dark} theme - default `auto`: the page's
 * @fires vlinder-loaded - what was found is shown
 * @fires vlinder-error - it could not be looked for
 * @fires vlinder-session-expired - nobody is signed in any more; its `retry()` makes all widgets ask again
 * @csspart field - the field
 * @csspart found - what is below it once something is looked for
 * @csspart photo - a member's face, or the initials where there is none
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
export class Search extends CommunityElement {
  static override styles = [...CommunityElement.styles, formStyles, feedStyles, styles]

  #typed = ''
  /** What is looked for; nothing while the field is empty. */
  #text = ''
  #type: SearchType | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  #own = this.load(
    () => [this.language],
    ([language]) => searchWords(language),
    true,
  )
  /** A newer search ends the one before. */
  #found = this.load(
    () => (this.#text ? [this.#text, this.#type] : undefined),
    (_, signal) => this.#ask({}, signal),
  )
  #pages = paging<SearchPage>(this, (cursor) => this.#ask({ cursor }))

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#timer)
  }

  #ask(more: { cursor?: string }, signal?: AbortSignal): Promise<SearchPage> {
    const type = this.#type && [this.#type]
    return search(this.community).search({ q: this.#text, type, limit: SHOWN, ...more }, { signal })
  }

  protected override draw(words: AllWords): unknown {
    return this.#own.draw(
      (own) => this.#all({ ...words, ...own }),
      () => '',
    )
  }

  #all(words: SearchingWords) {
    const { value, loading } = this.#found
    const said = this.#text && value && !loading ? this.#said(value, words) : ''
    return html`<form role="search" @submit=${this.#now}>
        <label for="q" class="hidden">${words.search}</label>
        <input id="q" type="search" part="field" autocomplete="off" enterkeyhint="search" maxlength=${SUGGESTION_TEXT_MAX} placeholder=${words.placeholder} .value=${this.#typed} @input=${this.#input} @keydown=${this.#keys}>
      </form>
      <p class="hidden" role="status">${said}</p>
      ${this.#text ? html`<section class="found panel" part="found" aria-label=${words.search}>${this.#found.draw((page) => this.#results(page, words))}</section>` : ''}`
  }

  #results(first: SearchPage, words: SearchingWords) {
    const pages = this.#pages.all(first)
    // What moved down while others wrote comes a second time.
    const hits = new Map(pages.flatMap(({ items }) => items.map((item) => [item.id, item])))
    const mine = Object.assign({}, ...pages.map((page) => page.mine)) as SearchPage['mine']
    return html`${this.#narrowing(first, words)}
      ${first.also.length ? html`<p class="also soft small">${words.also(first.also.join(', '))}</p>` : ''}
      ${
        hits.size
          ? html`<ul>${[...hits.values()].map((hit) => searchHit(this, words, hit, mine[hit.id]))}</ul>`
          : html`<p class="empty">${words.none(this.#text.trim())} ${words.hint}</p>`
      }
      ${this.#pages.button(words, words.more, 'more')}`
  }

  /** A type of which there is nothing needs no button. */
  #narrowing({ counts }: SearchPage, words: SearchingWords) {
    const types = TYPES.filter((type) => counts[type] || type === this.#type)
    if (types.length < 2 && !this.#type) return ''
    const button = (label: string, count: number, type?: SearchType) =>
      html`<button type="button" aria-pressed=${String(this.#type === type)} @click=${() => this.#narrow(type)}>${label} <small>${shown(count)}</small></button>`
    return html`<div class="filters" role="group" aria-label=${words.narrow}>
      ${button(words.all, total(counts))}${types.map((type) => button(words.types[type], counts[type], type))}
    </div>`
  }

  #said({ counts, also }: SearchPage, words: SearchingWords): string {
    const found = words.found(shown(this.#type ? counts[this.#type] : total(counts)))
    return also.length ? `${found}. ${words.also(also.join(', '))}` : found
  }

  #narrow(type: SearchType | undefined): void {
    this.#type = type
    this.requestUpdate()
  }

  readonly #input = (event: Event): void => {
    this.#typed = (event.target as HTMLInputElement).value
    clearTimeout(this.#timer)
    if (this.#typed.trim().length < TEXT_MIN) this.#look('')
    else this.#timer = setTimeout(() => this.#look(this.#typed), PAUSE_MS)
  }

  readonly #now = (event: Event): void => {
    event.preventDefault()
    clearTimeout(this.#timer)
    if (this.#typed.trim()) this.#look(this.#typed)
  }

  readonly #keys = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.#typed) return
    // What it stands in stays open: the first Escape is for the field.
    event.preventDefault()
    event.stopPropagation()
    clearTimeout(this.#timer)
    this.#typed = ''
    this.#look('')
  }

  #look(text: string): void {
    this.#text = text.trimStart()
    if (!text) this.#type = undefined
    this.requestUpdate()
  }
}

const total = (counts: SearchPage['counts']) => TYPES.reduce((sum, type) => sum + counts[type], 0)
const shown = (count: number) => (count >= COUNT_MAX ? `${COUNT_MAX}+` : String(count))

declare global {
  interface HTMLElementTagNameMap {
    'vlinder-search': Search
  }
}
