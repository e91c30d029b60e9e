/** Below the box: what the reader asked, and what others wait for, by topic. A part of its own: typing comes first. */
import { feed, questions } from '@vlinder/client'
import type { Community, QuestionPage, QuestionSummary } from '@vlinder/contract'
import { html } from 'lit/html.js'
import { adopt } from '../core/adopt.ts'
import type { CommunityElement } from '../core/community-element.ts'
import { when } from '../core/language.ts'
import { Load } from '../core/load.ts'
import { skeleton } from '../core/states.ts'
import { arriving } from '../kit/arriving.ts'
import { part } from '../kit/part.ts'
import { paging } from '../kit/thread.ts'
import { styles } from './lists.styles.ts'
import { questionRow } from './question-row.ts'
import { MORE, readerLists } from './reader-lists.ts'
import { seenAnswers } from './seen.ts'
import type { AskingWords } from './words.ts'

/** What a box lets this part see and do. */
export interface Listed {
  open: Pick<Load<never, QuestionPage>, 'value' | 'error' | 'loading' | 'draw' | 'reload'>
  /** The first page of open questions, as the box asks for it. */
  first(signal?: AbortSignal): Promise<QuestionPage>
  /** What the page narrowed them to, and the reader. */
  topic: { page(): string | undefined; reader: string; choose(topic: string): void }
}

/** Whether nobody of those who were asked by name takes it up, and one of them is not waited for any more. */
const unheard = ({ id, answers, asks }: QuestionSummary, { mine }: QuestionPage): boolean =>
  !answers &&
  asks.every(({ accepted }) => !accepted) &&
  Boolean(mine[id]?.replies?.some(({ state }) => state === 'silent' || state === 'passed'))

/** Of one box; made once for each. */
export function lists(
  host: CommunityElement,
  { open, first, topic }: Listed,
): (words: AskingWords) => unknown {
  adopt(host.renderRoot, styles)
  arriving(host)
  const ask = () => questions(host.community)
  const { own, waiting, needing, settled } = readerLists(host)
  const community = new Load(
    host,
    () => [],
    (_, signal) => feed(host.community).community({ signal }),
    true,
  )
  const ownPages = paging<QuestionPage>(host, (cursor) =>
    ask().questions({ author: own.load.value!.items[0]!.author.id, limit: MORE, cursor }),
  )
  const openPages = paging<QuestionPage>(host, (cursor) =>
    ask().questions({ state: 'open', topic: topic.page() || topic.reader || undefined, limit: MORE, cursor }),
  )
  /** What became of questions since their pages came; nothing where one is gone. */
  const newer = new Map<string, QuestionSummary | undefined>()
  const follow = part(host, async () =>
    (await import('./live-questions.ts')).liveQuestions(host, {
      lists: [{ load: open, again: first }, own, waiting, needing],
      newer,
    }),
  )

  /** The pages that were read last: they know what came before them. */
  let read: (QuestionPage | undefined)[] = []
  const forgetOlder = () => {
    const now = [open, own.load, waiting.load, needing.load].map(({ value }) => value)
    if (now.some((page, i) => page !== read[i])) newer.clear()
    read = now
  }
  const reader = part(host, async () =>
    (await import('./asked-lists.ts')).askedLists(host, () => waiting.load.reload()),
  )
  const forReader = (words: AskingWords) => {
    const [asked, needed] = [waiting.load.value, needing.load.value]
    return html`${asked?.items.length ? reader()?.waiting(words, asked) : ''}
      ${needed?.items.length ? reader()?.needing(words, needed) : ''}`
  }

  const asNow = (pages: QuestionPage[]) =>
    pages
      .flatMap(({ items }) => items)
      .flatMap((one) => (newer.has(one.id) ? (newer.get(one.id) ?? []) : one))

  const choice = (words: AskingWords, { topics }: Community) => {
    const { filters } = words
    const choose = (event: Event) => topic.choose((event.target as HTMLSelectElement).value)
    return html`<label class="topic small"><span class="hidden">${filters.topic}</span><select @change=${choose}>
      ${['', ...topics].map((one) => html`<option value=${one} .selected=${one === topic.reader}>${one || filters.allTopics}</option>`)}</select></label>`
  }

  const seen = seenAnswers(() => host.community)
  const mine = (words: AskingWords, page: QuestionPage) => {
    const items = asNow(ownPages.all(page))
    if (!items.length) return ''
    const row = (one: QuestionSummary) => {
      const fresh = seen.fresh(one)
      const opened = () => {
        seen.keep(one)
        host.requestUpdate()
      }
      return html`<li>${questionRow(host, words, one, html`${fresh ? html`<b class="fresh">${words.ask.freshAnswers(fresh)}</b> · ` : ''}${words.ask.state(one.answers, one.helped)} · ${when(one.at, host.language)}${unheard(one, page) ? html` · ${words.asks.unheard}` : ''}`, opened)}</li>`
    }
    return html`<h3 class="label">${words.ask.mine}</h3><ul class="mine">${items.map(row)}</ul>${ownPages.button(words, words.ask.moreOpen, 'plain')}`
  }

  const others = (words: AskingWords, page: QuestionPage) => {
    // What stands above is not said again.
    const lists = [own, waiting, needing].flatMap(({ load }) => load.value?.items ?? [])
    const above = new Set(lists.map(({ id }) => id))
    const items = asNow(openPages.all(page)).filter(({ id }) => !above.has(id))
    const row = (one: QuestionSummary) =>
      html`<li>${questionRow(host, words, one, html`<bdi>${one.author.name}</bdi> · ${when(one.at, host.language)}${one.answers ? ` · ${words.ask.state(one.answers, one.helped)}` : ''}`)}</li>`
    return html`${items.length ? html`<ul class="open" aria-busy=${String(open.loading)}>${items.map(row)}</ul>` : html`<p class="empty">${topic.page() || topic.reader ? words.ask.noneOpenHere : above.size ? words.ask.noneOpenElse : words.ask.noneOpen}</p>`}
      ${openPages.button(words, words.ask.moreOpen, 'plain')}`
  }

  return (words: AskingWords) => {
    forgetOlder()
    return html`${open.value && follow()?.(words)}
    ${forReader(words)}${own.load.value ? mine(words, own.load.value) : ''}
    <div class="heading"><h3 class="label" id="open" tabindex="-1">${words.ask.open}</h3>
      ${!topic.page() && community.value?.topics.length ? choice(words, community.value) : ''}</div>
    ${open.draw((page) => (settled() ? others(words, page) : skeleton()))}`
  }
}
