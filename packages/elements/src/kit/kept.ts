/** What has become of what somebody is writing, said below the form. */
import { html } from 'lit/html.js'
import type { AllWords } from '../core/language.ts'
import type { Writing } from './sending.ts'

export const kept = (words: AllWords, { kept: where, said }: Pick<Writing<object>, 'kept' | 'said'>) =>
  said(words) ?? (where ? html`<p class="soft small kept">${words.kept[where]}</p>` : '')
