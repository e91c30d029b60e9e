/**
 * The base of every widget. It knows the community (settings -> one shared link), the language, and how to draw
 * loading, errors and everything in between. A widget is written like this:
 *
 *   class Example extends CommunityElement {
 *     #stories = this.load(() => [this.topic], ([topic], signal) => feed(this.community).stories({ topic }, { signal }))
 *     override draw(words: AllWords) { return this.#stories.draw((page) => html`...`) }
 *   }
 *
 * `draw` is called once words and settings are there. Registration (`define`) stands apart, in `src/define`.
 */
import type { ClientError, Link } from '@vlinder/client'
import { html, nothing } from 'lit/html.js'
import { base } from './base.styles.ts'
import { type AllWords, type Lang, loadWords, wordsNow } from './language.ts'
import { linkOf } from './links.ts'
import { Load } from './load.ts'
import { type Properties, ReactiveElement } from './reactive-element.ts'
import { languageOf, providers, settingsOf, watchLanguage } from './settings.ts'
import { problem, skeleton } from './states.ts'

export abstract class CommunityElement extends ReactiveElement {
  static override properties: Properties = {
    server: {},
    communityId: { attribute: 'community' },
    tokenUrl: { attribute: 'token-url' },
    signIn: { attribute: 'sign-in' },
    theme: {},
    ownLang: { attribute: 'lang' },
  }
  static override styles: readonly string[] = [base]
  /** Whether it says more than the words of the first screen. */
  static allWords = true

  declare server: string | undefined
  declare communityId: string | undefined
  declare tokenUrl: string | undefined
  declare signIn: string | undefined
  declare theme: string | undefined
  /** The `lang` attribute; the native property stays as it is. */
  declare ownLang: string | undefined

  /** All talking goes through this one. Defined while `draw` runs. */
  community!: Link
  language: Lang = 'nl'
  #misconfigured: ClientError | undefined
  /** A part of the code that could not be loaded: a browser gives it no second try on the same page. */
  #broken = false
  #words: AllWords | undefined

  /** Loads what `task` gets, again whenever what `from` gives has changed; `aside` from what the widget is for, it fires no events. */
  protected load<const Deps extends readonly unknown[], T>(
    from: () => Deps | undefined,
    task: (deps: Deps, signal: AbortSignal) => Promise<T>,
    aside = false,
  ): Load<Deps, T> {
    return new Load(this, from, task, aside)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    watchLanguage()
    providers.addEventListener('change', this.#configure)
    this.#configure()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    providers.removeEventListener('change', this.#configure)
  }

  protected override willUpdate(changed: ReadonlySet<string>): void {
    if (
      ['server', 'communityId', 'tokenUrl', 'signIn', 'ownLang'].some((name) => changed.has(name)) &&
      this.hasUpdated
    )
      this.#resolve()
  }

  readonly #configure = (): void => {
    this.#resolve()
    this.requestUpdate()
  }

  #resolve(): void {
    this.language = languageOf(this)
    void this.needWords(this.#allWords)
    try {
      this.community = linkOf(settingsOf(this))
      this.#misconfigured = undefined
    } catch (error) {
      this.#misconfigured = error as ClientError
    }
  }

  get #allWords(): boolean {
    return (this.constructor as typeof CommunityElement).allWords
  }

  /** The words of the interface, once they are here; those of the language before until then. */
  get words(): AllWords | undefined {
    this.#words = wordsNow(this.language, this.#allWords) ?? this.#words
    return this.#words
  }

  /** Runs what needs a part of the code that is loaded now; says so when it cannot be loaded. */
  async lazily(work: () => Promise<unknown>): Promise<void> {
    if (this.#broken) this.requestUpdate()
    this.#broken = false
    try {
      await work()
    } catch {
      this.#broken = true
      this.requestUpdate()
    }
  }

  /** Brings the words of the language, `all` or those of the first screen; draws again once they are here. */
  async needWords(all: boolean): Promise<void> {
    if (wordsNow(this.language, all)) return
    try {
      await loadWords(this.language, all)
    } catch {}
    this.requestUpdate()
  }

  /** Whether there is somebody to ask. */
  get ready(): boolean {
    return this.community !== undefined && this.#misconfigured === undefined
  }

  protected override render(): unknown {
    const { words } = this
    if (!words) return skeleton()
    const content = this.#misconfigured ? problem(this, this.#misconfigured) : this.draw(words)
    if (content === nothing) return nothing
    return html`<div class="vlinder" lang=${this.language}>${this.#broken ? html`<p class="problem panel broken" role="alert">${words.broken}</p>` : ''}${content}</div>`
  }

  /** What this widget shows. */
  protected abstract draw(words: AllWords): unknown
}
