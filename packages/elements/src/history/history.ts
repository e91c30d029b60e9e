/** What became of something, change by change. Private: opened below it, for its author and facilitators. */
import { written } from '@vlinder/client'
import type { DiffPart, Revision, RevisionPage, WrittenType } from '@vlinder/contract'
import { html } from 'lit/html.js'
import { CommunityElement } from '../core/community-element.ts'
import { define } from '../core/define.ts'
import { type AllWords, when } from '../core/language.ts'
import { pageStyles } from '../kit/dialog.styles.ts'
import { openDialog, startAt } from '../kit/dialog.ts'
import { nameButton } from '../kit/person.ts'
import { paging } from '../kit/thread.ts'
import type { HistoryWords } from '../locale/nl.history.ts'
import { styles } from './history.styles.ts'

const WORDS = {
  nl: () => import('../locale/nl.history.ts'),
  en: () => import('../locale/en.history.ts'),
}
const PAGE = { limit: 10 }

class History extends CommunityElement {
  static override properties = { ...CommunityElement.properties, of: { attribute: false } }
  static override styles = [...CommunityElement.styles, pageStyles, styles]

  declare of: [WrittenType, string]

  #first = this.load(
    () => [this.of, this.language] as const,
    async ([[type, id], language], signal) => {
      this.#own = (await WORDS[language]()).words
      return written(this.community).revisions(type, id, PAGE, { signal })
    },
  )
  /** There as soon as `#first` is. */
  #own!: HistoryWords
  #pages = paging<RevisionPage>(this, (cursor) =>
    written(this.community).revisions(...this.of, { ...PAGE, cursor }),
  )

  constructor() {
    super()
    startAt(this, 'h2')
  }

  protected override draw(words: AllWords) {
    const own = this.#own
    return this.#first.draw((first) => {
      const all = this.#pages.all(first).flatMap(({ items }) => items)
      return html`<section><h2 tabindex="-1">${words.acts.history}</h2>
        ${all.length ? html`<ul>${all.map((one) => this.#change(one, words))}</ul>` : html`<p class="empty">${own.none}</p>`}
        ${this.#pages.button(words, own.more, 'plain')}</section>`
    })
  }

  #change({ at, by, changes }: Revision, words: AllWords) {
    const named: Record<string, string> = { ...words.fields, ...words.prompts }
    return html`<li>${nameButton(by)} <time class="soft small" datetime=${at}>${when(at, this.language)}</time>
      ${changes.map(({ field, parts }) => html`<h3>${named[field] ?? field}</h3><p class="text">${parts.map((part) => drawn(part, this.#own))}</p>`)}</li>`
  }
}

/** Colour never says it alone: what is new is underlined, what is gone is struck, and both are said to who does not see. */
function drawn({ type, text }: DiffPart, own: HistoryWords) {
  if (type === 'same') return text
  const said = html`<span class="hidden"> (${own[type]}:) </span>`
  return type === 'added' ? html`<ins>${said}${text}</ins>` : html`<del>${said}${text}</del>`
}

export function openHistory(host: CommunityElement, type: WrittenType, id: string): Promise<void> {
  define('vlinder-history', History)
  return openDialog(
    host,
    host.words?.acts.history ?? '',
    () => html`<vlinder-history .of=${[type, id]}></vlinder-history>`,
  )
}
