/** A picture for a story: sent at once, while its teller says what it shows. Private: opened from the studio. */
import { attachments, ClientError } from '@vlinder/client'
import { ATTACHMENT_EDGE } from '@vlinder/contract/limits'
import { html } from 'lit/html.js'
import { CommunityElement } from '../core/community-element.ts'
import { define } from '../core/define.ts'
import type { AllWords } from '../core/language.ts'
import { openDialog, startAt } from '../kit/dialog.ts'
import { formStyles } from '../kit/form.styles.ts'
import type { StudioWords } from '../locale/nl.studio.ts'
import { drawn, toJpeg } from '../own-photo/square.ts'
import { styles } from './story-studio.styles.ts'

class PictureForm extends CommunityElement {
  static override properties = {
    ...CommunityElement.properties,
    file: { attribute: false },
    own: { attribute: false },
  }
  static override styles = [...CommunityElement.styles, formStyles, styles]

  declare file: Blob | undefined
  declare own: StudioWords
  /** Given what Markdown says; nothing when it is given up. */
  done: (markdown?: string) => void = () => {}

  /** As it is sent; seen at once, for pages do not let pictures come from just anywhere. */
  #picture: HTMLCanvasElement | undefined
  #sent = this.load(
    () => this.file && [this.file],
    async ([file], signal) => {
      const picture = await this.#fitted(file)
      return (await attachments(this.community).attach(picture, { signal })).item
    },
  )

  constructor() {
    super()
    startAt(this, 'input')
  }

  protected override draw(words: AllWords) {
    const { picture } = this.own
    return html`<form @submit=${this.#add}><h2>${picture.title}</h2>
      ${this.#picture}${this.#state(words)}
      <label for="alt" class="ask">${picture.ask}</label><p id="help" class="soft small">${picture.help}</p>
      <input id="alt" required autocomplete="off" maxlength="300" aria-describedby="help">
      <div class="acts"><button class="primary" ?disabled=${!this.#sent.value}>${words.acts.add}</button>
        <button type="button" class="plain" @click=${() => this.done()}>${words.cancel}</button></div></form>`
  }

  /** What was refused is not tried again: it takes another picture. */
  #state({ photo }: AllWords) {
    const { error } = this.#sent
    const wrong = error?.kind === 'problem' && photo.wrong[(error.problemName ?? 'invalid') as 'invalid']
    return wrong
      ? html`<p class="problem panel" role="alert">${wrong}</p>`
      : this.#sent.draw(
          () => '',
          () => html`<progress aria-label=${photo.keeping}></progress>`,
        )
  }

  readonly #add = (event: Event): void => {
    event.preventDefault()
    const field = this.renderRoot.querySelector('input')!
    const alt = field.value.trim().replace(/[[\]\\]/g, '\\$&')
    const { value } = this.#sent
    if (!alt) field.focus()
    else if (value) this.done(`![${alt}](${value.src})`)
  }

  /** No larger than it is kept, and without where it was taken. */
  async #fitted(file: Blob): Promise<Blob> {
    try {
      this.#picture = await drawn(file, (width, height) => ({
        x: 0,
        y: 0,
        width,
        height,
        scale: Math.min(1, ATTACHMENT_EDGE / Math.max(width, height)),
      }))
      this.requestUpdate()
      return await toJpeg(this.#picture)
    } catch {
      throw new ClientError('problem', 'not a picture that this browser can read')
    }
  }
}

/** Resolves with what Markdown says, or nothing when it was given up. */
export async function addPicture(
  host: CommunityElement,
  own: StudioWords,
  file: Blob,
): Promise<string | undefined> {
  define('vlinder-picture-form', PictureForm)
  let markdown: string | undefined
  await openDialog(
    host,
    own.picture.title,
    (close) => {
      const done = (made?: string) => {
        markdown = made
        close()
      }
      return html`<vlinder-picture-form .own=${own} .file=${file} .done=${done}></vlinder-picture-form>`
    },
    true,
  )
  return markdown
}
