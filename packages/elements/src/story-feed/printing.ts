/** Takes a story elsewhere on paper. */
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'

/** The button of one reader; made once for each. */
export function printing(host: CommunityElement) {
  const print = (title: string) =>
    host.lazily(async () => (await import('./print.ts')).printed(host.renderRoot, title))
  /** Keys that print the page print what is read of it. */
  let read = ''
  host.renderRoot.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey } = event as KeyboardEvent
    if (key !== 'p' || !(ctrlKey || metaKey)) return
    event.preventDefault()
    void print(read)
  })
  return ({ reader }: AllWords, title: string) => {
    read = title
    return html`<button type="button" class="plain" @click=${() => print(title)}>${reader.print}</button>`
  }
}
