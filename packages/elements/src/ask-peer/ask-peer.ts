import { questions } from '@vlinder/client'
import type { QuestionSummary } from '@vlinder/contract'
import { TITLE_MAX } from '@vlinder/contract/limits'
import { html } from 'lit/html.js'
import { CommunityElement } from '../core/community-element.ts'
import { type AllWords, when } from '../core/language.ts'
import { skeleton } from '../core/states.ts'
import { keeperNow } from '../kit/drafts.ts'
import { failed } from '../kit/failed.ts'
import { formStyles } from '../kit/form.styles.ts'
import { kept } from '../kit/kept.ts'
import { part } from '../kit/part.ts'
import { room } from '../kit/room.ts'
import { writing } from '../kit/sending.ts'
import { photoFirst } from '../own-photo/photo-first.ts'
import { styles } from './ask-peer.styles.ts'
import type { AskDraft } from './asking.ts'
import { questionRow } from './question-row.ts'
import { suggesting } from './suggesting.ts'
import { type AskingWords, askWords } from './words.ts'

const OPEN_SHOWN = 5

const BLANK: AskDraft = {
  asking: false,
  title: '',
  body: '',
  goal: '',
  tried: '',
  constraint: '',
  by: '',
  help: '',
  topic: '',
  peers: [],
}

/**
 * A box to ask a colleague: while somebody types, it shows who and what was there before.
 *
 * @tagname vlinder-ask-peer
 * @attr {string} topic - ask and show questions about one topic
 * @attr {string} server - address of the Vlinder server; default the provider's or the script's
 * @attr {string} community - id of the community; default the provider's or the script's
 * @attr {string} token-url - where the page's backend gives a token; default the provider's or the script's
 * @attr {boolean} sign-in - members sign in through the server, where the host has no backend that says who is asking
 * @attr {auto|light|dark} theme - default `auto`: the page's
 * @fires vlinder-loaded - the open questions are shown
 * @fires vlinder-error - the open questions could not be shown
 * @fires vlinder-contact - the reader wants to reach a peer; cancel it to handle contact yourself
 * @fires vlinder-session-expired - nobody is signed in any more; its `retry()` makes all widgets ask again
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
  static override styles = [...CommunityElement.styles, formStyles, styles]

  declare topic: string | undefined

  #own = this.load(
    () => [this.language],
    ([language]) => askWords(language),
    true,
  )
  readonly #topic = {
    page: () => this.topic,
    reader: '',
    choose: (topic: string) => {
      this.#topic.reader = topic
      this.requestUpdate()
    },
  }
  #open = this.load(
    () => [this.topic, this.#topic.reader],
    (_, signal) => this.#first(signal),
  )
  #drafts = writing(this, () => this.#open.reload())
  #photoFirst = photoFirst(this, () => this.#draft.value.asking)
  #suggesting = suggesting(this, () => this.topic)
  #suggestions = part(this, async () => (await import('./suggestions.ts')).suggestions(this))
  #asking = part(this, async () => {
    const { asking, toQuestion } = await import('./asking.ts')
    // Who goes on with what was kept is told who can help.
    if (!this.#suggesting.found()) this.#suggesting.typed(this.#draft.value.title)
    return { draw: asking(this, () => this.topic), toQuestion }
  })
  #lists = part(this, async () =>
    (await import('./lists.ts')).lists(this, {
      open: this.#open,
      first: (signal) => this.#first(signal),
      topic: this.#topic,
    }),
  )
  #posted: QuestionSummary | undefined
  /** The field to which the focus is still to go. */
  #going: number | undefined

  get #draft() {
    return this.#drafts(`question ${this.topic ?? ''}`, BLANK, ({ asking, title }) => asking && title.trim())
  }

  #first(signal?: AbortSignal) {
    const topic = this.topic || this.#topic.reader || undefined
    return questions(this.community).questions({ state: 'open', topic, limit: OPEN_SHOWN }, { signal })
  }

  protected override draw(words: AllWords): unknown {
    return this.#own.draw((own) => this.#box({ ...words, ...own }))
  }

  #box(words: AskingWords) {
    const { ask } = words
    return html`<section class="panel" part="box" aria-labelledby="title">
      <h2 id="title">${ask.title}</h2><p class="lead soft">${ask.lead}</p>
      ${this.#form(words)}
      <div role="status">${this.#posted ? html`<p class="posted success">${ask.posted} ${this.#link(this.#posted, words)}</p>` : ''}</div>
      ${keeperNow(this.community)?.unsent(this)}${this.#lists()?.(words) ?? skeleton()}
    </section>`
  }

  #form(words: AskingWords) {
    const { ask } = words
    const draft = this.#draft
    const { title, asking } = draft.value
    const found = this.#suggesting.found()
    return html`<form @submit=${this.#send}>
        <label><span class="hidden">${ask.label}</span><textarea rows="3" maxlength=${TITLE_MAX} placeholder=${ask.placeholder} ?readonly=${draft.busy} .value=${title} @focus=${this.#suggestions} @input=${this.#typed} @keydown=${this.#enter}></textarea></label>
        ${room(words, title, TITLE_MAX)}
        ${asking ? this.#photoFirst() : ''}
        ${asking ? this.#asking()?.draw(words, draft, found?.peers ?? []) : ''}
        ${kept(words, draft)}
        ${draft.error ? failed(this, words, draft.error, draft.waiting) : ''}
        <div class="acts"><button class="primary" aria-disabled=${String(draft.busy)} ?disabled=${!title.trim() && !draft.busy}>${draft.busy ? ask.posting : asking ? ask.post : ask.go}</button>
          ${asking ? html`<button type="button" class="plain" @click=${() => this.#ask(false)}>${words.cancel}</button>` : ''}</div>
        <p class="hidden" role="status">${found ? ask.found(found.questions.length + found.stories.length, found.peers.length) : ''}</p>
        ${found ? this.#suggestions()?.(words, asking ? { ...found, peers: [] } : found) : ''}
      </form>`
  }

  #link(question: QuestionSummary, words: AskingWords) {
    return questionRow(
      this,
      words,
      question,
      html`<bdi>${question.author.name}</bdi> · ${when(question.at, this.language)}`,
    )
  }

  #ask(asking: boolean): void {
    this.#draft.change({ asking })
    this.#focus(asking ? 1 : 0)
  }

  /** The question, or what is told with it, once that is here. */
  #focus(field: number): void {
    this.#going = field
    this.requestUpdate()
  }

  protected override updated(): void {
    const field =
      this.#going === undefined ? undefined : this.renderRoot.querySelectorAll('textarea')[this.#going]
    if (!field) return
    this.#going = undefined
    field.focus()
  }

  /** A question is one line: Enter asks it. */
  readonly #enter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    ;(event.target as HTMLTextAreaElement).form?.requestSubmit()
  }

  readonly #typed = (event: Event): void => {
    const title = (event.target as HTMLTextAreaElement).value
    this.#draft.change({ title })
    this.#posted = undefined
    this.#suggesting.typed(title)
  }

  readonly #send = async (event: Event): Promise<void> => {
    event.preventDefault()
    const draft = this.#draft
    if (!draft.value.title.trim()) return
    if (!draft.value.asking) return this.#ask(true)
    const toQuestion = this.#asking()?.toQuestion
    if (!toQuestion) return
    const asked = await draft.send((value, key, via) =>
      questions(via).ask(toQuestion(value, this.topic), { key }),
    )
    if (!asked) return
    this.#suggesting.forget()
    this.#posted = asked.item
    this.#focus(0)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlinder-ask-peer': AskPeer
  }
}
