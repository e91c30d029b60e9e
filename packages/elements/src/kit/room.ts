/** How much may still be written. */
import { html } from 'lit/html.js'
import type { AllWords } from '../core/language.ts'

/** How many characters are left, once they run out: fewer than a tenth. */
export function room(words: AllWords, { length }: string, max: number) {
  const left = max - length
  return left < max / 10 ? html`<p class="soft small">${words.room(left)}</p>` : ''
}
