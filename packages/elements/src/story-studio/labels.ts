/** Topics and patterns as tags: those of the community to choose from, found by typing, and a topic of one's own. */
import { TOPIC_MAX } from '@vlinder/contract/limits'
import { html } from 'lit/html.js'

export interface Labels {
  /** What can be chosen: the id, what it is called, and whether it is there only for who chose it before. */
  offered: [id: string, name: string, retired?: boolean | undefined][]
  chosen: readonly string[]
  /** At most so many. */
  max: number
  choose(chosen: string[]): void
}

export const labels = ({ offered, chosen, max, choose }: Labels) =>
  html`<div class="filters">${offered.map(([id, name, retired]) => {
    const isChosen = chosen.includes(id)
    const press = () => choose(isChosen ? chosen.filter((one) => one !== id) : [...chosen, id])
    return !isChosen && retired
      ? ''
      : html`<button type="button" aria-pressed=${String(isChosen)} ?disabled=${!isChosen && chosen.length >= max} @click=${press}>${name}</button>`
  })}</div>`

/** A field in which a topic is typed: those that there are come along as suggestions, another one is new. */
export function ownTopic(label: string, add: string, { offered, chosen, max, choose }: Labels) {
  const take = (event: Event) => {
    const field = (event.currentTarget as HTMLElement).parentElement!.querySelector('input')!
    const typed = field.value.trim().replace(/\s+/g, ' ')
    const known = offered.find(([id]) => id.toLowerCase() === typed.toLowerCase())?.[0] ?? typed
    if (typed && !chosen.includes(known)) choose([...chosen, known])
    field.value = ''
    field.focus()
  }
  // Enter adds what was typed; with nothing typed it goes on, as in every other field.
  const keys = (event: KeyboardEvent) => {
    const { value } = event.currentTarget as HTMLInputElement
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || !value.trim()) return
    event.preventDefault()
    take(event)
  }
  return html`<div class="own"><input list="topics" maxlength=${TOPIC_MAX} autocomplete="off" aria-label=${label} placeholder=${label} ?disabled=${chosen.length >= max} @keydown=${keys}>
    <datalist id="topics">${offered.filter(([id]) => !chosen.includes(id)).map(([id]) => html`<option value=${id}></option>`)}</datalist>
    <button type="button" ?disabled=${chosen.length >= max} @click=${take}>${add}</button></div>`
}
