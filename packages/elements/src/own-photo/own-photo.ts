/**
 * The asking member's own photo: choose one, look, keep it, or take it off. Private: in one's own card, where the photo
 * itself stands already (`bare`), and where a community asks for one (`asked`).
 */
import { ClientError, type Link, members } from '@vlinder/client'
import type { Me } from '@vlinder/contract'
import { html } from 'lit/html.js'
import { CommunityElement } from '../core/community-element.ts'
import { define } from '../core/define.ts'
import type { AllWords } from '../core/language.ts'
import { failedAt } from '../core/session.ts'
import { failed } from '../kit/failed.ts'
import { face } from '../kit/person.ts'
import { removing } from '../kit/removing.ts'
import { styles } from './own-photo.styles.ts'
import { squareOf, toJpeg } from './square.ts'
import { type OwnWords, ownWords } from './words.ts'

/** What every browser can read. A phone that makes other pictures gives one of these when it is asked for them. */
const TYPES = 'image/jpeg,image/png,image/webp'

export class OwnPhoto extends CommunityElement {
  static override styles = [...CommunityElement.styles, styles]

  #me = this.load(
    () => [this.language],
    async ([language], signal) => {
      this.#words = (await ownWords(language)).photo
      return members(this.community).me({ signal })
    },
  )
  /** There as soon as `#me` is. */
  #words!: OwnWords['photo']
  #removing = removing(this)
  /** What was chosen and is not kept yet. */
  #chosen: HTMLCanvasElement | undefined
  #sending: AbortController | undefined
  /** What is wrong with it, in words or as the server said. */
  #wrong: string | ClientError | undefined
  #said = ''

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#sending?.abort()
  }

  protected override draw(words: AllWords) {
    return this.#me.draw(({ item }) => {
      const shown = this.#chosen ?? (this.hasAttribute('bare') ? '' : face(this, item, '96px'))
      return html`${this.hasAttribute('asked') ? html`<p class="first">${this.#words.first}</p>` : ''}
        <div class="row">${shown}<div>
          ${this.#chosen ? this.#look(words) : this.#choices(words, Boolean(item.photo))}
          ${this.#wrong ? this.#say(words, this.#wrong) : ''}
        </div></div>
        <input type="file" accept=${TYPES} hidden @change=${this.#choose}>
        <p class="soft small" role="status">${this.#said}</p>`
    })
  }

  #choices(words: AllWords, has: boolean) {
    const photo = this.#words
    const remove = async () => this.#now(await members(this.community).removePhoto(), photo.removed)
    return html`<div class="acts">
      <button type="button" class="choose" @click=${() => this.renderRoot.querySelector('input')?.click()}>${has ? photo.other : photo.choose}</button>
      ${has ? this.#removing(words, 'photo', remove, photo.remove) : ''}</div>`
  }

  #look(words: AllWords) {
    const photo = this.#words
    const busy = this.#sending !== undefined
    return html`<p>${photo.look}</p>
      <div class="acts"><button type="button" class="primary" aria-disabled=${String(busy)} @click=${this.#keep}>${busy ? words.photo.keeping : photo.keep}</button>
        <button type="button" class="plain" @click=${this.#cancel}>${words.cancel}</button></div>
      ${busy ? html`<progress aria-label=${words.photo.keeping}></progress>` : ''}`
  }

  #say(words: AllWords, wrong: string | ClientError) {
    const text = typeof wrong === 'string' ? wrong : said(words, wrong)
    return text
      ? html`<p class="problem panel" role="alert">${text}</p>`
      : failed(this, words, wrong as ClientError)
  }

  readonly #choose = async ({ target }: Event): Promise<void> => {
    const input = target as HTMLInputElement
    const [file] = input.files ?? []
    // The same one can be chosen again.
    input.value = ''
    if (!file) return
    this.#said = ''
    this.#wrong = undefined
    try {
      this.#chosen = await squareOf(file)
      this.#chosen.role = 'img'
      this.#chosen.ariaLabel = this.#words.look
      this.#focus('.primary')
    } catch {
      this.#wrong = this.words!.photo.wrong.invalid
      this.requestUpdate()
    }
  }

  readonly #keep = async (): Promise<void> => {
    if (this.#sending || !this.#chosen) return
    const sending = new AbortController()
    this.#sending = sending
    this.#wrong = undefined
    this.requestUpdate()
    try {
      const photo = await toJpeg(this.#chosen)
      const me = await members(this.community).changePhoto(photo, { signal: sending.signal })
      this.#chosen = undefined
      this.#now(me, this.#words.kept)
    } catch (error) {
      if (sending.signal.aborted) return
      this.#wrong = error instanceof ClientError ? error : this.words!.photo.wrong.invalid
      if (error instanceof ClientError) failedAt(this, error)
    } finally {
      if (this.#sending === sending) this.#sending = undefined
      this.requestUpdate()
    }
  }

  readonly #cancel = (): void => {
    this.#sending?.abort()
    this.#sending = this.#chosen = this.#wrong = undefined
    // What was on its way may have arrived.
    this.#me.reload()
    this.#focus('.choose')
  }

  #now(me: Me, said: string): void {
    this.#me.value = me
    this.#said = said
    this.#focus('.choose')
  }

  #focus(selector: string): void {
    this.requestUpdate()
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(selector)?.focus())
  }
}

/** A photo is not sent again by itself: it takes a press. */
const said = ({ photo, failed }: AllWords, { problemName, retryAfter }: ClientError) =>
  retryAfter ? failed.busy(retryAfter, false) : photo.wrong[problemName as 'invalid']

export const defineOwnPhoto = () => define('vlinder-own-photo', OwnPhoto)

/** Whether the asking member has no photo yet; if so, the element is needed, and here. */
export async function lacksPhoto(link: Link, signal: AbortSignal): Promise<boolean> {
  defineOwnPhoto()
  const { item } = await members(link).me({ signal })
  return !item.photo
}
