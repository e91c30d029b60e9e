import { type ClientError, feed, type Link, stories } from '@vlinder/client'
import type { NewStory, Story, StoryKind } from '@vlinder/contract'
import { BODY_MAX, LESSON_MAX, PATTERNS_MAX, TITLE_MAX, TOPICS_MAX } from '@vlinder/contract/limits'
import { html } from 'lit/html.js'
import { CommunityElement } from '../core/community-element.ts'
import type { AllWords, Lang } from '../core/language.ts'
import { VlinderToldEvent } from '../events/vlinder-told.ts'
import { failed } from '../kit/failed.ts'
import { formStyles } from '../kit/form.styles.ts'
import { icon } from '../kit/icons.ts'
import { kept } from '../kit/kept.ts'
import { richTextStyles } from '../kit/rich-text.styles.ts'
import { room } from '../kit/room.ts'
import { writing } from '../kit/sending.ts'
import type { StudioWords } from '../locale/nl.studio.ts'
import { photoFirst } from '../own-photo/photo-first.ts'
import { styles as feedStyles } from '../story-feed/story-feed.styles.ts'
import { editor } from './editor.ts'
import { type Labels, labels, ownTopic } from './labels.ts'
import { looking } from './look.ts'
import { join } from './one-text.ts'
import { styles } from './story-studio.styles.ts'
import {
  BLANK,
  isFilled,
  isPrecious,
  type Step,
  stepsOf,
  switched,
  type Tale,
  type TextStep,
  titleOf,
  toStory,
} from './tale.ts'

/** A story that was begun elsewhere: the name of its draft, and what it was. */
export interface Telling {
  draft: string
  tale: Partial<Tale>
}

const WORDS: Record<Lang, () => Promise<{ words: StudioWords }>> = {
  nl: () => import('../locale/nl.studio.ts'),
  en: () => import('../locale/en.studio.ts'),
}
/** Steps that one may not pass over. */
const NEEDED: Step[] = ['kind', 'lesson', 'title']
const MAX: Partial<Record<Step, number>> = { lesson: LESSON_MAX, title: TITLE_MAX }

/**
 * Where a story is told: one question at a time, all optional but the lesson, or in one go. What is written is kept.
 *
 * @tagname vlinder-story-studio
 * @attr {string} server - address of the Vlinder server; default the provider's or the script's
 * @attr {string} community - id of the community; default the provider's or the script's
 * @attr {string} token-url - where the page's backend gives a token; default the provider's or the script's
 * @attr {boolean} sign-in - members sign in through the server, where the host has no backend that says who is asking
 * @attr {auto|light|dark} theme - default `auto`: the page's
 * @fires vlinder-told - a story was told; it stands in `story`
 * @fires vlinder-loaded - the studio is shown
 * @fires vlinder-error - the studio could not be shown
 * @fires vlinder-session-expired - nobody is signed in any more; its `retry()` makes all widgets ask again
 * @csspart problem - what is shown when something is wrong
 * @cssprop [--vlinder-accent] - colour of what can be pressed
 * @cssprop [--vlinder-on-accent] - text on that colour
 * @cssprop [--vlinder-surface] - background
 * @cssprop [--vlinder-sunk] - background of fields
 * @cssprop [--vlinder-line] - borders
 * @cssprop [--vlinder-text] - text
 * @cssprop [--vlinder-soft] - text of lesser weight
 * @cssprop [--vlinder-radius=12px] - corners
 */
export class StoryStudio extends CommunityElement {
  static override styles = [...CommunityElement.styles, formStyles, feedStyles, richTextStyles, styles]

  /** What it goes on with; set before it is shown. */
  declare telling: Telling | undefined

