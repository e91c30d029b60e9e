/** A facilitator says of which question this is the same: found by typing, as whoever asks finds it. */
import { afterwards } from '@vlinder/client'
import { TITLE_MAX } from '@vlinder/contract/limits'
import { html } from 'lit/html.js'
import { CommunityElement } from '../core/community-element.ts'
import { define } from '../core/define.ts'
import { pageStyles } from '../kit/dialog.styles.ts'
import { openDialog, startAt } from '../kit/dialog.ts'
import { formStyles } from '../kit/form.styles.ts'
import { failure } from '../kit/thread.ts'
import { styles } from './ask-peer.styles.ts'
import { suggesting } from './suggesting.ts'
import type { AskingWords } from './words.ts'

interface Same {
  id: string
  title: string
}

class Merging extends CommunityElement {
  static override properties = {
    ...CommunityElement.properties,
    same: { attribute: false },
    own: { attribute: false },
  }
  static override styles = [...CommunityElement.styles, formStyles, pageStyles, styles]

  declare same: Same
  declare own: AskingWords

  #typed: string | undefined
  #found = suggesting(this, () => undefined)
  #trouble = failure(this)

  constructor() {
    super()
    startAt(this, 'input')
  }

  protected override draw(): unknown {
    const { after } = this.own
    // What it says itself finds what is like it.
    if (this.#typed === undefined) this.#look(this.same.title)
    const found = this.#found.found()
    const others = found?.questions.filter(({ question }) => question.id !== this.same.id) ?? []
    const look = (event: Event) => this.#look((event.target as HTMLInputElement).value)
    return html`<section><h2>${after.into}</h2><p class="soft">${after.mergeSure}</p>
      <label>${after.intoHint}<input maxlength=${TITLE_MAX} .value=${this.#typed ?? ''} @input=${look}></label>
      <p class="soft small" role="status">${found && !others.length ? after.none : ''}</p>
      <ul>${others.map(
        ({
          question: { id, title, language, author },
        }) => html`<li class="peer who"><div><b lang=${language}><bdi>${title}</bdi></b><small><bdi>${author.name}</bdi></small></div>
        <button type="button" class="push small" aria-label="${after.merge}: ${title}" @click=${() => this.#merge(id)}>${after.merge}</button></li>`,
      )}</ul>${this.#trouble.draw(this.own)}</section>`
  }

  #look(text: string): void {
    this.#typed = text
    this.#found.typed(text)
  }

  async #merge(into: string): Promise<void> {
    if (await this.#trouble.run(() => afterwards(this.community).mergeQuestion(this.same.id, into)))
      this.dispatchEvent(new Event('vlinder-gone'))
  }
}

/** `merged` is called once it was. */
export function openMerge(
  host: CommunityElement,
  own: AskingWords,
  same: Same,
  merged: () => void,
): Promise<void> {
  define('vlinder-merging', Merging)
  const gone = (close: () => void) => () => {
    close()
    merged()
  }
  return openDialog(
    host,
    own.after.into,
    (close) =>
      html`<vlinder-merging .same=${same} .own=${own} @vlinder-gone=${gone(close)}></vlinder-merging>`,
    true,
  )
}
