/**
 * Helps to name a colleague: what is typed after an `@` is searched for, and a list at that place is chosen from by keys, mouse
 * or touch. The focus stays in the text. Whatever goes wrong, the list goes and the text stays.
 */
import { members } from '@vlinder/client'
import type { MemberRef } from '@vlinder/contract'
import { LESSON_MAX } from '@vlinder/contract/limits'
import { mentionOf } from '@vlinder/contract/mention'
import { html, render } from 'lit/html.js'
import { adopt } from '../core/adopt.ts'
import { CommunityElement } from '../core/community-element.ts'
import { face } from '../kit/person.ts'
import { styles } from './naming.styles.ts'
import { type Line, lineAt, stand } from './place.ts'

/** An `@` at the beginning of a word, and what may be the beginning of a name after it. */
const NAMING = /(?:^|[\s(])@((?:\p{L}[\p{L}\p{M}\p{N}'’. -]{0,39})?)$/u
/** Long enough for the next letter, short enough to seem at once. In milliseconds. */
const PAUSE_MS = 150
/** As many as can be looked over. */
const FOUND_MAX = 8

let lists = 0

/** Looks after a field of a widget from now on, where its text is Markdown: titles, lessons and the like are short, and plain. */
export function help(field: HTMLTextAreaElement): void {
  if (field.ariaHasPopup || field.maxLength <= LESSON_MAX) return
  const { host } = field.getRootNode() as ShadowRoot
  if (host instanceof CommunityElement) lookAfter(host, field)
}

function lookAfter(host: CommunityElement, area: HTMLTextAreaElement): void {
  area.ariaHasPopup = 'listbox'
  area.ariaAutoComplete = 'list'
  adopt(host.renderRoot, styles)
  const id = `naming-${++lists}`
  // Before what the widget draws: no redrawing takes it away.
  const wrapper = document.createElement('div')
  wrapper.className = 'vlinder'
  host.renderRoot.prepend(wrapper)

  /** Where the `@` stands, and what was typed after it; nothing while there is none. */
  let at: { from: number; text: string } | undefined
  /** That, where nobody is called so, or help is not wanted: nor is it with what is typed on. */
  let over: typeof at
  let found: MemberRef[] = []
  let active = 0
  let said = ''
  let line: Line
  let timer: ReturnType<typeof setTimeout>
  let request: AbortController | undefined
  let shown = false

  const draw = () => {
    const { words } = host
    wrapper.lang = host.language
    render(
      html`<p class="hidden" role="status">${said}</p>
        <div class="naming" popover="manual">${at && !at.text ? html`<p class="soft">${words?.naming.hint}</p>` : ''}
          <ul role="listbox" id=${id} aria-label=${words?.naming.list ?? ''}>${found.map(
            (one, i) =>
              html`<li class="who" role="option" id="${id}-${i}" aria-selected=${String(i === active)} @mousedown=${(event: Event) => event.preventDefault()} @click=${() => choose(one)}>${face(host, one)}
                <div><bdi>${one.name}</bdi><small><bdi>${[one.position, one.organisation].filter(Boolean).join(', ')}</bdi></small></div></li>`,
          )}</ul></div>`,
      wrapper,
    )
    const list = wrapper.querySelector<HTMLElement>('.naming')!
    const open = Boolean(at && (found.length || !at.text))
    const opens = open && !shown
    if (opens) list.showPopover()
    else if (!open && shown) list.hidePopover()
    shown = open
    if (opens) follow()
    const choosing = open && found.length > 0
    set('aria-controls', choosing && id)
    set('aria-activedescendant', choosing && `${id}-${active}`)
    if (choosing) list.querySelector('[aria-selected=true]')!.scrollIntoView({ block: 'nearest' })
  }
  const set = (name: string, value: string | false) =>
    value ? area.setAttribute(name, value) : area.removeAttribute(name)

  /** Stays at its place while the page or the text moves. */
  const follow = () => {
    if (!shown) return
    if (!area.isConnected) return close()
    stand(wrapper.querySelector('.naming')!, area, line)
    requestAnimationFrame(follow)
  }

  const close = () => {
    clearTimeout(timer)
    request?.abort()
    at = undefined
    found = []
    if (shown) draw()
  }

  const look = () => {
    const { value, selectionStart: caret, selectionEnd } = area
    const text =
      caret === selectionEnd && !area.readOnly ? NAMING.exec(value.slice(0, caret))?.[1] : undefined
    if (text === undefined) {
      over = undefined
      return close()
    }
    const from = caret - text.length - 1
    if (at?.from === from && at.text === text) return
    if (over?.from === from && text.startsWith(over.text)) return close()
    clearTimeout(timer)
    request?.abort()
    at = { from, text }
    line = lineAt(area, from + 1)
    // Those who are no longer meant go at once; who else is meant, the server knows.
    const typed = text.trim().toLowerCase()
    found = typed ? found.filter(({ name }) => name.toLowerCase().includes(typed)) : []
    active = 0
    said = ''
    if (typed) timer = setTimeout(search, PAUSE_MS, text.trim())
    draw()
  }

  const search = async (q: string) => {
    request = new AbortController()
    const { signal } = request
    try {
      const { items, mine } = await members(host.community).members({ q, limit: FOUND_MAX + 1 }, { signal })
      found = items.filter((one) => !mine[one.id]?.self).slice(0, FOUND_MAX)
      if (!found.length) over = at
      active = 0
      said = host.words?.naming.found(found.length) ?? ''
      draw()
    } catch {
      if (!signal.aborted) close()
    }
  }

  const choose = (one: MemberRef) => {
    const { from, text } = at!
    const to = from + 1 + text.length
    const words = mentionOf(one) + (/^\s/.test(area.value.slice(to)) ? '' : ' ')
    close()
    if (area.textLength - (to - from) + words.length > area.maxLength) return
    area.setSelectionRange(from, to)
    // As if it were typed, so that the browser can undo it.
    if (document.execCommand('insertText', false, words)) return
    area.setRangeText(words, from, to, 'end')
    area.dispatchEvent(new Event('input', { bubbles: true }))
  }

  const keys = (event: KeyboardEvent) => {
    const { key, isComposing, shiftKey, ctrlKey, altKey, metaKey } = event
    if (!shown || isComposing || shiftKey || ctrlKey || altKey || metaKey) return
    const by = { ArrowDown: 1, ArrowUp: -1 }[key]
    if (key === 'Escape') {
      over = { from: at!.from, text: '' }
      close()
    } else if (!found.length) return
    else if (by) {
      active = (active + by + found.length) % found.length
      draw()
    } else if (key === 'Enter' || key === 'Tab') choose(found[active]!)
    else return
    // Neither the text, nor the form, nor the dialog around it is meant.
    event.preventDefault()
    event.stopPropagation()
  }

  area.addEventListener('keydown', keys, { capture: true })
  for (const type of ['input', 'keyup', 'click']) area.addEventListener(type, look)
  area.addEventListener('blur', close)
  draw()
  look()
}
