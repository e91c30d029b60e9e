/** Reporting something to the facilitators: why, and what they should know. What is reported twice was reported. */
import { type ClientError, newKey, written } from '@vlinder/client'
import type { ReportReason } from '@vlinder/contract'
import { REPORT_MAX } from '@vlinder/contract/limits'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { stay } from '../kit/stay.ts'
import { failure } from '../kit/thread.ts'
import type { Thing } from './acts.ts'

export function reporting(host: CommunityElement) {
  let open: string | undefined
  let key = newKey()
  let busy = false
  const made = new Set<string>()
  const trouble = failure(host)
  const set = (id: string | undefined) => {
    const was = open
    open = id
    key = newKey()
    trouble.set()
    // What was pressed is gone: the focus goes to what stands in its place.
    const at = id ? '.report select' : `[data-report="${CSS.escape(was ?? '')}"]`
    void host.updateComplete.then(() => host.renderRoot.querySelector<HTMLElement>(at)?.focus())
  }

  return (words: AllWords, { type, item: { id } }: Thing) => {
    const { report } = words
    if (made.has(id))
      return html`<span class="soft" role="status" tabindex="-1" data-report=${id}>${report.made}</span>`
    if (open !== id)
      return html`<button type="button" class="plain" data-report=${id} @click=${() => set(id)}>${report.open}</button>`
    const send = async (event: Event) => {
      event.preventDefault()
      if (busy) return
      const { reason, text } = Object.fromEntries(new FormData(event.currentTarget as HTMLFormElement))
      busy = true
      try {
        await written(host.community).report(
          { on: { type, id }, reason: reason as ReportReason, text: String(text) },
          key,
        )
        made.add(id)
        set(undefined)
      } catch (error) {
        if ((error as ClientError).problemName === 'conflict') made.add(id)
        trouble.set(error)
      }
      busy = false
    }
    return html`<form class="reply report" @submit=${send} @keydown=${stay}>
      <label>${report.why} <select name="reason" required><option></option>${Object.entries(report.reasons).map(([one, said]) => html`<option value=${one}>${said}${one === 'patient-data' ? ` → ${words.hidden}` : ''}</option>`)}</select></label>
      <label>${report.text}<textarea name="text" rows="2" maxlength=${REPORT_MAX}></textarea></label>
      ${trouble.draw(words)}
      <div class="acts"><button class="primary">${report.send}</button><button type="button" class="plain" @click=${() => set(undefined)}>${words.cancel}</button></div>
    </form>`
  }
}
