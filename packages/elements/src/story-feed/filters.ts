/** How a reader narrows and orders the feed. A part of its own: it comes once the first stories show. */
import { members } from '@vlinder/client'
import type { Community, MemberRef, StorySort } from '@vlinder/contract'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords, Lang } from '../core/language.ts'

const SORTS: StorySort[] = ['mixed', 'latest', 'most-read-month', 'most-read', 'most-learned']
const YEARS = 5
/** From so many letters on names are looked up. */
const NAME_MIN = 2

type Filter = 'topic' | 'sort' | 'pattern' | 'period' | 'author'
export type Filtered = CommunityElement & Record<Filter, string | undefined>
type Option = readonly [value: string, text: string]

/** Draws the choices of one feed; nothing until the words are here. */
export function filters(host: Filtered) {
  let open = Boolean(host.pattern || host.period || host.author)
  const author = authors(host)

  const choice = (filter: Filter, label: string, options: Option[]) => {
    const now = host[filter] ?? ''
    const known = options.some(([value]) => value === now)
    return html`<label>${label} <select @change=${(event: Event) => (host[filter] = (event.target as HTMLSelectElement).value || undefined)}>
      ${(known ? options : [...options, [now, now] as const]).map(([value, text]) => html`<option value=${value} .selected=${value === now}>${text}</option>`)}
    </select></label>`
  }
  const toggle = () => {
    open = !open
    host.requestUpdate()
  }

  return (community: Community | undefined) => {
    const { filters: words, sorts } = host.words as Partial<AllWords>
    if (!words || !sorts) return ''
    const topics = (community?.topics ?? []).map((topic): Option => [topic, topic])
    const patterns = (community?.patterns ?? []).map(({ id, name }): Option => [id, name])
    return html`${choice('topic', words.topic, [['', words.allTopics], ...topics])}
      ${choice(
        'sort',
        words.sort,
        SORTS.map((sort): Option => [sort === 'mixed' ? '' : sort, sorts[sort]]),
      )}
      <button type="button" class="plain" aria-expanded=${String(open)} @click=${toggle}>${words.more}</button>
      ${
        open
          ? [
              choice('pattern', words.pattern, [['', words.allPatterns], ...patterns]),
              choice('period', words.period, [['', words.always], ...periods(host.language)]),
              author(words.author, words.everybody),
            ]
          : ''
      }`
  }
}

/** This month and the one before by name, then years. */
function periods(lang: Lang, now = new Date()): Option[] {
  const month = (ago: number): Option => {
    const date = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - ago))
    const name = new Intl.DateTimeFormat(lang, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
      date,
    )
    return [date.toISOString().slice(0, 7), name]
  }
  const year = (ago: number): Option => [
    String(now.getUTCFullYear() - ago),
    String(now.getUTCFullYear() - ago),
  ]
  return [month(0), month(1), ...Array.from({ length: YEARS }, (_, ago) => year(ago))]
}

/** A field in which somebody's name is looked up while it is typed. */
function authors(host: Filtered) {
  let found: MemberRef[] = []
  /** What stands there for an author: enough to tell two of the same name apart. */
  const named = ({ name, position }: MemberRef) => [name, position].filter(Boolean).join(', ')
  const input = async (event: Event) => {
    const { value } = event.target as HTMLInputElement
    const chosen = found.find((one) => named(one) === value)
    if (chosen || !value) host.author = chosen?.id
    if (chosen || value.trim().length < NAME_MIN) return
    // Without an answer there is nothing to choose: the field says nothing then.
    const page = await members(host.community)
      .members({ q: value, limit: 10 })
      .catch(() => undefined)
    if (page) found = page.items
    host.requestUpdate()
  }
  /** The page may have chosen an author by id. */
  const known = async (id: string) => {
    const one = await members(host.community)
      .member(id)
      .catch(() => undefined)
    if (one) found = [...found, one.item]
    host.requestUpdate()
  }
  let asked: string | undefined
  return (label: string, everybody: string) => {
    const now = found.find(({ id }) => id === host.author)
    if (host.author && !now && asked !== host.author) {
      asked = host.author
      void known(asked)
    }
    return html`<label>${label} <input type="search" list="authors" placeholder=${everybody} .value=${now ? named(now) : ''} @input=${input}></label>
      <datalist id="authors">${found.map((one) => html`<option value=${named(one)}></option>`)}</datalist>`
  }
}
