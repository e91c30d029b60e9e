/** What waits for the reader: questions that were asked of them by name, and for facilitators those that nobody took up. */
import type { QuestionPage, QuestionSummary } from '@vlinder/contract'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { when } from '../core/language.ts'
import { askReply } from './ask-reply.ts'
import { questionRow } from './question-row.ts'
import type { AskingWords } from './words.ts'

/** Of one box; made once for each. `changed` is called once the reader replied. */
export function askedLists(host: CommunityElement, changed: () => void) {
  const reply = askReply(host, changed)
  const row = (one: QuestionSummary, words: AskingWords, about: unknown, below: unknown = '') =>
    html`<li>${questionRow(host, words, one, html`<bdi>${about}</bdi> · ${when(one.at, host.language)}`)}${below}</li>`

  return {
    waiting(words: AskingWords, { items, mine }: QuestionPage) {
      const each = (one: QuestionSummary) => {
        const { asked } = mine[one.id] ?? {}
        if (!asked) return ''
        const { by } = one.asks.find(({ member }) => member.id === asked.member) ?? {}
        const { name, id } = one.author
        const about = by ? words.asks.named(name, by.name) : words.asks.by(name)
        return row(one, words, about, reply(words, one.id, asked, id))
      }
      return html`<h3 class="label">${words.asks.waiting}</h3><ul class="waiting">${items.map(each)}</ul>`
    },
    needing: (words: AskingWords, { items }: QuestionPage) =>
      html`<h3 class="label">${words.asks.needs}</h3><p class="soft small">${words.asks.needsHint}</p>
        <ul class="needing">${items.map((one) => row(one, words, one.author.name))}</ul>`,
  }
}
