/** What a member went through: a row for each topic, with what came of it and a line in their own words. */
import { TOPIC_MAX, TOPICS_MAX } from '@vlinder/contract/limits'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import type { OwnWords } from '../own-photo/words.ts'
import { type Lived, NAME_MAX } from './values.ts'

const OUTCOMES = ['worked', 'mixed', 'failed'] as const

interface Fields {
  words: AllWords
  own: OwnWords['settings']
  all: Lived[]
  /** Topics to choose from. */
  topics: readonly string[]
  busy: boolean
  change(all: Lived[]): void
  /** Attributes and words of what is wrong with a field. */
  wrong(name: string): { invalid: string; by: string; why: unknown }
}

export function experienceFields(
  host: CommunityElement,
  { words, own, all, topics, busy, change, wrong }: Fields,
) {
  const focus = (selector: string) =>
    void host.updateComplete.then(() => host.renderRoot.querySelector<HTMLElement>(selector)?.focus())
  const add = () => {
    change([...all, { topic: '', outcome: 'worked', note: '' }])
    focus(`[name="experience.${all.length}.topic"]`)
  }
  const row = (one: Lived, i: number) => {
    const set = (part: Partial<Lived>) =>
      change(all.map((other, n) => (n === i ? { ...other, ...part } : other)))
    const value = (event: Event) => (event.target as HTMLInputElement).value
    const remove = () => {
      change(all.filter((_, n) => n !== i))
      focus('.add')
    }
    const name = `experience.${i}.topic`
    const { invalid, by, why } = wrong(name)
    return html`<div class="lived" role="group" aria-label=${one.topic || `${own.experience} ${i + 1}`}>
      <label>${own.topic}<input name=${name} list="topics-known" maxlength=${TOPIC_MAX} autocomplete="off" ?readonly=${busy} aria-invalid=${invalid} aria-describedby=${by} .value=${one.topic} @input=${(event: Event) => set({ topic: value(event) })}>${why}</label>
      <label>${own.outcome}<select ?disabled=${busy} @change=${(event: Event) => set({ outcome: value(event) as Lived['outcome'] })}>${OUTCOMES.map((outcome) => html`<option value=${outcome} .selected=${outcome === one.outcome}>${words.lived[outcome]}</option>`)}</select></label>
      <label class="wide">${own.note}<input maxlength=${NAME_MAX} autocomplete="off" ?readonly=${busy} .value=${one.note} @input=${(event: Event) => set({ note: value(event) })}></label>
      <button type="button" class="plain small" aria-disabled=${String(busy)} @click=${() => busy || remove()}>${own.remove(one.topic)}</button>
    </div>`
  }
  return html`<fieldset><legend>${own.experience}</legend><p class="soft small">${own.experienceHint}</p>
    ${all.map(row)}
    <datalist id="topics-known">${topics.map((topic) => html`<option value=${topic}></option>`)}</datalist>
    <button type="button" class="add" ?disabled=${all.length >= TOPICS_MAX} aria-disabled=${String(busy)} @click=${() => busy || add()}>${own.add}</button>
  </fieldset>`
}
