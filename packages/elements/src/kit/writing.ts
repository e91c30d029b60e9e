/** A small form for a comment or an answer. */
import type { Link } from '@vlinder/client'
import { html, nothing } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { photoFirst } from '../own-photo/photo-first.ts'
import { failed } from './failed.ts'
import { kept } from './kept.ts'
import { room } from './room.ts'
import { writing } from './sending.ts'

export interface ReplyForm {
  /** Where the draft is kept: what is being answered. */
  draft: string
  label: string
  placeholder: string
  send: string
  /** Characters at most. */
  max: number
  cancel?: (() => void) | undefined
  post(body: string, key: string, via: Link): Promise<unknown>
  /** Where the focus goes once it is sent; default the field. */
  sent?: (() => void) | undefined
}

/** The forms of a widget; made once for each. */
export function replies(host: CommunityElement, arrived: () => void) {
  const drafts = writing(host, arrived)
  let begun = false
  const photo = photoFirst(host, () => begun)
  const begin = () => {
    begun = true
    host.requestUpdate()
  }
  return (words: AllWords, form: ReplyForm) => {
    const draft = drafts(form.draft, { text: '' })
    const { text } = draft.value
    const send = async (event: Event) => {
      event.preventDefault()
      const field = (event.currentTarget as HTMLFormElement).querySelector('textarea')
      if (!text.trim()) return
      const sent = await draft.send(async (value, key, via) => {
        await form.post(value.text, key, via)
        return true
      })
      if (sent) form.sent ? form.sent() : field?.focus()
    }
    return html`<form class="reply" @submit=${send} @focusin=${begin}>
      ${photo()}
      <label>${form.label}<textarea maxlength=${form.max} rows="3" placeholder=${form.placeholder} ?readonly=${draft.busy} .value=${text} @input=${(event: Event) => draft.change({ text: (event.target as HTMLTextAreaElement).value })}></textarea></label>
      ${room(words, text, form.max)}
      ${kept(words, draft)}
      ${draft.error ? failed(host, words, draft.error, draft.waiting) : nothing}
      <div class="acts"><button class="primary" aria-disabled=${String(draft.busy)} ?disabled=${!text.trim() && !draft.busy}>${form.send}</button>
        ${form.cancel ? html`<button type="button" class="plain" @click=${form.cancel}>${words.cancel}</button>` : nothing}</div>
    </form>`
  }
}
