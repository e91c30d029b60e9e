/** The short form in which a story is told. Private: opened from the feed. */
import { type ClientError, feed, newKey, stories } from '@vlinder/client'
import type { StoryKind } from '@vlinder/contract'
import { html } from 'lit'
import { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { problem } from '../core/states.ts'
import { draft } from '../kit/drafts.ts'
import { formStyles } from '../kit/form.styles.ts'
import { icon } from '../kit/icons.ts'
import { styles as feedStyles } from './story-feed.styles.ts'
import { styles } from './story-form.styles.ts'

interface Draft extends Record<string, unknown> {
  kind: StoryKind | undefined
  title: string
  lesson: string
  body: string
  topics: string[]
  /** Stays the same until the story is shared, so that trying again tells it once. */
  key: string
}

const KINDS: StoryKind[] = ['failure', 'success', 'practice', 'in-progress']

export class StoryForm extends CommunityElement {
  static override styles = [CommunityElement.styles, formStyles, feedStyles, styles]

  #community = this.load(
    () => [],
    (_, signal) => feed(this.community).community({ signal }),
  )
  #busy = false
  #trouble: ClientError | undefined
  #incomplete = false

  get #draft() {
    return draft<Draft>(`${this.community.communityId} story`)
  }

  get #value(): Draft {
    return (
      this.#draft.value ?? { kind: undefined, title: '', lesson: '', body: '', topics: [], key: newKey() }
    )
  }

  #change(change: Partial<Draft>): void {
    this.#draft.keep({ ...this.#value, ...change })
    this.requestUpdate()
  }

  protected override draw(words: AllWords) {
    const { form } = words
    const { kind, title, lesson, body, topics } = this.#value
    const text = (name: 'title' | 'lesson' | 'body') => (event: Event) =>
      this.#change({ [name]: (event.target as HTMLInputElement).value })
    const { name = '', topics: known = [] } = this.#community.value ?? {}
    return html`<form @submit=${this.#send} novalidate>
      <h2>${form.title}</h2><p class="soft">${form.lead}</p>
      <fieldset><legend>${form.kind}</legend><div class="filters">
        ${KINDS.map((one) => html`<label class="kind-choice ${one}"><input type="radio" name="kind" .checked=${kind === one} @change=${() => this.#change({ kind: one })}>${icon(one)}${words.kinds[one]}</label>`)}
      </div></fieldset>
      <div><label for="title">${form.name}</label><input id="title" maxlength="300" autocomplete="off" aria-describedby="title-hint" .value=${title} @input=${text('title')}>
        <p id="title-hint" class="soft small">${form.nameHint}</p></div>
      <div><label for="lesson">${form.lesson}</label><textarea id="lesson" rows="2" maxlength="1000" aria-describedby="lesson-hint" .value=${lesson} @input=${text('lesson')}></textarea>
        <p id="lesson-hint" class="soft small">${form.lessonHint}</p></div>
      <div><label for="body">${form.body}</label><textarea id="body" class="tall" rows="8" maxlength="40000" aria-describedby="body-hint" .value=${body} @input=${text('body')}></textarea>
        <p id="body-hint" class="soft small">${form.bodyHint}</p></div>
      ${known.length ? html`<fieldset><legend>${form.topics}</legend><div class="filters small">${known.map((topic) => html`<button type="button" aria-pressed=${String(topics.includes(topic))} @click=${() => this.#toggle(topic)}>${topic}</button>`)}</div></fieldset>` : ''}
      ${this.#incomplete ? html`<p class="problem panel" role="alert">${form.needs}</p>` : ''}
      ${this.#trouble ? problem(this, this.#trouble) : ''}
      <p class="soft small">${form.visible(name)} ${form.kept}</p>
      <div class="acts"><button class="primary" ?disabled=${this.#busy}>${this.#busy ? form.sending : form.send}</button></div>
    </form>`
  }

  #toggle(topic: string): void {
    const { topics } = this.#value
    this.#change({
      topics: topics.includes(topic) ? topics.filter((one) => one !== topic) : [...topics, topic],
    })
  }

  readonly #send = async (event: Event): Promise<void> => {
    event.preventDefault()
    const { kind, title, key, ...rest } = this.#value
    this.#incomplete = !kind || !title.trim()
    this.requestUpdate()
    if (!kind || this.#incomplete || this.#busy) return
    this.#busy = true
    this.#trouble = undefined
    // The key belongs to these words from now on.
    this.#change({ key })
    try {
      const { lesson, body, topics } = rest as Draft
      await stories(this.community).tellStory({ kind, title, lesson, body, topics }, { key })
      this.#draft.clear()
      this.dispatchEvent(new Event('vlinder-told'))
    } catch (error) {
      this.#trouble = error as ClientError
      // Other words after a refusal are another request.
      if (this.#trouble.kind === 'problem') this.#change({ key: newKey() })
    }
    this.#busy = false
    this.requestUpdate()
  }
}
