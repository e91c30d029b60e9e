/** What whoever asked told to be answered well. */
import type { Question } from '@vlinder/contract'
import { html } from 'lit/html.js'
import type { Lang } from '../core/language.ts'
import type { AskingWords } from './words.ts'

const TEXTS = ['goal', 'tried', 'constraint'] as const

export function circumstances({ asks, asking }: AskingWords, question: Question, lang: Lang) {
  const { by, help, language } = question
  const day =
    by &&
    new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(by))
  const wanted = [help && asking.helps[help], day && asks.until(day)].filter(Boolean)
  const told = TEXTS.filter((name) => question[name])
  return html`${wanted.length ? html`<p class="soft small">${wanted.join(' · ')}</p>` : ''}
    ${told.length ? html`<dl>${told.map((name) => html`<dt>${asks[name]}</dt><dd lang=${language}><bdi>${question[name]}</bdi></dd>`)}</dl>` : ''}`
}
