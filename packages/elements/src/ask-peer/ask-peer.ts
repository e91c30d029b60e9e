import { type ClientError, newKey, questions } from '@vlinder/client'
import type { QuestionPage, QuestionSummary, Suggestions } from '@vlinder/contract'
import { html } from 'lit'
import { CommunityElement } from '../core/community-element.ts'
import { type AllWords, when } from '../core/language.ts'
import { problem } from '../core/states.ts'
import { draft } from '../kit/drafts.ts'
import { formStyles } from '../kit/form.styles.ts'
import { styles } from './ask-peer.styles.ts'
import { suggestions } from './suggestions.ts'

/** How long after the last key suggestions are asked for, in milliseconds. */
const PAUSE_MS = 120
const OPEN_SHOWN = 5

interface Draft extends Record<string, unknown> {
  title: string
  body: string
  key: string
}

/**
 * A box to ask a colleague: while somebody types, it shows who and what was there before.
 *
 * @tagname vlinder-ask-peer
 * @attr {string} topic - ask and show questions about one topic
 * @attr {string} server - address of the Vlinder server; default the provider's or the script's
 * @attr {string} community - id of the community; default the provider's or the script's
 * @attr {string} token-url - where the page's backend gives a token; default the provider's or the script's
 * @attr {auto|light|dark} theme - default `auto`: the page's
 * @fires vlinder-loaded - the open questions are shown
 * @fires vlinder-error - the open questions could not be shown
 * @csspart box - the box
 * @csspart photo - a peer's face, or the initials where there is none
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
export class AskPeer extends CommunityElement {
  static override properties = { ...CommunityElement.properties, topic: {} }
  static override styles = [CommunityElement.styles, formStyles, styles]

  declare topic: string | undefined

  #open = this.load(
    () => [this.topic],
    ([topic], signal) =>
      questions(this.community).questions({ state: 'open', topic, limit: OPEN_SHOWN }, { signal }),
  )
  #more: QuestionPage[] = []
  #suggested: Suggestions | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #asking: AbortController | undefined
  #detailed = false
  #busy = false
  #trouble: ClientError | undefined
  #posted: QuestionSummary | undefined
  #leave: (() => void) | undefined

  get #draft() {
    return draft<Draft>(`${this.community.communityId} question ${this.topic ?? ''}`)
  }

  get #value(): Draft {
    return this.#draft.value ?? { title: '', body: '', key: newKey() }
  }

  protected override updated(): void {
    if (!this.ready || this.#leave) return
    this.#leave = this.community.subscribe(({ type }) => {
      if (type !== 'question' && type !== 'answer') return
      this.#more = []
      this.#open.reload()
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave?.()
    this.#leave = undefined
    clearTimeout(this.#timer)
    this.#asking?.abort()
  }

  protected override draw(words: AllWords) {
    const { ask } = words
    const { title, body } = this.#value
    const found = this.#suggested
    return html`<section class="panel" part="box" aria-labelledby="title">
      <h2 id="title">${ask.title}</h2><p class="lead soft">${ask.lead}</p>
      <form @submit=${this.#send}>
        <label><span class="hidden">${ask.label}</span><textarea rows="3" maxlength="300" placeholder=${ask.placeholder} .value=${title} @input=${this.#typed}></textarea></label>
        ${this.#detailed ? html`<label class="details">${ask.more}<textarea rows="4" maxlength="40000" placeholder=${ask.moreHint} .value=${body} @input=${(event: Event) => this.#change({ body: (event.target as HTMLTextAreaElement).value })}></textarea></label>` : ''}
        <p class="hidden" role="status">${found ? ask.found(found.questions.length + found.stories.length, found.peers.length) : ''}</p>
        ${found ? suggestions(this, words, found) : ''}
        ${this.#trouble ? problem(this, this.#trouble) : ''}
        <div class="acts"><button class="primary" ?disabled=${this.#busy || !title.trim()}>${this.#busy ? ask.posting : this.#detailed ? ask.post : ask.go}</button>
          ${this.#detailed ? html`<button type="button" class="plain" @click=${() => this.#detail(false)}>${words.cancel}</button>` : ''}</div>
      </form>
      <div role="status">${this.#posted ? html`<p class="posted success">${ask.posted} ${this.#link(this.#posted, words)}</p>` : ''}</div>
      <h3 class="label">${ask.open}</h3>
      ${this.#open.draw((page) => this.#waiting(page, words))}
    </section>`
  }

  #waiting(first: QuestionPage, words: AllWords) {
    const pages = [first, ...this.#more]
    const items = pages.flatMap((page) => page.items)
    const next = pages.at(-1)?.next
    if (items.length === 0) return html`<p class="empty">${words.ask.noneOpen}</p>`
    return html`<ul>${items.map((question) => html`<li>${this.#link(question, words)}</li>`)}</ul>
      ${next ? html`<button type="button" class="plain" @click=${() => this.#load(next)}>${words.ask.moreOpen}</button>` : ''}`
  }

  #link({ id, title, author, at, language }: QuestionSummary, words: AllWords) {
    const open = () =>
      this.lazily(async () =>
        (await import('./open-question.ts')).openQuestion(this, id, title || words.thread.question),
      )
    return html`<button type="button" class="hit" aria-haspopup="dialog" @click=${open}><b lang=${language}><bdi>${title}</bdi></b>
      <small class="soft"><bdi>${author.name}</bdi> · ${when(at, this.language)}</small></button>`
  }

  async #load(cursor: string): Promise<void> {
    try {
      this.#more.push(
        await questions(this.community).questions({ state: 'open', topic: this.topic, limit: 20, cursor }),
      )
      this.#trouble = undefined
    } catch (error) {
      this.#trouble = error as ClientError
    }
    this.requestUpdate()
  }

  #change(change: Partial<Draft>): void {
    this.#draft.keep({ ...this.#value, ...change })
    this.requestUpdate()
  }

  #detail(on: boolean): void {
    this.#detailed = on
    this.requestUpdate()
    void this.updateComplete.then(() => this.renderRoot.querySelectorAll('textarea')[on ? 1 : 0]?.focus())
  }

  readonly #typed = (event: Event): void => {
    this.#change({ title: (event.target as HTMLTextAreaElement).value })
    this.#posted = undefined
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#suggest(), PAUSE_MS)
  }

  /** Never more than one request at a time: a newer one ends the one before. Suggestions help; when they fail, asking goes on. */
  async #suggest(): Promise<void> {
    this.#asking?.abort()
    const text = this.#value.title
    if (text.trim().length < 3) {
      this.#suggested = undefined
      return this.requestUpdate()
    }
    const asking = new AbortController()
    this.#asking = asking
    try {
      const found = await questions(this.community).suggest(
        { text, ...(this.topic && { topic: this.topic }) },
        { signal: asking.signal },
      )
      if (asking.signal.aborted) return
      this.#suggested = found
      this.requestUpdate()
    } catch {}
  }

  readonly #send = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (this.#busy || !this.#value.title.trim()) return
    if (!this.#detailed) return this.#detail(true)
    const { title, body, key } = this.#value
    this.#busy = true
    this.#trouble = undefined
    this.#change({ key })
    try {
      const { item } = await questions(this.community).ask(
        { title, body, ...(this.topic && { topics: [this.topic] }) },
        { key },
      )
      this.#draft.clear()
      this.#suggested = undefined
      this.#detailed = false
      this.#posted = item
    } catch (error) {
      this.#trouble = error as ClientError
      if (this.#trouble.kind === 'problem') this.#change({ key: newKey() })
    }
    this.#busy = false
    this.requestUpdate()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlinder-ask-peer': AskPeer
  }
}
