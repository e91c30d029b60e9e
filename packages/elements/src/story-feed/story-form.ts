/** The short form in which a story is told. Private: opened from the feed. */
import { type ClientError, feed, stories } from '@vlinder/client'
import type { Story, StoryKind } from '@vlinder/contract'
import { BODY_MAX, LESSON_MAX, TITLE_MAX } from '@vlinder/contract/limits'
import { html } from 'lit/html.js'
import { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { startAt } from '../kit/dialog.ts'
import { failed } from '../kit/failed.ts'
import { formStyles } from '../kit/form.styles.ts'
import { icon } from '../kit/icons.ts'
import { kept } from '../kit/kept.ts'
import { room } from '../kit/room.ts'
import { writing } from '../kit/sending.ts'
import { photoFirst } from '../own-photo/photo-first.ts'
import { styles as feedStyles } from './story-feed.styles.ts'
import { styles } from './story-form.styles.ts'

const KINDS: StoryKind[] = ['failure', 'success', 'practice', 'in-progress']
const BLANK = {
  kind: undefined as StoryKind | undefined,
  title: '',
  lesson: '',
  body: '',
  topics: [] as string[],
}
/** In the order of the form; what is wrong is said at the field, and the first one gets the focus. */
const FIELDS = ['kind', 'title', 'lesson', 'body'] as const
type Field = (typeof FIELDS)[number]

/** The story was told: `told` is what became of it. */
export class ToldEvent extends Event {
  readonly told: Story

  constructor(told: Story) {
    super('vlinder-told')
    this.told = told
  }
}

export class StoryForm extends CommunityElement {
  static override styles = [...CommunityElement.styles, formStyles, feedStyles, styles]

  #community = this.load(
    () => [],
    (_, signal) => feed(this.community).community({ signal }),
  )
  #draft = writing(this)
  #photoFirst = photoFirst(this)
  #wrong: Partial<Record<Field, string>> = {}

  constructor() {
    super()
    startAt(this, 'input')
  }

  protected override draw(words: AllWords) {
    const { form } = words
    const draft = this.#draft('story', BLANK)
    const { kind, topics } = draft.value
    const { name: community = '', topics: known = [] } = this.#community.value ?? {}
    const wrong = (name: Field) =>
      this.#wrong[name] ? html`<p id="${name}-wrong" class="wrong small">${this.#wrong[name]}</p>` : ''
    /** A field of text with its hint, what is wrong with it, and how much fits. */
    const field = (name: Exclude<Field, 'kind'>, label: string, hint: string, max: number, rows?: number) => {
      const text = draft.value[name]
      const input = (event: Event) => draft.change({ [name]: (event.target as HTMLInputElement).value })
      const invalid = String(name in this.#wrong)
      return html`<div><label for=${name}>${label}</label>
        ${
          rows
            ? html`<textarea id=${name} rows=${rows} class=${rows > 4 ? 'tall' : ''} maxlength=${max} ?readonly=${draft.busy} aria-invalid=${invalid} aria-describedby="${name}-hint ${name}-wrong" .value=${text} @input=${input}></textarea>`
            : html`<input id=${name} maxlength=${max} autocomplete="off" required ?readonly=${draft.busy} aria-invalid=${invalid} aria-describedby="${name}-hint ${name}-wrong" .value=${text} @input=${input}>`
        }
        ${wrong(name)}${room(words, text, max)}<p id="${name}-hint" class="soft small">${hint}</p></div>`
    }
    const toggle = (topic: string) =>
      draft.change({
        topics: topics.includes(topic) ? topics.filter((one) => one !== topic) : [...topics, topic],
      })
    return html`<form @submit=${this.#send} novalidate>
      <h2>${form.title}</h2><p class="soft">${form.lead}</p>
      ${this.#photoFirst()}
      <fieldset role="radiogroup" aria-labelledby="kind-name" aria-required="true" aria-invalid=${String('kind' in this.#wrong)} aria-describedby="kind-wrong"><legend id="kind-name">${form.kind}</legend><div class="filters">
        ${KINDS.map((one) => html`<label class="kind-choice ${one}"><input type="radio" name="kind" .checked=${kind === one} @change=${() => draft.change({ kind: one })}>${icon(one)}${words.kinds[one]}</label>`)}
      </div>${wrong('kind')}</fieldset>
      ${field('title', form.name, form.nameHint, TITLE_MAX)}
      ${field('lesson', form.lesson, form.lessonHint, LESSON_MAX, 2)}
      ${field('body', form.body, form.bodyHint, BODY_MAX, 8)}
      ${known.length ? html`<fieldset><legend>${form.topics}</legend><div class="filters small">${known.map((topic) => html`<button type="button" aria-pressed=${String(topics.includes(topic))} @click=${() => toggle(topic)}>${topic}</button>`)}</div></fieldset>` : ''}
      ${draft.error ? failed(this, words, draft.error, draft.waiting) : ''}
      <p class="soft small">${form.visible(community)}</p>${kept(words, draft)}
      <div class="acts"><button class="primary" aria-disabled=${String(draft.busy)}>${draft.busy ? form.sending : form.send}</button></div>
    </form>`
  }

  readonly #send = async (event: Event): Promise<void> => {
    event.preventDefault()
    const draft = this.#draft('story', BLANK)
    const { kind, title } = draft.value
    const { form } = this.words!
    this.#complain({
      ...(!kind && { kind: form.needsKind }),
      ...(!title.trim() && { title: form.needsTitle }),
    })
    if (!kind || !title.trim()) return
    const told = await draft.send((story, key) =>
      stories(this.community).tellStory({ ...story, kind }, { key }),
    )
    if (told) this.dispatchEvent(new ToldEvent(told.item))
    else this.#complain(refused(this.#draft('story', BLANK).error, form.wrong))
  }

  #complain(wrong: Partial<Record<Field, string>>): void {
    this.#wrong = wrong
    this.requestUpdate()
    const first = FIELDS.find((name) => wrong[name])
    if (!first) return
    const selector = first === 'kind' ? 'input' : `#${first}`
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(selector)?.focus())
  }
}

/** Which fields the server would not have. */
function refused(error: ClientError | undefined, text: string): Partial<Record<Field, string>> {
  const paths = error?.problem?.errors?.map(({ path }) => path.split('.')[1]) ?? []
  return Object.fromEntries(FIELDS.filter((name) => paths.includes(name)).map((name) => [name, text]))
}
