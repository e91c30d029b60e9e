/** A small form for a comment or an answer, and the button that removes one. What was typed survives everything but sending. */
import { type ClientError, newKey } from '@vlinder/client'
import { html, nothing } from 'lit'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { problem } from '../core/states.ts'
import { draft } from './drafts.ts'

interface Draft extends Record<string, unknown> {
  text: string
  /** Stays the same until it is sent, so that trying again makes nothing twice. */
  key: string
  busy?: boolean
  error?: ClientError | undefined
}

interface ReplyForm {
  /** Where the draft is kept: what is being answered. */
  draft: string
  label: string
  placeholder: string
  send: string
  cancel?: (() => void) | undefined
  post(text: string, key: string): Promise<void>
  /** Reads anew what is there: an earlier try arrived after all. */
  again(): void
}

export function replyForm(host: CommunityElement, words: AllWords, form: ReplyForm) {
  const kept = draft<Draft>(`${host.community.communityId} ${form.draft}`)
  const { text, key, busy, error } = kept.value ?? { text: '', key: newKey() }
  const change = (next: Partial<Draft>) => {
    kept.keep({ text, key, busy: busy ?? false, ...kept.value, ...next })
    host.requestUpdate()
  }
  const send = async (event: Event) => {
    event.preventDefault()
    const sender = event.currentTarget as HTMLFormElement
    const body = kept.value?.text ?? ''
    if (!body.trim() || kept.value?.busy) return
    change({ busy: true, error: undefined })
    try {
      await form.post(body, kept.value?.key ?? key)
      kept.clear()
      // Whoever sent something goes on where they were.
      sender.querySelector('textarea')?.focus()
    } catch (failure) {
      const error = failure as ClientError
      // An earlier try arrived, though we never heard, and the words have changed since: they are another reply now.
      const arrived = error.problemName === 'idempotency-key-reused'
      change({ busy: false, error, ...(arrived && { key: newKey() }) })
      if (arrived) form.again()
    }
    host.requestUpdate()
  }
  return html`<form class="reply" @submit=${send}>
    <label>${form.label}<textarea maxlength="10000" rows="3" placeholder=${form.placeholder} .value=${text} @input=${(event: Event) => change({ text: (event.target as HTMLTextAreaElement).value, key: kept.value?.key ?? key })}></textarea></label>
    ${error ? problem(host, error) : nothing}
    <div class="acts"><button class="primary" aria-disabled=${String(busy ?? false)} ?disabled=${!text.trim() && !busy}>${form.send}</button>
      ${form.cancel ? html`<button type="button" class="plain" @click=${form.cancel}>${words.cancel}</button>` : nothing}</div>
  </form>`
}

/** Asks once more before it removes; the second press within the same button counts. */
export function removeButton(host: CommunityElement, words: AllWords, remove: () => Promise<unknown>) {
  const press = async (event: Event) => {
    const button = event.currentTarget as HTMLButtonElement
    if (button.dataset.sure === undefined) {
      button.dataset.sure = ''
      button.textContent = words.reader.sure
      button.addEventListener(
        'blur',
        () => {
          delete button.dataset.sure
          button.textContent = words.reader.remove
        },
        { once: true },
      )
      return
    }
    button.disabled = true
    try {
      await remove()
    } catch {
      button.disabled = false
      button.textContent = words.problems.problem
    }
    host.requestUpdate()
  }
  return html`<button type="button" class="plain push" @click=${press}>${words.reader.remove}</button>`
}
