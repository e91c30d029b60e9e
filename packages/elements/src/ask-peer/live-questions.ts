/**
 * Keeps lists of questions up to date without moving what is read: a question changes where it stands, and new ones wait
 * behind a button above them.
 */
import { type Change, type ClientError, questions } from '@vlinder/client'
import type { QuestionSummary } from '@vlinder/contract'
import { html } from 'lit/html.js'
import { adopt } from '../core/adopt.ts'
import type { CommunityElement } from '../core/community-element.ts'
import { hearing } from '../live/line.ts'
import { liveStyles } from '../live/live.styles.ts'
import type { List } from './reader-lists.ts'
import type { AskingWords } from './words.ts'

/** Questions that no first page holds any more, looked at at once. */
const ELSEWHERE_MAX = 20

interface Followed {
  lists: List[]
  newer: Map<string, QuestionSummary | undefined>
}

/** Gives what to draw above the lists. */
export function liveQuestions(
  host: CommunityElement,
  { lists, newer }: Followed,
): (words: AskingWords) => unknown {
  /** Questions that wait to be shown. */
  const waiting = new Set<string>()
  let changed = new Set<string>()
  let looking = false
  adopt(host.renderRoot, liveStyles)
  const lost = hearing(host, heard)

  const shown = () => new Set(lists.flatMap(({ load }) => load.value?.items.map(({ id }) => id) ?? []))

  function reload(): void {
    waiting.clear()
    for (const { load } of lists) load.reload()
  }

  function heard({ type, action, id, parent = id, remote }: Change): void {
    if (!['question', 'answer', 'community'].includes(type)) return
    if (!remote) {
      reload()
      return
    }
    if (type === 'question' && action === 'deleted') {
      waiting.delete(id)
      newer.set(id, undefined)
    }
    if (type === 'community') changed = shown()
    else changed.add(parent)
    void look()
  }

  /** One at a time: what is heard meanwhile is looked at after it. */
  async function look(): Promise<void> {
    if (!looking) {
      looking = true
      try {
        while (changed.size) await lookOnce()
      } catch {
        // What is shown stays as it was, and the next change looks again.
      }
      looking = false
    }
    host.requestUpdate()
  }

  async function lookOnce(): Promise<void> {
    const before = changed
    changed = new Set()
    const pages = await Promise.all(lists.map(({ again }) => again()))
    const there = shown()
    for (const item of pages.flatMap(({ items }) => items)) {
      if (there.has(item.id)) newer.set(item.id, item)
      else if (before.has(item.id)) waiting.add(item.id)
      before.delete(item.id)
    }
    const left = [...before].filter((id) => there.has(id) && !(newer.has(id) && !newer.get(id)))
    await Promise.all(left.slice(0, ELSEWHERE_MAX).map(lookAt))
  }

  async function lookAt(id: string): Promise<void> {
    try {
      newer.set(id, (await questions(host.community).question(id)).item)
    } catch (error) {
      // Nobody may read it any more.
      if ((error as ClientError).status !== 404) throw error
      newer.set(id, undefined)
    }
  }

  /** To the head of what came: the button that was pressed is gone by then. */
  function show(): void {
    reload()
    host.renderRoot.querySelector<HTMLElement>('#open')?.focus()
  }

  return ({ ask, live }) =>
    html`<div class="live" role="status">${
      waiting.size
        ? html`<button type="button" @click=${show}>${ask.fresh(waiting.size)}</button>`
        : lost()
          ? html`<p class="soft small">${live.lost}</p>`
          : ''
    }</div>`
}
