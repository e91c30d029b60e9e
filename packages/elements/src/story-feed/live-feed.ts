/**
 * Keeps a feed up to date without moving what is read: counts and edits change where they stand, new stories of others wait
 * behind a button at its head. Its first page, asked for as the feed asks it, tells nearly all of that.
 */
import { type Change, type ClientError, stories } from '@vlinder/client'
import type { StoryMine, StoryPage, StorySummary } from '@vlinder/contract'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { sheetOf } from '../core/css.ts'
import type { AllWords, Words } from '../core/language.ts'
import { hearing } from '../live/line.ts'
import { liveStyles } from '../live/live.styles.ts'
import type { reacting } from './reactions.ts'

/** Stories below the first page that are looked at at once. */
const BELOW_MAX = 20

/** What a feed lets this part see and do. */
export interface Followed {
  /** All that are shown. */
  pages(): StoryPage[]
  first(): Promise<StoryPage>
  /** Stories as they are by now, where that is otherwise than their page says; nothing where one is gone. */
  newer: Map<string, StorySummary | undefined>
  reacting: ReturnType<typeof reacting>
  reload(): void
  open(id: string): void
}

/** Follows what is written from now on. Gives what to draw at the head of the feed. */
export function liveFeed(
  host: CommunityElement,
  { pages, first, newer, reacting, reload, open }: Followed,
): (words: Words) => unknown {
  /** Stories that others told since, and those of them that belong in this feed. */
  const created = new Set<string>()
  const waiting = new Set<string>()
  /** Stories that changed and are to be looked at. */
  let changed = new Set<string>()
  /** The story that was told here last. */
  let told: string | undefined
  let looking = false
  let pressed = false
  const lost = hearing(host, heard)
  const root = host.renderRoot
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheetOf(liveStyles)]
  host.needWords(true)
  host.addController({ hostUpdated: goThere })

  const items = () => pages().flatMap((page) => page.items)
  const shown = () => items().map(({ id }) => id)

  function heard(change: Change): void {
    if (change.remote) {
      elsewhere(change)
      return
    }
    const { type, action, id, parent, reactions } = change
    if (reactions) reacting.heard(id, reactions)
    if (type === 'comment' && action === 'created') {
      const on = newer.get(parent!) ?? items().find((one) => one.id === parent)
      if (on) newer.set(on.id, { ...on, comments: on.comments + 1 })
    }
    if (type === 'story') {
      if (action === 'created') told = id
      reload()
    }
    host.requestUpdate()
  }

  function elsewhere({ type, id, action, parent = id }: Change): void {
    const there = shown()
    if (type === 'story' && action === 'deleted') {
      waiting.delete(id)
      if (there.includes(id)) newer.set(id, undefined)
    } else if (type === 'community') changed = new Set(there)
    else if (type === 'story' && action === 'created') created.add(id)
    else if (there.includes(parent)) changed.add(parent)
    void look()
  }

  /** One at a time: what is heard meanwhile is looked at after it. */
  async function look(): Promise<void> {
    if (!looking) {
      looking = true
      try {
        while (changed.size || created.size) await lookOnce()
      } catch {
        // What is shown stays as it was, and the next change looks again.
      }
      looking = false
    }
    host.requestUpdate()
  }

  async function lookOnce(): Promise<void> {
    const [before, came] = [changed, new Set(created)]
    changed = new Set()
    created.clear()
    const page = await first()
    const there = shown()
    for (const item of page.items) {
      if (there.includes(item.id)) fresh(item, page.mine[item.id])
      else if (came.has(item.id)) waiting.add(item.id)
      before.delete(item.id)
    }
    // What stands further down has to be asked for by itself.
    const below = [...before].filter((id) => there.includes(id)).slice(0, BELOW_MAX)
    await Promise.all(below.map(lookAt))
  }

  async function lookAt(id: string): Promise<void> {
    try {
      const { item, mine } = await stories(host.community).story(id)
      fresh(item, mine)
    } catch (error) {
      // Nobody may read it any more.
      if ((error as ClientError).status !== 404) throw error
      newer.set(id, undefined)
    }
  }

  function fresh(item: StorySummary, mine: StoryMine | undefined): void {
    newer.set(item.id, item)
    if (mine) reacting.heard(item.id, { reactions: item.reactions, mine: mine.reactions })
  }

  function press(): void {
    pressed = true
    reload()
  }

  /** To the first of the new stories, once they are there: the button that was pressed is gone by then. */
  function goThere(): void {
    if (!waiting.size) return
    const there = shown()
    for (const id of waiting) if (there.includes(id)) waiting.delete(id)
    if (waiting.size) return
    host.requestUpdate()
    if (!pressed) return
    pressed = false
    root.querySelector<HTMLElement>('.story h3 button')?.focus()
  }

  return (words) => {
    const { live } = words as AllWords
    const n = waiting.size
    return html`<p role="status">${told ? html`<button type="button" class="panel success told" @click=${() => open(told!)}>${words.told}</button>` : ''}</p>
      <div class="live" role="status">${
        live && n
          ? html`<button type="button" aria-disabled=${String(pressed)} @click=${press}>${live.stories(n)}</button>`
          : live && lost()
            ? html`<p class="soft small">${live.lost}</p>`
            : ''
      }</div>`
  }
}
