/** A native modal dialog inside a widget: Escape, a click beside it and its button close it; focus goes back. */
import { html, render } from 'lit/html.js'
import { adopt } from '../core/adopt.ts'
import type { CommunityElement } from '../core/community-element.ts'
import { dialogStyles } from './dialog.styles.ts'
import { icon } from './icons.ts'

/** The dialog that a widget has open. */
const open = new WeakMap<CommunityElement, { dialog: HTMLDialogElement; closed: Promise<void> }>()

/** Opens `content` in `host`; `close` comes with it. Resolves when it is closed. */
export function openDialog(
  host: CommunityElement,
  label: string,
  content: (close: () => void) => unknown,
  narrow = false,
): Promise<void> {
  // While a dialog is open its widget cannot be pressed: this was pressed while that was still loading.
  const before = open.get(host)
  if (before?.dialog.ariaLabel === label) return before.closed
  before?.dialog.close()
  const root = host.renderRoot
  adopt(root, dialogStyles)
  const opener = root.activeElement as HTMLElement | null
  // A wrapper of its own, before what Lit draws, so that no redrawing takes the dialog away.
  const wrapper = document.createElement('div')
  wrapper.className = 'vlinder'
  wrapper.lang = host.language
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
  root.prepend(wrapper)
  dialog.tabIndex = -1
  dialog.showModal()
  // Reading starts at the top, not at the button that ends it.
  dialog.focus()
  // Pages that trap keys must not keep the reader in.
  dialog.addEventListener('keydown', (event) => event.stopPropagation())
  for (const type of ['wheel', 'touchmove'] as const) dialog.addEventListener(type, hold, { passive: false })
  const closed = new Promise<void>((resolve) => {
    dialog.addEventListener('close', () => {
      wrapper.remove()
      if (open.get(host)?.dialog === dialog) open.delete(host)
      opener?.focus()
      // What was done in it may be told of now.
      host.requestUpdate()
      resolve()
    })
  })
  open.set(host, { dialog, closed })
  return closed
}

/** Scrolls only what stands in the dialog, never the page behind it. */
function hold(event: WheelEvent | TouchEvent): void {
  const zooms = 'touches' in event ? event.touches.length > 1 : event.ctrlKey
  const path = event.composedPath()
  const inside = path.slice(0, path.indexOf(event.currentTarget!) + 1)
  const beside = inside.length === 1
  const scrolls = inside.some((one) => one instanceof Element && one.scrollHeight > one.clientHeight + 1)
  if (!zooms && (beside || !scrolls)) event.preventDefault()
}

/** Where reading or writing starts in what opened: moves the focus to `selector` once it is there, unless the reader has moved it. */
export function startAt(host: CommunityElement, selector: string): void {
  let started = false
  host.addController({
    hostUpdated() {
      const start = !started && host.renderRoot.querySelector<HTMLElement>(selector)
      if (!start) return
      started = true
      const { activeElement } = host.getRootNode() as ShadowRoot
      if (activeElement?.localName === 'dialog') start.focus({ preventScroll: true })
    },
  })
}
