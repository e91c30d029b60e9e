/**
 * What colleagues know of the asking member, changed by themselves: job, topics, experience, hours, days away, and whether
 * they are suggested. Private: it stands in one's own card; its form comes when it is opened.
 */
import { members } from '@vlinder/client'
import type { Me, MeChange } from '@vlinder/contract'
import { html } from 'lit/html.js'
import { CommunityElement } from '../core/community-element.ts'
import { define } from '../core/define.ts'
import type { AllWords } from '../core/language.ts'
import { failure } from '../kit/thread.ts'
import { type OwnWords, ownWords } from '../own-photo/words.ts'
import type { settingsForm } from './settings-form.ts'

export class OwnSettings extends CommunityElement {
  #loaded = this.load(
    () => [this.language],
    async ([language], signal) => {
      const [{ settings }, me] = await Promise.all([
        ownWords(language),
        members(this.community).me({ signal }),
      ])
      return { own: settings, me }
    },
  )
  #trouble = failure(this)
  #form: ReturnType<typeof settingsForm> | undefined
  #open = false
  #said = ''
  /** What makes the last change undone. */
  #undo: MeChange | undefined

  protected override draw(words: AllWords) {
    return this.#loaded.draw(({ own, me }) => {
      const undo = this.#undo
      return html`<button type="button" class="open" aria-expanded=${String(this.#open)} @click=${() => this.#toggle(me)}>${own.open}</button>
        <div role="status">${this.#said ? html`<p class="small">${this.#said} ${undo ? html`<button type="button" class="text-button undo" @click=${() => this.#revert(own, undo)}>${own.undo}</button>` : ''}</p>` : ''}</div>
        ${this.#trouble.draw(words)}${this.#open ? this.#form?.draw(words, own, me) : ''}`
    })
  }

  async #toggle(me: Me): Promise<void> {
    this.#say('')
    if (this.#open) return this.#close()
    await this.lazily(async () => {
      const { settingsForm } = await import('./settings-form.ts')
      this.#form ??= settingsForm(
        this,
        () => this.#close(),
        (own, now, undo) => {
          this.#now(now)
          this.#say(own.saved, undo)
        },
        () => this.#loaded.reload(),
      )
      this.#form.begin(me)
      this.#open = true
      this.#focus('#position')
    })
  }

  #close(): void {
    this.#open = false
    this.#focus('.open')
  }

  async #revert(own: OwnWords['settings'], change: MeChange): Promise<void> {
    const undone = await this.#trouble.run(async () =>
      this.#now(await members(this.community).changeMe(change)),
    )
    if (!undone) return
    this.#say(own.undone)
    this.#focus('.open')
  }

  #now(me: Me): void {
    const { value } = this.#loaded
    if (value) this.#loaded.value = { ...value, me }
  }

  #say(said: string, undo?: MeChange): void {
    this.#said = said
    this.#undo = undo
    this.requestUpdate()
  }

  #focus(selector: string): void {
    this.requestUpdate()
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(selector)?.focus())
  }
}

/** What a member changes in their own card: this, and their photo. */
export async function defineOwn(): Promise<void> {
  define('vlinder-own-settings', OwnSettings)
  const { defineOwnPhoto } = await import('../own-photo/own-photo.ts')
  defineOwnPhoto()
}
