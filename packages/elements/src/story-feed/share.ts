/** Takes a story elsewhere. Its link: a phone asks to whom, other devices copy it, and a page that may not shows it. And on paper. */
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { storyLink } from './hash.ts'

type Sharing = (words: AllWords, story: { id: string; title: string }) => unknown

/** The button of one reader; made once for each. */
export function sharing(host: CommunityElement): Sharing {
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

  return ({ reader }, { id, title }) => {
    read = title
    return html`<button type="button" class="plain" @click=${() => share(storyLink(id), title)}>${reader.share}</button>
      <span class="soft small" role="status">${copied ? reader.copied : ''}</span>
      ${link ? html`<input class="link" readonly aria-label=${reader.link} .value=${link}>` : ''}
      <button type="button" class="plain" @click=${() => print(title)}>${reader.print}</button>`
  }
}
