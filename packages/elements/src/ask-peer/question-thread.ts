/** A question with its answers; peers answer, the asker marks what helped. Private: opened from the box. */
import { type ClientError, questions } from '@vlinder/client'
import type { Answer, AnswerPage, QuestionComment, QuestionOne } from '@vlinder/contract'
import { html } from 'lit'
import { CommunityElement } from '../core/community-element.ts'
import { type AllWords, when } from '../core/language.ts'
import { problem } from '../core/states.ts'
import { formStyles } from '../kit/form.styles.ts'
import { nameButton, person } from '../kit/person.ts'
import { richTextStyles } from '../kit/rich-text.styles.ts'
import { richText } from '../kit/rich-text.ts'
import { removeButton, replyForm } from '../kit/writing.ts'
import { styles } from './question-thread.styles.ts'

export class QuestionThread extends CommunityElement {
  static override properties = { ...CommunityElement.properties, question: { attribute: false } }
  static override styles = [CommunityElement.styles, formStyles, richTextStyles, styles]

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
  #more: AnswerPage[] = []
  #trouble: ClientError | undefined

  protected override draw(words: AllWords) {
    return this.#question.draw(
      (one) =>
        html`${this.#asked(one, words)}${this.#answers.draw((page) => this.#thread(page, one, words))}`,
    )
  }

  #asked({ item, mine }: QuestionOne, words: AllWords) {
    return html`<article class="asked">
      ${person(this, item.author, html`<time datetime=${item.at}>${when(item.at, this.language)}</time>${item.edited ? ` · ${words.edited}` : ''}`)}
      <h2 lang=${item.language}><bdi>${item.title}</bdi></h2>
      ${item.topics.length ? html`<p class="soft small">${item.topics.join(' · ')}</p>` : ''}
      <div class="rich" lang=${item.language}>${richText(item.body)}</div>
      ${
        mine.mayDelete
          ? html`<div class="acts">${removeButton(this, words, () =>
              questions(this.community)
                .deleteQuestion(item.id)
                .then(() => this.dispatchEvent(new Event('vlinder-gone'))),
            )}</div>`
          : ''
      }
      ${this.#commentsOn('question', item.id, words)}
    </article>`
  }

  /** What was remarked on a question or on an answer: small, for the answers are what is read. */
  #commentsOn(type: 'question' | 'answer', id: string, words: AllWords) {
    const all = this.#comments.value?.items.filter(({ on }) => on.type === type && on.id === id) ?? []
    const comment = ({ author, at, body }: QuestionComment) => html`<li>
      ${nameButton(this, author)} <time class="soft" datetime=${at}>${when(at, this.language)}</time>
      <div class="rich">${richText(body)}</div></li>`
    return all.length
      ? html`<ul class="remarks small" aria-label=${words.reader.comments}>${all.map(comment)}</ul>`
      : ''
  }

  #thread(first: AnswerPage, { mine: may }: QuestionOne, words: AllWords) {
    const pages = [first, ...this.#more]
    const mine = Object.assign({}, ...pages.map((page) => page.mine)) as AnswerPage['mine']
    const answers = pages.flatMap(({ items }) => items)
    const next = pages.at(-1)?.next
    const { thread } = words
    return html`<section class="answers" aria-labelledby="answers">
      <h3 id="answers">${thread.answers(answers.length)}</h3>
      <ul>${answers.map(
        (answer) => html`<li class=${answer.helped ? 'success helped' : ''}>
          ${person(this, answer.author, html`<time datetime=${answer.at}>${when(answer.at, this.language)}</time>${answer.edited ? ` · ${words.edited}` : ''}`)}
          <div class="rich">${richText(answer.body)}</div>
          <div class="acts small">
            ${may.mayMarkHelped ? html`<button type="button" aria-pressed=${String(answer.helped)} @click=${() => this.#mark(answer)}>${thread.mark}</button>` : answer.helped ? html`<span class="did">✓ ${thread.didHelp}</span>` : ''}
            ${
              mine[answer.id]?.mayDelete
                ? removeButton(this, words, () =>
                    questions(this.community)
                      .deleteAnswer(answer.id)
                      .then(() => this.#again()),
                  )
                : ''
            }
          </div>
          ${this.#commentsOn('answer', answer.id, words)}</li>`,
      )}</ul>
      ${next ? html`<button type="button" @click=${() => this.#load(next)}>${thread.more}</button>` : ''}
      ${this.#trouble ? problem(this, this.#trouble) : ''}
      ${replyForm(this, words, {
        draft: `answer ${this.question}`,
        label: thread.label,
        placeholder: thread.placeholder,
        send: thread.send,
        again: () => this.#again(),
        post: async (body, key) => {
          await questions(this.community).answer(this.question!, { body }, { key })
          this.#again()
        },
      })}
    </section>`
  }

  async #mark({ id, helped }: Answer): Promise<void> {
    try {
      await questions(this.community).markHelped(this.question!, id, !helped)
      this.#trouble = undefined
      this.#again()
    } catch (error) {
      this.#trouble = error as ClientError
      this.requestUpdate()
    }
  }

  #again(): void {
    this.#more = []
    this.#answers.reload()
  }

  async #load(cursor: string): Promise<void> {
    try {
      this.#more.push(await questions(this.community).answers(this.question!, { cursor, limit: 100 }))
      this.#trouble = undefined
    } catch (error) {
      this.#trouble = error as ClientError
    }
    this.requestUpdate()
  }
}
