/** A question with its answers; peers answer, the asker marks what helped. Private: opened from the box. */
import { type ClientError, questions } from '@vlinder/client'
import type { Answer, AnswerPage, QuestionComment, QuestionOne } from '@vlinder/contract'
import { BODY_MAX } from '@vlinder/contract/limits'
import { html } from 'lit/html.js'
import type { Thing } from '../acts/acts.ts'
import { CommunityElement } from '../core/community-element.ts'
import { type AllWords, when } from '../core/language.ts'
import { startAt } from '../kit/dialog.ts'
import { formStyles } from '../kit/form.styles.ts'
import { nameButton, person } from '../kit/person.ts'
import { richTextStyles } from '../kit/rich-text.styles.ts'
import { richText } from '../kit/rich-text.ts'
import { acting, failure, following, paging, replying } from '../kit/thread.ts'
import { styles } from './question-thread.styles.ts'

export class QuestionThread extends CommunityElement {
  static override properties = { ...CommunityElement.properties, question: { attribute: false } }
  static override styles = [...CommunityElement.styles, formStyles, richTextStyles, styles]

  declare question: string | undefined

  #question = this.load(
    () => (this.question ? [this.question] : undefined),
    ([id], signal) => questions(this.community).question(id, { signal }),
  )
  #answers = this.load(
    () => (this.question ? [this.question] : undefined),
    ([id], signal) => questions(this.community).answers(id, { limit: 100 }, { signal }),
  )
  /** They are read beside the rest: a question does without when they cannot be had. */
  #comments = this.load(
    () => (this.question ? [this.question] : undefined),
    ([id], signal) => questions(this.community).questionComments(id, { limit: 100 }, { signal }),
  )
  #pages = paging<AnswerPage>(this, (cursor) =>
    questions(this.community).answers(this.question!, { cursor, limit: 100 }),
  )
  #acts = acting(this)
  #replies = replying(this, () => this.#answers.reload())
  #marking = failure(this)

  constructor() {
    super()
    startAt(this, 'h2')
    following(this, () => this.question, this.#pages, [this.#question, this.#answers, this.#comments])
  }

  protected override draw(words: AllWords) {
    return this.#question.draw(
      (one) =>
        html`${this.#asked(one, words)}${this.#answers.draw((page) => this.#thread(page, one, words))}`,
    )
  }

  #asked({ item, mine }: QuestionOne, words: AllWords) {
    const thing: Thing = {
      type: 'question',
      item,
      mine,
      changed: () => this.#question.reload(),
      gone: () => this.dispatchEvent(new Event('vlinder-gone')),
    }
    return html`<article class="asked">
      ${person(this, item.author, html`<time datetime=${item.at}>${when(item.at, this.language)}</time>${item.edited ? ` · ${words.edited}` : ''}`)}
      ${
        this.#acts.form(words, thing) ??
        html`<h2 tabindex="-1" lang=${item.language}><bdi>${item.title}</bdi></h2>
      ${item.topics.length ? html`<p class="soft small">${item.topics.join(' · ')}</p>` : ''}
      <div class="rich" lang=${item.language}>${richText(item.body)}</div>`
      }
      <div class="acts">${this.#acts.buttons(words, thing)}</div>
      ${this.#commentsOn('question', item.id, words)}
    </article>`
  }

  /** What was remarked on a question or on an answer: small, for the answers are what is read. */
  #commentsOn(type: 'question' | 'answer', id: string, words: AllWords) {
    const all = this.#comments.value?.items.filter(({ on }) => on.type === type && on.id === id) ?? []
    const comment = (one: QuestionComment) => {
      const { author, at, body, hidden, edited } = one
      const thing: Thing = {
        type: 'comment',
        item: one,
        mine: this.#comments.value?.mine[one.id],
        changed: () => this.#comments.reload(),
        gone: () => {
          this.#comments.reload()
          this.renderRoot.querySelector<HTMLElement>('#answers')?.focus()
        },
      }
      return html`<li>
      ${nameButton(author)} <time class="soft" datetime=${at}>${when(at, this.language)}</time>${edited ? ` · ${words.edited}` : ''}
      ${this.#acts.form(words, thing) ?? html`<div class="rich">${hidden && !body.length ? words.hidden : richText(body)}</div>`}
      <div class="acts">${this.#acts.buttons(words, thing)}</div></li>`
    }
    return all.length
      ? html`<ul class="remarks small" aria-label=${words.reader.comments}>${all.map(comment)}</ul>`
      : ''
  }

  #thread(first: AnswerPage, { mine: may }: QuestionOne, words: AllWords) {
    const pages = this.#pages.all(first)
    const mine = Object.assign({}, ...pages.map((page) => page.mine)) as AnswerPage['mine']
    const answers = pages.flatMap(({ items }) => items)
    const { thread } = words
    return html`<section class="answers" aria-labelledby="answers">
      <h3 id="answers" tabindex="-1">${thread.answers(answers.length)}</h3>
      <ul>${answers.map((answer) => {
        const thing: Thing = {
          type: 'answer',
          item: answer,
          mine: mine[answer.id],
          changed: () => this.#answers.reload(),
          gone: () => {
            this.#answers.reload()
            this.renderRoot.querySelector<HTMLElement>('#answers')?.focus()
          },
        }
        return html`<li class=${answer.helped ? 'success helped' : ''}>
          ${person(this, answer.author, html`<time datetime=${answer.at}>${when(answer.at, this.language)}</time>${answer.edited ? ` · ${words.edited}` : ''}`)}
          ${this.#acts.form(words, thing) ?? (answer.hidden && !answer.body.length ? html`<p class="soft">${words.hidden}</p>` : html`<div class="rich">${richText(answer.body)}</div>`)}
          <div class="acts small">
            ${may.mayMarkHelped ? html`<button type="button" aria-pressed=${String(answer.helped)} @click=${() => this.#mark(answer)}>${thread.mark}</button>` : answer.helped ? html`<span class="did">✓ ${thread.didHelp}</span>` : ''}
            ${this.#acts.buttons(words, thing)}
          </div>
          ${this.#commentsOn('answer', answer.id, words)}</li>`
      })}</ul>
      ${this.#pages.button(words, thread.more)}
      ${this.#marking.draw(words)}
      ${this.#replies(words, {
        draft: `answer ${this.question}`,
        label: thread.label,
        placeholder: thread.placeholder,
        send: thread.send,
        max: BODY_MAX,
        post: async (body, key, via) => {
          await questions(via).answer(this.question!, { body }, { key })
          this.#answers.reload()
        },
      })}
    </section>`
  }

  async #mark({ id, helped }: Answer): Promise<void> {
    this.#marking.set()
    try {
      await questions(this.community).markHelped(this.question!, id, !helped)
      this.#answers.reload()
    } catch (error) {
      this.#marking.set(error as ClientError)
    }
  }
}
