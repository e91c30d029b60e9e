/** A field in which a colleague is found by typing, and chosen from a list: by keyboard (ARIA's combobox) or by touch. */
import { members } from '@vlinder/client'
import type { MemberRef } from '@vlinder/contract'
import { SEARCH_MAX } from '@vlinder/contract/limits'
import { html } from 'lit/html.js'
import { adopt } from '../core/adopt.ts'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { face } from '../kit/person.ts'
import { failure } from '../kit/thread.ts'
import { styles } from './finding.styles.ts'

/** From so many letters on names are looked up, once somebody pauses for so long. */
const NAME_MIN = 2
const PAUSE_MS = 200
const FOUND_MAX = 8

/** What the field says. */
export interface FindWords {
  find: string
  found(n: number): string
  /** Nobody more can be chosen. */
  full: string
}

/** Made once for a widget, or once for each `id` that tells the fields in it apart. */
export function finding(host: CommunityElement, choose: (one: MemberRef) => void, id = 'find') {
  adopt(host.renderRoot, styles)
  let typed = ''
  /** Nothing was looked up, or the list was closed. */
  let found: MemberRef[] | undefined
  let at = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking = new AbortController()
  const trouble = failure(host)

  const close = () => {
    clearTimeout(timer)
    asking.abort()
    found = undefined
    host.requestUpdate()
  }
  const look = async () => {
    asking = new AbortController()
    const { signal } = asking
    trouble.set()
    try {
      const page = await members(host.community).members({ q: typed.trim(), limit: FOUND_MAX }, { signal })
      found = page.items.filter(({ id }) => !page.mine[id]?.self)
      at = 0
    } catch (error) {
      if (!signal.aborted) trouble.set(error)
    }
    host.requestUpdate()
  }
  const input = (event: Event) => {
    typed = (event.target as HTMLInputElement).value
    close()
    if (typed.trim().length >= NAME_MIN) timer = setTimeout(look, PAUSE_MS)
  }
  const take = (one: MemberRef) => {
    typed = ''
    close()
    choose(one)
    // Where no more fit, the field is gone.
    const next = () =>
      host.renderRoot.querySelector<HTMLElement>(`#${id}`) ?? host.renderRoot.querySelector('button')
    void host.updateComplete.then(() => next()?.focus())
  }

  return (words: AllWords, own: FindWords, taken: readonly MemberRef[], full: boolean) => {
    if (full) return html`<p class="soft small">${own.full}</p>`
    const free = found?.filter(({ id }) => taken.every((one) => one.id !== id))
    const chosen = free?.[at]
    const keys = (event: KeyboardEvent) => {
      const { key } = event
      const step = { ArrowDown: 1, ArrowUp: -1 }[key]
      if (!free || !(step || ['Enter', 'Escape'].includes(key))) return
      event.preventDefault()
      if (key === 'Enter') return chosen && take(chosen)
      // Kept from what it stands in: the list closes, and not the story.
      if (key === 'Escape') return close()
      at = (at + step! + free.length) % (free.length || 1)
      host.requestUpdate()
    }
    return html`<label for=${id}>${own.find}</label>
      <input id=${id} role="combobox" autocomplete="off" aria-autocomplete="list" aria-controls="${id}-found" aria-expanded=${String(Boolean(free?.length))} aria-activedescendant=${chosen ? `${id}-found-${at}` : ''} maxlength=${SEARCH_MAX} .value=${typed} @input=${input} @keydown=${keys}>
      <ul id="${id}-found" class="found" role="listbox" aria-label=${own.find} ?hidden=${!free?.length}>${free?.map(
        (
          one,
          i,
        ) => html`<li id="${id}-found-${i}" role="option" aria-selected=${String(i === at)} class="who" @pointerdown=${(event: Event) => event.preventDefault()} @click=${() => take(one)}>${face(host, one)}
        <div><b><bdi>${one.name}</bdi></b><small><bdi>${[one.position, one.organisation].filter(Boolean).join(', ')}</bdi></small></div></li>`,
      )}</ul>
      <p role="status" class=${free?.length ? 'hidden' : 'soft small'}>${free ? own.found(free.length) : ''}</p>${trouble.draw(words)}`
  }
}
