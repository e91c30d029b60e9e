/** Removing what somebody wrote: it asks once more first, and says so when it came to nothing. */
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { failure } from './thread.ts'

/** The buttons that remove what somebody wrote: they ask once more first, and say so when it came to nothing. */
export function removing(host: CommunityElement) {
  /** The one that was pressed last, how often, and whether it is being removed. */
  let pressed: string | undefined
  let sure = false
  let busy = false
  const trouble = failure(host)
  const doubt = () => {
    sure = false
    host.requestUpdate()
  }

  return (words: AllWords, id: string, remove: () => Promise<unknown>, label = words.reader.remove) => {
    const mine = pressed === id
    const press = async () => {
      if (busy) return
      trouble.set()
      const again = mine && sure
      pressed = id
      sure = true
      if (!again) return
      busy = true
      try {
        await remove()
      } catch (error) {
        trouble.set(error)
      }
      busy = false
      doubt()
    }
    return html`<button type="button" class="plain push" aria-disabled=${String(mine && busy)} @click=${press} @blur=${doubt}>${mine && sure ? words.reader.sure : label}</button>${mine ? trouble.draw(words) : ''}`
  }
}
