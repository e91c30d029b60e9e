/** A question, whole; what is said about it is a part of its own. Private: opened from the box. */
import { type ClientError, questions } from '@vlinder/client'
import type { QuestionOne } from '@vlinder/contract'
import { html } from 'lit/html.js'
import type { Thing } from '../acts/acts.ts'
import { CommunityElement } from '../core/community-element.ts'
import { type AllWords, when } from '../core/language.ts'
import { skeleton } from '../core/states.ts'
import { startAt } from '../kit/dialog.ts'
import { formStyles } from '../kit/form.styles.ts'
import { part } from '../kit/part.ts'
import { person } from '../kit/person.ts'
import { richTextStyles } from '../kit/rich-text.styles.ts'
import { richText } from '../kit/rich-text.ts'
import { acting } from '../kit/thread.ts'
import { styles } from './question-thread.styles.ts'
import { type AskingWords, askWords } from './words.ts'

export class QuestionThread extends CommunityElement {
  static override properties = { ...CommunityElement.properties, question: { attribute: false } }
  static override styles = [...CommunityElement.styles, formStyles, richTextStyles, styles]

  declare question: string | undefined

  #own = this.load(
    () => [this.language],
    ([language]) => askWords(language),
    true,
  )
  #question = this.load(
    () => (this.question ? [this.question] : undefined),
    async ([id], signal) => {
      const one = await questions(this.community)
        .question(id, { signal })
        .catch((error) => this.#elsewhere(id, error, signal))
      this.question = one.item.id
      return one
    },
  )
  #acts = acting(this)
  #thread = part(this, async () =>
    (await import('./thread.ts')).thread(this, {
      of: () => this.question,
      question: this.#question,
      acts: this.#acts,
    }),
  )

  constructor() {
    super()
    startAt(this, 'h2')
  }

  protected override draw(first: AllWords): unknown {
    const thread = this.#thread()
    return this.#own.draw((own) => {
      const words = { ...first, ...own }
      return this.#question.draw(
        (one) => html`${this.#asked(one, words)}${thread?.answers(words, one) ?? skeleton()}`,
      )
    })
  }

  /** It may have been merged into another: then its address leads there. */
  async #elsewhere(id: string, error: ClientError, signal: AbortSignal): Promise<QuestionOne> {
    if (error.status !== 308 && error.status !== 0) throw error
    return (await import('./moved.ts')).moved(this.community, id, { signal })
  }

  #asked(one: QuestionOne, words: AskingWords) {
    const { item, mine } = one
    const thing: Thing = {
      type: 'question',
      item,
      mine,
      changed: () => this.#question.reload(),
      gone: () => this.dispatchEvent(new Event('vlinder-gone')),
    }
    const thread = this.#thread()
    return html`<article class="asked">
      ${person(this, item.author, html`<time datetime=${item.at}>${when(item.at, this.language)}</time>${item.edited ? ` · ${words.edited}` : ''}`)}
      ${
        this.#acts.form(words, thing) ??
        html`<h2 tabindex="-1" lang=${item.language}><bdi>${item.title}</bdi></h2>
      ${item.topics.length ? html`<p class="soft small">${item.topics.join(' · ')}</p>` : ''}
      <div class="rich" lang=${item.language}>${richText(item.body)}</div>`
      }
      ${thread?.beside(words, one)}
      <div class="acts">${thread?.buttons(words, one)}${this.#acts.buttons(words, thing)}</div>
      ${thread?.clarifying(words, one)}
    </article>`
  }
}
