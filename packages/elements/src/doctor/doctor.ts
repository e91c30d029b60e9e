import { html } from 'lit/html.js'
import { CommunityElement } from '../core/community-element.ts'
import { skeleton } from '../core/states.ts'
import type { DoctorWords } from '../locale/nl.doctor.ts'
import { styles } from './doctor.styles.ts'
import { examine } from './examine.ts'
import { type Finding, isWarning, sentence } from './finding.ts'
import { facts } from './page.ts'

/**
 * What is wrong with the widgets on this page, seen from inside: attributes, policies, the server, the token endpoint
 * and the token. For whoever builds the page; put it there while something does not work, and take it away afterwards.
 *
 * @tagname vlinder-doctor
 * @attr {string} server - address of the Vlinder server; default the provider's or the script's
 * @attr {string} community - id of the community; default the provider's or the script's
 * @attr {string} token-url - where the page's backend gives a token; default the provider's or the script's
 * @attr {boolean} sign-in - members sign in through the server, where the host has no backend that says who is asking
 * @attr {auto|light|dark} theme - default `auto`: the page's
 * @csspart problem - what is shown when the report could not be loaded
 * @cssprop [--vlinder-accent] - colour of what can be pressed
 * @cssprop [--vlinder-on-accent] - text on that colour
 * @cssprop [--vlinder-surface] - background of cards
 * @cssprop [--vlinder-sunk] - background of fields and chips
 * @cssprop [--vlinder-line] - borders
 * @cssprop [--vlinder-text] - text
 * @cssprop [--vlinder-soft] - text of lesser weight
 * @cssprop [--vlinder-radius=12px] - corners of cards
 */
export class Doctor extends CommunityElement {
  static override styles = [...CommunityElement.styles, styles]
  static override allWords = false

  #words: DoctorWords | undefined
  #findings: Finding[] = []
  #state: 'looking' | 'done' | 'broken' = 'looking'
  #copied = false

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#look()
  }

  readonly #look = async (): Promise<void> => {
    this.#state = 'looking'
    this.#copied = false
    this.requestUpdate()
    try {
      const words =
        this.language === 'nl' ? import('../locale/nl.doctor.ts') : import('../locale/en.doctor.ts')
      const [{ words: own }, findings] = await Promise.all([words, examine(this)])
      this.#words = own
      this.#findings = findings
      this.#state = 'done'
    } catch {
      this.#state = 'broken'
    }
    this.requestUpdate()
  }

  /** It has something to say especially when its own settings are wrong. */
  protected override render() {
    const first = this.words
    if (this.#state === 'broken')
      return html`<div class="vlinder" lang=${this.language}><p class="problem panel" role="alert" part="problem">${first?.broken}</p></div>`
    const words = this.#words
    if (!words) return skeleton()
    const looking = this.#state === 'looking'
    const warnings = this.#findings.filter(isWarning).length
    return html`<section class="vlinder" lang=${this.language}><div class="panel" aria-busy=${looking}>
      <h2>${words.title}</h2>
      <p role="status">${looking ? words.looking : this.#findings.length ? words.found(this.#findings.length - warnings, warnings) : words.well}</p>
      <ul class="list">${this.#findings.map((one) => this.#finding(one, words))}</ul>
      <details><summary>${words.report}</summary><pre tabindex="0" aria-label=${words.report}>${this.#report(words)}</pre></details>
      <div class="acts">
        <button type="button" class="primary" ?disabled=${looking} @click=${this.#look}>${words.again}</button>
        <button type="button" @click=${this.#copy}>${this.#copied ? words.copied : words.copy}</button>
      </div>
    </div></section>`
  }

  protected override draw() {
    return undefined
  }

  #finding(one: Finding, words: DoctorWords) {
    return html`<li class=${isWarning(one) ? 'warning' : ''}>
      <p>${sentence(one.name, words.findings)} <small class="soft">[${one.name}]</small></p>
      <small>${words.stands}</small><code>${one.found}</code>
      ${one.fix === undefined ? '' : html`<small>${words.fix}</small><code>${one.fix}</code>`}
    </li>`
  }

  /** Fit to be sent to anybody: no token, no name, no id, no path of the page. */
  #report(words: DoctorWords): string {
    return [
      `Vlinder doctor, ${new Date().toISOString()}`,
      ...Object.entries(facts()).map(
        ([name, value]) => `${name}: ${Array.isArray(value) ? value.join(' ') : value}`,
      ),
      ...this.#findings.map(
        ({ name, found, fix }) =>
          `[${name}] ${sentence(name, words.findings)}\n  ${found}${fix === undefined ? '' : `\n  -> ${fix}`}`,
      ),
    ].join('\n')
  }

  readonly #copy = async (): Promise<void> => {
    const report = this.renderRoot.querySelector('pre')!
    try {
      await navigator.clipboard.writeText(report.textContent)
      this.#copied = true
      this.requestUpdate()
    } catch {
      // Plain http, or a frame that may not: the reader copies what is selected.
      report.closest('details')!.open = true
      report.focus()
      getSelection()?.selectAllChildren(report)
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlinder-doctor': Doctor
  }
}
