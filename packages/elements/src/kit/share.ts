/** Takes something elsewhere by its link: a phone asks to whom, other devices copy it, and a page that may not shows it. */
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { type Linked, linkTo } from './hash.ts'

/** The button of one reader; made once for each. */
export function sharing(host: CommunityElement, what: Linked) {
  let copied = false
  /** Shown where it can be copied by hand only. */
  let link = ''

  async function share(url: string, title: string): Promise<void> {
    copied = false
    link = ''
    try {
      if (navigator.share && matchMedia('(pointer: coarse)').matches)
        return await navigator.share({ title, url })
      // A page over plain HTTP has none.
      await navigator.clipboard.writeText(url)
      copied = true
    } catch (error) {
      // Whoever thought better of it needs nothing.
      if ((error as Error).name !== 'AbortError') link = url
    } finally {
      host.requestUpdate()
      await host.updateComplete
      host.renderRoot.querySelector<HTMLInputElement>('.link')?.select()
    }
  }

  return ({ reader }: AllWords, { id, title }: { id: string; title: string }) =>
    html`<button type="button" class="plain" @click=${() => share(linkTo(what, id), title)}>${reader.share}</button>
      <span class="soft small" role="status">${copied ? reader.copied : ''}</span>
      ${link ? html`<input class="link" readonly aria-label=${reader.link} .value=${link}>` : ''}`
}
