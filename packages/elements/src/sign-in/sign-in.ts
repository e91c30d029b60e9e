/** The reader signs in: a popup for the provider, and a dialog in the widget for what happens meanwhile. */
import { type ClientError, type SigningIn, signingIn } from '@vlinder/client'
import { html, render } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { sessions } from '../core/session.ts'
import { openDialog } from '../kit/dialog.ts'
import { signInWords } from './words.ts'

const known = new Map<string, SigningIn>()

/** All widgets that ask one server for one community are signed in together. */
export function signInAt(server: string, community: string): SigningIn {
  // As the link has them, however they were written.
  const key = `${new URL(server, location.href).href.replace(/\/+$/, '')} ${community}`
  const made = known.get(key) ?? signingIn({ server, community })
  known.set(key, made)
  return made
}

/** Opens the popup at once, for browsers open one only while a press is handled. Resolves when the dialog is closed. */
export async function openSignIn(host: CommunityElement): Promise<void> {
  const { server, communityId } = host.community
  const words = signInWords[host.language]
  const stop = new AbortController()
  const place = document.createElement('div')
  let close = () => {}
  const show = (content: unknown, action: unknown = '') =>
    render(
      html`${content}<div class="acts">${action}<button type="button" @click=${() => close()}>${words.cancel}</button></div>`,
      place,
    )
  const start = async () => {
    show(html`<p role="status">${words.opening}</p>`)
    await signInAt(server, communityId).signIn({
      signal: stop.signal,
      onStarted: ({ url, blocked }) =>
        show(html`<p role="status">${blocked ? words.blocked : words.waiting}</p>
          <p><a href=${url} target="_blank" rel="noopener">${words.link}</a></p>`),
    })
  }
  const attempt = () =>
    start().then(
      () => {
        close()
        sessions.dispatchEvent(new Event('back'))
      },
      (error: ClientError) => {
        if (error.kind === 'aborted') return
        if (error.kind === 'misconfigured' || error.problemName === 'sign-in-unknown')
          console.error(`Vlinder: <${host.localName}> ${error.message}`)
        const text =
          words.failed[error.problemName as 'sign-in-failed'] ??
          words.failed[error.kind as 'timeout'] ??
          words.failed.problem
        show(
          html`<p role="alert">${text}</p>`,
          html`<button type="button" class="primary" @click=${attempt}>${words.again}</button>`,
        )
      },
    )
  void attempt()
  await openDialog(
    host,
    words.title,
    (shut) => {
      close = shut
      return html`<h2>${words.title}</h2>${place}`
    },
    true,
  )
  stop.abort()
}
