/** The intranet's page. All that it knows of Vlinder is one script tag and three elements, in page/index.html. */
import { readFileSync } from 'node:fs'
import { type Colleague, FACILITATORS } from './staff.ts'

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!)

export const file = (name: string) => readFileSync(new URL(`page/${name}`, import.meta.url))

/** `wanted` is what was asked for in vain, when nobody has that id. */
export function page({ known, me, wanted }: { known: Colleague[]; me: Colleague; wanted?: string }): string {
  const parts: Record<string, string> = {
    members: known.map((one) => option(one, one.id === me.id)).join(''),
    notice: wanted ? notice(wanted, me.name) : '',
    news: news(new Date().toISOString()),
  }
  return file('index.html')
    .toString()
    .replace(/{{(\w+)}}/g, (_, name) => parts[name] ?? '')
}

/** Names only: a longer label does not fit a phone. */
const option = ({ id, name, groups }: Colleague, chosen: boolean) =>
  `<option value="${escaped(id)}"${chosen ? ' selected' : ''}>${escaped(name)}${groups.includes(FACILITATORS) ? ', facilitator' : ''}</option>`

const notice = (wanted: string, name: string) =>
  `<p class="notice" role="status">Er werkt hier niemand met het kenmerk “${escaped(wanted.slice(0, 40))}”. Je kijkt nu als ${escaped(name)}.</p>`

/** What is new on the intranet, and how many days ago it was. */
const NEWS = [
  ['Griepprik: inhaalronde op donderdag', 1],
  ['Nieuwe tablets voor team Zuid', 4],
  ['Werk aan de weg bij locatie Rijnoever', 7],
] as const

const day = new Intl.DateTimeFormat('nl-NL', { day: 'numeric', month: 'long', timeZone: 'UTC' })

const news = (today: string) =>
  NEWS.map(([title, daysAgo]) => {
    const date = workdayBefore(today, daysAgo)
    return `<li><a href="#nieuws">${title}</a><time datetime="${date.toISOString().slice(0, 10)}">${day.format(date)}</time></li>`
  }).join('')

/** The last working day that lies at least so many days before `today`: intranets post no news at the weekend. */
export function workdayBefore(today: string, days: number): Date {
  const day = new Date(today)
  day.setUTCDate(day.getUTCDate() - days)
  while (day.getUTCDay() % 6 === 0) day.setUTCDate(day.getUTCDate() - 1)
  return day
}
