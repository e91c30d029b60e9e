/** A native modal dialog inside a widget: Escape, a click beside it and its button close it; focus goes back. */
import { html, render } from 'lit'
import type { CommunityElement } from '../core/community-element.ts'
import { dialogStyles } from './dialog.styles.ts'
import { icon } from './icons.ts'

/** Opens `content` in `host`; `close` comes with it. Resolves when it is closed. */
export function openDialog(
  host: CommunityElement,
  label: string,
  content: (close: () => void) => unknown,
  narrow = false,
): Promise<void> {
  const root = host.renderRoot as ShadowRoot
  // A second press while the first was still loading.
  if (root.querySelector('dialog')?.getAttribute('aria-label') === label) return Promise.resolve()
  const sheet = dialogStyles.styleSheet
  if (sheet && !root.adoptedStyleSheets.includes(sheet))
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  const wrapper = root.querySelector('.vlinder') ?? root
  const opener = root.activeElement as HTMLElement | null
  const dialog = document.createElement('dialog')
  dialog.setAttribute('aria-label', label)
  dialog.setAttribute('closedby', 'any')
  dialog.className = narrow ? 'narrow' : ''
  const close = () => dialog.close()
  render(
    html`<button type="button" class="close" aria-label=${host.words?.close ?? ''} @click=${close}>${icon('close')}</button>${content(close)}`,
    dialog,
  )
  wrapper.append(dialog)
  dialog.tabIndex = -1
  dialog.showModal()
  // Reading starts at the top, not at the button that ends it.
  dialog.focus()
  // Pages that trap keys must not keep the reader in.
  dialog.addEventListener('keydown', (event) => event.stopPropagation())
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove()
      opener?.focus()
      resolve()
    })
  })
}
