/** All patterns of a community, for facilitators to add to, change, put in order, retire and bring back. Private: opened by whoever may. */
import { feed, patterns } from '@vlinder/client'
import type { Pattern, PatternChange } from '@vlinder/contract'
import { html } from 'lit/html.js'
import { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { empty } from '../core/states.ts'
import { pageStyles } from '../kit/dialog.styles.ts'
import { startAt } from '../kit/dialog.ts'
import { formStyles } from '../kit/form.styles.ts'
import { failure } from '../kit/thread.ts'
import type { PatternsWords } from '../locale/nl.patterns.ts'
import { NEW, patternForm } from './pattern-form.ts'
import { styles } from './pattern-list.styles.ts'
import { renewed } from './renewed.ts'

export class PatternList extends CommunityElement {
  static override properties = {
    ...CommunityElement.properties,
    own: { attribute: false },
    editing: { attribute: false },
  }
  static override styles = [...CommunityElement.styles, pageStyles, formStyles, styles]

  /** The words of this list. */
  declare own: PatternsWords
  /** Id of the pattern whose form is open. */
  declare editing: string

  #community = this.load(
    () => [],
    (_, signal) => feed(this.community).community({ signal }),
  )
  #form = patternForm(this, (id) => void this.#closed(id))
  #trouble = failure(this)
  #busy = false
  /** What was done last, and what undoes it. */
  #said = ''
  #undo: (() => void) | undefined

  constructor() {
    super()
    renewed(this, () => this.#community.reload())
    startAt(this, '[data-start]')
  }

  protected override draw(words: AllWords) {
    const { own } = this
    return this.#community.draw(({ patterns, languages }) => {
      const offered = patterns.filter(({ retired }) => !retired)
      const old = patterns.filter(({ retired }) => retired)
      const language = new Intl.DisplayNames(this.language, { type: 'language' }).of(languages[0]!)!
      return html`<section><h2 tabindex="-1" ?data-start=${!this.editing}>${own.title}</h2><p class="soft">${own.lead} ${own.written(language)}</p>
        <p class="said" role="status">${this.#said} ${this.#undo ? html`<button type="button" data-undo @click=${this.#undo}>${own.undo}</button>` : ''}</p>
        ${this.#trouble.draw(words)}
        ${this.editing === NEW ? this.#form(words, own) : this.#button(own.add, () => this.#edit(NEW), { edit: NEW, look: 'primary' })}
        ${offered.length ? html`<ul>${offered.map((one, i) => this.#offered(words, one, i, offered))}</ul>` : empty(own.none)}
        ${old.length ? html`<h3>${own.old}</h3><p class="soft small">${own.oldLead}</p><ul>${old.map((one) => this.#old(words, one))}</ul>` : ''}</section>`
    })
  }

  #button(label: unknown, press: () => void, { edit = '', look = '', name = '' } = {}) {
    return html`<button type="button" class=${look} data-edit=${edit} title=${name} aria-label=${name || String(label)} aria-disabled=${String(this.#busy)} @click=${press}>${label}</button>`
  }

  #offered(words: AllWords, one: Pattern, i: number, all: Pattern[]) {
    const { own } = this
    const { id, name } = one
    if (this.editing === id) return html`<li>${this.#form(words, own, one)}</li>`
    const move = (to: number, label: string, sign: string) =>
      all[to]
        ? this.#button(sign, () => void this.#move(one, to, all), {
            look: 'move',
            name: label,
            edit: `${sign}${id}`,
          })
        : ''
    return html`<li>${texts(one)}<div class="acts small">
      ${this.#button(words.acts.edit, () => this.#edit(id), { edit: id, name: own.edit(name) })}
      ${move(i - 1, own.up(name), '↑')}${move(i + 1, own.down(name), '↓')}
      ${this.#button(own.retire, () => void this.#retire(one, all), { look: 'plain push', name: `${own.retire}: ${name}` })}</div></li>`
  }

  #old(words: AllWords, one: Pattern) {
    const { own } = this
    if (this.editing === one.id) return html`<li>${this.#form(words, own, one)}</li>`
    return html`<li>${texts(one)}<div class="acts small">
      ${this.#button(words.acts.edit, () => this.#edit(one.id), { edit: one.id, name: own.edit(one.name) })}
      ${this.#button(own.restore, () => void this.#restore(one), { name: `${own.restore}: ${one.name}` })}</div></li>`
  }

  #edit(id: string, focus = 'form input'): void {
    this.editing = id
    this.#say()
    this.#focus(focus)
  }

  #say(said = '', undo?: () => void): void {
    this.#said = said
    this.#undo = undo
  }

  /** What was pressed may stand elsewhere by then. */
  #focus(...places: string[]): void {
    this.requestUpdate()
    void this.updateComplete.then(() => {
      for (const place of places) {
        const found = this.renderRoot.querySelector<HTMLElement>(place)
        if (found) return found.focus()
      }
    })
  }

  /** The form has gone: the focus goes to what it was about. */
  async #closed(id = NEW): Promise<void> {
    await this.#read().catch(() => {})
    this.#edit('', `[data-edit="${CSS.escape(id)}"]`)
  }

  async #read(): Promise<void> {
    this.#community.value = await feed(this.community).community()
  }

  async #move(one: Pattern, to: number, all: Pattern[]): Promise<void> {
    const { id, name } = one
    const up = all.indexOf(one) > to
    const before = all[up ? to : to + 1]?.id ?? null
    if (!(await this.#change(id, { before }))) return
    this.#say(this.own.moved(name, to + 1, all.length))
    const place = (sign: string) => `[data-edit="${CSS.escape(sign + id)}"]`
    this.#focus(place(up ? '↑' : '↓'), place(up ? '↓' : '↑'))
  }

  async #retire(one: Pattern, all: Pattern[]): Promise<void> {
    const before = all[all.indexOf(one) + 1]?.id ?? null
    if (!(await this.#change(one.id, { retired: true }))) return
    this.#say(this.own.retired(one.name), () => void this.#restore(one, { before }))
    this.#focus('[data-undo]')
  }

  /** Last, or where it stood before. */
  async #restore({ id, name }: Pattern, place: Pick<PatternChange, 'before'> = {}): Promise<void> {
    if (!(await this.#change(id, { retired: false, ...place }))) return
    this.#say(this.own.restored(name))
    this.#focus(`[data-edit="${CSS.escape(id)}"]`)
  }

  /** Whether it was done; the list is as it is by then. */
  async #change(id: string, change: PatternChange): Promise<boolean> {
    if (this.#busy) return false
    this.#busy = true
    this.#say()
    const done = await this.#trouble.run(async () => {
      await patterns(this.community).changePattern(id, change)
      await this.#read()
    })
    this.#busy = false
    this.requestUpdate()
    return done
  }
}

const texts = ({ name, explanation, advice }: Pattern) =>
  html`<h3><bdi>${name}</bdi></h3>${explanation ? html`<p class="text soft">${explanation}</p>` : ''}${advice ? html`<p class="text">${advice}</p>` : ''}`
