/** What has become of what somebody is writing, said below the form. */
import { html } from 'lit/html.js'
import type { AllWords } from '../core/language.ts'
import type { Writing } from './sending.ts'

export function kept(
  words: AllWords,
  { kept: where, disputed, choose }: Pick<Writing<object>, 'kept' | 'disputed' | 'choose'>,
) {
  if (disputed)
    return html`<div class="problem panel" role="alert" part="problem"><p>${words.kept.disputed}</p>
      <button type="button" @click=${() => choose('theirs')}>${words.kept.theirs}</button>
      <button type="button" @click=${() => choose('mine')}>${words.kept.mine}</button></div>`
  return where ? html`<p class="soft small kept">${words.kept[where]}</p>` : ''
}
