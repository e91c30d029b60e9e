/** What members reported, for facilitators to decide about. Private: opened from the feed, by whoever may. */
import { reports } from '@vlinder/client'
import type { Report, ReportPage } from '@vlinder/contract'
import { html } from 'lit/html.js'
import { CommunityElement } from '../core/community-element.ts'
import { type AllWords, when } from '../core/language.ts'
import { pageStyles } from '../kit/dialog.styles.ts'
import { startAt } from '../kit/dialog.ts'
import { nameButton } from '../kit/person.ts'
import { failure, paging } from '../kit/thread.ts'
import type { ReportsWords } from '../locale/nl.reports.ts'
import { styles } from './reports.styles.ts'

export class Reports extends CommunityElement {
  static override properties = { ...CommunityElement.properties, own: { attribute: false } }
  static override styles = [...CommunityElement.styles, pageStyles, styles]

  /** The words of this list. */
  declare own: ReportsWords

  #first = this.load(
    () => [],
    (_, signal) => reports(this.community).reports({}, { signal }),
  )
  #pages = paging<ReportPage>(this, (cursor) => reports(this.community).reports({ cursor }))
  #trouble = failure(this)
  #deciding = false

  constructor() {
    super()
    startAt(this, 'h2')
  }

  protected override draw(words: AllWords) {
    const { own } = this
    return this.#first.draw((first) => {
      const all = this.#pages.all(first).flatMap(({ items }) => items)
      return html`<section><h2 tabindex="-1">${own.title}</h2><p class="soft">${own.lead}</p>${this.#trouble.draw(words)}
        ${all.length ? html`<ul>${all.map((one) => this.#report(one, words))}</ul>` : html`<p class="empty" role="status">${own.none}</p>`}
        ${this.#pages.button(words, own.more, 'plain')}</section>`
    })
  }

  #report(report: Report, words: AllWords) {
    const { at, by, author, excerpt, reason, text, hidden } = report
    const { own } = this
    const button = (label: string, press: () => void, look = '') =>
      html`<button type="button" class=${look} aria-disabled=${String(this.#deciding)} @click=${press}>${label}</button>`
    return html`<li><b>${words.report.reasons[reason]}</b>
      <p>${nameButton(author)}: <bdi>${excerpt}</bdi></p>
      <p class="soft small">${own.by} ${nameButton(by)} · <time datetime=${at}>${when(at, this.language)}</time>${text ? html` · <bdi>${text}</bdi>` : ''}</p>
      ${hidden ? html`<p class="small">${own.hidden}</p>` : ''}
      <div class="acts small">${button(own.open, () => void this.#open(report))}
        ${button(own.restore, () => void this.#decide(report, 'restored'))}
        ${button(own.hide, () => void this.#decide(report, 'hidden'))}</div></li>`
  }

  #open({ on, excerpt }: Report): Promise<void> {
    const { type, id } = on.in
    return this.lazily(async () =>
      type === 'story'
        ? (await import('../story-feed/open-story.ts')).openStory(this, id, excerpt)
        : (await import('../ask-peer/open-question.ts')).openQuestion(this, id, excerpt),
    )
  }

  async #decide({ id, on }: Report, state: 'restored' | 'hidden'): Promise<void> {
    if (this.#deciding) return
    this.#deciding = true
    if (await this.#trouble.run(() => reports(this.community).decide(id, on, { state }))) {
      this.#first.reload()
      // The button that was pressed goes with its report.
      this.renderRoot.querySelector('h2')?.focus()
    }
    this.#deciding = false
    this.requestUpdate()
  }
}