  #own = this.load(
    () => [this.language],
    ([language]) => WORDS[language](),
  )
  #community = this.load(
    () => [],
    (_, signal) => feed(this.community).community({ signal }),
    true,
  )
  #drafts = writing(this)
  #photoFirst = photoFirst(this)
  #look = looking(this, () => this.#lookedAt())
  /** Comes along with the studio: the connection may be gone by the time it is needed. */
  #review = this.load(
    () => [],
    () => import('./review.ts'),
    true,
  )
  /** What waits for whoever has no feed to say it. */
  #waits = this.load(
    () => [],
    async () => (await import('../waiting/waiting.ts')).waiting(this),
    true,
  )
  /** Whether the step's text is looked at instead of written. */
  #looks = false
  /** The step that is shown, and whether the focus follows it there. */
  #shown: string | undefined
  #following = false
  #wrong: string | undefined
  #told: Story | undefined
  /** What is said once it went from here. */
  #over: string | undefined

  get #draft() {
    const { draft = 'story', tale } = this.telling ?? {}
    return this.#drafts(draft, { ...BLANK, ...tale }, isPrecious)
  }

  protected override draw(words: AllWords) {
    return this.#own.draw(({ words: own }) => [
      this.#waits.value?.(),
      this.#over ? this.#after(own, this.#over) : this.#form(words, own),
    ])
  }

  protected override updated(): void {
    const step = this.#over ?? this.renderRoot.querySelector('form')?.dataset.step
    // The last step comes a moment after its frame: the focus must not stay on the button that publishes.
    const start = this.renderRoot.querySelector<HTMLElement>('[data-start]')
    if (!step || step === this.#shown || !start) return
    this.#shown = step
    const { activeElement } = this.getRootNode() as ShadowRoot
    // Whoever opened it begins to write; a page that holds it keeps its focus where it is.
    if (!this.#following && activeElement?.localName !== 'dialog' && activeElement !== this) return
    this.#following = false
    this.renderRoot.querySelector('.progress')?.scrollIntoView({ block: 'nearest' })
    start.focus({ preventScroll: true })
  }

  #form(words: AllWords, own: StudioWords) {
    const draft = this.#draft
    const tale = draft.value
    const steps = stepsOf(tale).filter(
      (step) => step !== 'patterns' || this.#community.value?.patterns.length,
    )
    const at = Math.max(0, steps.indexOf(tale.step))
    const step = steps[at]!
    const next = steps[at + 1]
    const submit = (event: Event) => {
      event.preventDefault()
      if (draft.busy) return
      if (step === 'kind' && !tale.kind) this.#go(step, own.needsKind)
      else if (next) this.#go(next)
      else void this.#publish(words, own)
    }
    return html`<form novalidate data-step=${step} @submit=${submit} @keydown=${this.#keys}>
      <h2>${words.tell}</h2>
      ${this.#photoFirst()}
      <nav class="progress" aria-label=${own.progress}><p class="soft small">${own.step(at + 1, steps.length)}
        ${at < steps.indexOf('lesson') ? html`<button type="button" class="text-button" @click=${() => this.#switch(words)}>${tale.free ? own.guided : own.free}</button>` : ''}</p>
        <ol>${steps.map((one) => this.#bead(one, step, words, own))}</ol></nav>
      <div class="step">${this.#step(step, words, own)}${this.#wrong ? html`<p id="wrong" class="wrong">${this.#wrong}</p>` : ''}</div>
      ${draft.error ? failed(this, words, draft.error, draft.waiting) : ''}
      ${kept(words, draft)}
      <div class="acts">
        ${at ? html`<button type="button" @click=${() => this.#go(steps[at - 1]!)}>${own.back}</button>` : ''}
        <button class="primary" aria-disabled=${String(draft.busy)}>${next ? (NEEDED.includes(step) || isFilled(tale, step) ? own.next : own.skip) : draft.busy ? own.sending : own.send}</button>
      </div>
    </form>`
  }

  /** A step to jump to. */
  #bead(step: Step, current: Step, words: AllWords, own: StudioWords) {
    const filled = isFilled(this.#draft.value, step)
    const name = nameOf(step, words, own)
    return html`<li><button type="button" class=${filled ? 'filled' : ''} title=${name} aria-label=${filled ? `${name} (${own.filled})` : name} aria-current=${step === current ? 'step' : 'false'} @click=${() => this.#go(step)}></button></li>`
  }

  #step(step: Step, words: AllWords, own: StudioWords) {
    const draft = this.#draft
    const community = this.#community.value
    const { patterns, kind, contact } = draft.value
    if (step === 'kind') return this.#kinds(words, own)
    if (step === 'patterns')
      return choice(own.patterns, own.patternsHelp, {
        offered: community?.patterns.map(({ id, name, retired }) => [id, name, retired]) ?? [],
        chosen: patterns,
        max: PATTERNS_MAX,
        choose: (patterns) => this.#change({ patterns }),
      })
    if (step === 'contact')
      return choice(words.call.ask, own.callHelp, {
        offered: [
          ['true', words.call.yes],
          ['false', words.call.no],
        ],
        chosen: [String(contact)],
        max: 3,
        // The one that was pressed last; pressed again, nothing was said.
        choose: (chosen) => this.#change({ contact: chosen[1] ? chosen[1] === 'true' : undefined }),
      })
    if (step === 'review') {
      const story = toStory(draft.value, kind ?? 'failure', words.prompts)
      return this.#review.draw(({ review }) =>
        review(words, own, {
          draft,
          story,
          community,
          look: this.#look(own),
          go: (to) => this.#go(to),
          send: (post) => this.#send(words, own, post),
          asked: this.#close,
        }),
      )
    }
    return [this.#field(step, words, own), step === 'title' ? this.#topics(words, own) : '']
  }

  #kinds(words: AllWords, own: StudioWords) {
    const { kind } = this.#draft.value
    return html`<fieldset role="radiogroup" aria-labelledby="kind" aria-required="true" aria-invalid=${String(Boolean(this.#wrong))} aria-describedby="wrong">
      <legend id="kind">${own.kind}</legend><p class="soft">${own.lead}</p>
      ${(Object.keys(own.kinds) as StoryKind[]).map((one, i) => html`<label class="kind-choice ${one}"><input type="radio" name="kind" ?data-start=${kind ? kind === one : i === 0} .checked=${kind === one} @change=${() => this.#change({ kind: one })}><b>${icon(one)}${words.kinds[one]}</b><span>${own.kinds[one]}</span></label>`)}
    </fieldset>`
  }

  #field(step: TextStep, words: AllWords, own: StudioWords) {
    const draft = this.#draft
    const text = draft.value[step]
    const { ask, help, example } = own.fields[step]
    const max = MAX[step] ?? BODY_MAX
    const invalid = Boolean(this.#wrong)
    const input = (text: string) => this.#change({ [step]: text })
    const typed = (event: Event) => input((event.target as HTMLInputElement).value)
    const { title, lesson } = draft.value
    return html`<label for="field" class="ask">${ask}</label>
      <p id="help" class="soft">${help}</p>
      ${example ? html`<details><summary>${own.example}</summary><p>${example}</p></details>` : ''}
      ${
        step === 'title'
          ? html`<input id="field" data-start maxlength=${max} autocomplete="off" ?readonly=${draft.busy} aria-invalid=${String(invalid)} aria-describedby="help wrong" .value=${text} @input=${typed}>
            ${title.trim() || !lesson.trim() ? '' : html`<p class="soft small">${own.titleElse(titleOf(draft.value))}</p>`}`
          : step === 'lesson'
            ? html`<textarea id="field" data-start rows="3" maxlength=${max} ?readonly=${draft.busy} aria-required="true" aria-invalid=${String(invalid)} aria-describedby="help wrong" .value=${text} @input=${typed}></textarea>`
            : editor(own, {
                text,
                max,
                invalid,
                input,
                readonly: draft.busy,
                tall: step === 'body',
                look: this.#looks && this.#look(own),
                toggleLook: this.#toggleLook,
                picture: (file) => this.#picture(own, file),
              })
      }
      ${room(words, text, max)}`
  }

  #topics({ fields, acts }: AllWords, own: StudioWords) {
    const { topics } = this.#draft.value
    const offered = [...new Set([...(this.#community.value?.topics ?? []), ...topics])].map(
      (one): [string, string] => [one, one],
    )
    const tags = {
      offered,
      chosen: topics,
      max: TOPICS_MAX,
      choose: (topics: string[]) => this.#change({ topics }),
    }
    return html`<fieldset class="small"><legend>${fields.topics}</legend>${labels(tags)}${ownTopic(own.ownTopic, acts.add, tags)}</fieldset>`
  }

  #after(own: StudioWords, over: string) {
    const told = this.#told
    const read = () =>
      this.lazily(async () => (await import('../story-feed/open-story.ts')).openStory(this, told!.id, over))
    const again = () => {
      this.#over = this.#told = this.telling = undefined
      this.#follow()
    }
    return html`<div class="panel success told" role="status" tabindex="-1" data-start><p><b>${over}</b></p><div class="acts">
      ${told ? html`<button type="button" class="primary" @click=${read}>${own.read}</button>` : ''}<button type="button" @click=${again}>${own.another}</button></div></div>`
  }

  /** What was pressed is gone: the focus goes to what is said in its place. */
  readonly #close = (over: string): void => {
    this.#over = over
    this.#follow()
  }

  #lookedAt(): string | undefined {
    const tale = this.#draft.value
    if (tale.step === 'review' && this.words) return tale.free ? tale.body : join(tale, this.words.prompts)
    return this.#looks ? String(tale[tale.step as TextStep] ?? '') : undefined
  }

  async #picture(own: StudioWords, file: File): Promise<string | undefined> {
    let markdown: string | undefined
    await this.lazily(async () => {
      markdown = await (await import('./picture-form.ts')).addPicture(this, own, file)
    })
    return markdown
  }

  readonly #toggleLook = (): void => {
    this.#looks = !this.#looks
    this.requestUpdate()
    if (!this.#looks)
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('#field')?.focus())
  }

  #change(part: Partial<typeof BLANK>): void {
    this.#wrong = undefined
    this.#draft.change(part)
  }

  #follow(): void {
    this.#shown = undefined
    this.#looks = false
    this.#following = true
    this.requestUpdate()
  }

  #go(step: Step, wrong?: string): void {
    this.#draft.change({ step })
    this.#wrong = wrong
    this.#follow()
  }

  #switch(words: AllWords): void {
    this.#change(switched(this.#draft.value, words.prompts))
    this.#follow()
  }

  /** Enter ends a line in a text; with Control or Command it goes on, from wherever one is, but never publishes. */
  readonly #keys = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    if (form.dataset.step !== 'review') form.requestSubmit()
  }

  /** Sends what stands here once nothing is missing; what the server would not have leads to where it is written. */
  async #send<Answer>(
    words: AllWords,
    own: StudioWords,
    post: (story: NewStory, key: string, via: Link) => Promise<Answer>,
  ): Promise<Answer | undefined> {
    const draft = this.#draft
    const { kind, lesson } = draft.value
    if (!kind) return void this.#go('kind', own.needsKind)
    if (!lesson.trim()) return void this.#go('lesson', own.needsLesson)
    let sent: NewStory | undefined
    const answer = await draft.send((tale, key, via) => {
      sent = toStory(tale, kind, words.prompts)
      return post(sent, key, via)
    })
    const refused = refusedStep(this.#draft.error, sent)
    if (refused) this.#go(refused, own.wrong)
    return answer
  }

  async #publish(words: AllWords, own: StudioWords): Promise<void> {
    const { preview } = this.#draft.value
    const told = await this.#send(words, own, (story, key, via) =>
      stories(via).tellStory({ ...story, preview }, { key }),
    )
    if (!told) return
    this.#told = told.item
    this.#close(own.told)
    this.dispatchEvent(new VlinderToldEvent(told.item))
  }
}

const choice = (ask: string, help: string, tags: Labels) =>
  html`<fieldset><legend tabindex="-1" data-start>${ask}</legend><p class="soft">${help}</p>${labels(tags)}</fieldset>`

const nameOf = (step: Step, { call }: AllWords, { fields, ...own }: StudioWords): string =>
  step === 'contact' ? call.ask : (fields[step as TextStep]?.ask ?? own[step as 'kind'])

/** The step that holds what the server would not have. */
function refusedStep(error: ClientError | undefined, sent: NewStory | undefined): Step | undefined {
  const [, field, index] = error?.problem?.errors?.[0]?.path.replace('.story', '').split('.') ?? []
  if (field === 'sections') return sent?.sections?.[Number(index)]?.prompt as Step | undefined
  if (field === 'topics') return 'title'
  return (['kind', 'title', 'lesson', 'body', 'patterns'] as const).find((one) => one === field)
}
