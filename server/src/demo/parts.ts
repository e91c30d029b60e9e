/** The parts of the demo's intranet page that differ from one visit to the next. */
import { html, raw } from 'hono/html'
import { workdayBefore } from './dates.ts'

interface Somebody {
  id: string
  name: string
}

/** Everybody as whom one can look. Names only: a longer label does not fit a phone. */
export const options = (members: Somebody[], chosen: string | undefined, facilitator: string) =>
  html`${members.map(
    ({ id, name }) =>
      html`<option value="${id}"${id === chosen ? raw(' selected') : ''}>${name}${id === facilitator ? ', facilitator' : ''}</option>`,
  )}`

/** Said where one asked to look as somebody who is not there. */
export const notice = (wanted: string, name: string) =>
  html`<p class="notice" role="status">Er werkt hier niemand met het kenmerk “${wanted.slice(0, 40)}”. Je kijkt nu als ${name}.</p>`

/** What is new on the intranet, and how many days ago it was. */
const NEWS = [
  ['Griepprik: inhaalronde op donderdag', 1],
  ['Nieuwe tablets voor team Zuid', 4],
  ['Werk aan de weg bij locatie Rijnoever', 7],
] as const

const day = new Intl.DateTimeFormat('nl-NL', { day: 'numeric', month: 'long', timeZone: 'UTC' })

export const news = (today: string) =>
  html`${NEWS.map(([title, daysAgo]) => {
    const date = workdayBefore(today, daysAgo)
    return html`<li><a href="#nieuws">${title}</a><time datetime="${date.toISOString().slice(0, 10)}">${day.format(date)}</time></li>`
  })}`
