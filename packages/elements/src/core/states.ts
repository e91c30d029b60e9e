/** What a widget shows when it has nothing to show: waiting, empty, and everything that can be wrong. */
import type { ClientError } from '@vlinder/client'
import { html } from 'lit/html.js'
import type { CommunityElement } from './community-element.ts'
import { settingsOf } from './settings.ts'

/** Grey lines where text will come; announced by nobody, seen by those who look. */
export const skeleton = () => html`<div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div>`

export const empty = (text: string, action?: unknown) => html`<p class="empty">${text}</p>${action ?? ''}`

/** What is wrong, in words for whoever can do something about it, with a button where trying again may help. */
export function problem(host: CommunityElement, error: ClientError, retry?: () => void) {
  const { kind, problemName, message, status, retryAfter } = error
  const words = host.words!
  // Nearly always here already; where they cannot be had there is one sentence for all.
  void host.needWords(true)
  const signIn = kind === 'signed-out' && settingsOf(host).signIn
  const refusals: Record<string, string> = words.refusals ?? {}
  const text =
    (retryAfter && retry && words.soon?.(retryAfter)) ||
    (signIn && words.signInFirst) ||
    (problemName && refusals[problemName]) ||
    // Where nothing is tried again, nothing promises that it is.
    (!retry && words.failed?.[kind as 'offline']) ||
    words.problems?.[kind as 'offline'] ||
    words.wrong
  const forDevelopers =
    kind === 'misconfigured' ||
    status === 200 ||
    problemName === 'community-unknown' ||
    problemName === 'token-invalid'
  return html`<div class="problem panel" role="alert" part="problem">
    <p>${text}</p>
    ${forDevelopers ? html`<p class="soft"><code>&lt;${host.localName}&gt;</code> ${message}</p>` : ''}
    ${
      signIn
        ? html`<button type="button" class="primary" @click=${() => host.lazily(async () => (await import('../sign-in/sign-in.ts')).openSignIn(host))}>${words.signIn}</button>`
        : retry && kind !== 'misconfigured'
          ? html`<button type="button" @click=${retry}>${words.retry}</button>`
          : ''
    }
  </div>`
}
