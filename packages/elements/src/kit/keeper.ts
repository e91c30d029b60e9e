/** Keeps what is written and sent over a link outside this page. A part of its own: it comes once there is something to write in. */
import {
  type ClientError,
  type DraftKeeper,
  draftKeeper,
  type Link,
  newKey,
  type Outbox,
  outbox,
  type Waiting,
} from '@vlinder/client'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { failedAt, sessions } from '../core/session.ts'
import { type Draft, drafts as here, writing } from './drafts.ts'
import { naming } from './naming.ts'
import { unsent } from './unsent.ts'

export interface Keeper {
  drafts: DraftKeeper
  box: Outbox
  /** How the sending of what was written under a name stands; undefined where it was not sent. */
  state(host: CommunityElement, name: string): State | undefined
  /** What its writer has to choose, or can take back. */
  say(words: AllWords, draft: Draft, waits: State['waits']): unknown
  /** What waits since an earlier page. */
  unsent(host: CommunityElement): unknown
  stop(): void
}

/** Only what its writer can do something about is an error. */
interface State {
  busy: boolean
  error: ClientError | undefined
  /** What it waits for. */
  waits: 'connection' | 'session' | undefined
}

export type Sent = Pick<Waiting, 'name' | 'draft'>

/** `told` is called when something became of what is kept. */
export function keeper(link: Link, told: () => void): Keeper {
  const ended = new AbortController()
  const { signal } = ended
  const kept = storage()
  const drafts = draftKeeper(link, told, kept)
  const box = outbox(
    link,
    (_, sent) => {
      if (sent) arrived(sent)
      told()
    },
    ({ name, draft }) => drafts.sent(name, draft),
    kept,
    navigator.locks,
  )

  const again = () => box.again()
  const back = () => box.again('back')
  addEventListener(
    'storage',
    ({ key, newValue }) => {
      drafts.heard(key, newValue)
      box.heard(key, newValue)
    },
    { signal },
  )
  addEventListener('online', drafts.again, { signal })
  // A network, a session, somebody who looks, and anything that was answered: each may be the moment.
  addEventListener('online', back, { signal })
  addEventListener('vlinder-loaded', again, { signal })
  sessions.addEventListener('back', back, { signal })
  document.addEventListener('visibilitychange', () => document.hidden || again(), { signal })
  // The same listener for every link; before the page can keep it away.
  addEventListener('input', naming, true)
  const lines = new WeakMap<CommunityElement, () => unknown>()
  return {
    drafts,
    box,
    state(host, name) {
      const { busy, error, refused } = box.waiting(name) ?? {}
      if (busy === undefined) return undefined
      const signedOut = error?.kind === 'signed-out'
      if (signedOut) queueMicrotask(() => failedAt(host, error))
      return {
        busy,
        error: refused || signedOut || error?.retryAfter ? error : undefined,
        waits: refused || busy ? undefined : signedOut ? 'session' : 'connection',
      }
    },
    say: (words, draft, waits) => say(words, draft, waits, () => box.takeBack(draft.name)),
    unsent(host) {
      const line = lines.get(host) ?? unsent(host)
      lines.set(host, line)
      return line()
    },
    stop() {
      ended.abort()
      drafts.stop()
      box.stop()
    },
  }
}

function say({ kept }: AllWords, draft: Draft, waits: State['waits'], back: () => void): unknown {
  const button = (press: () => void, label: string) =>
    html`<button type="button" @click=${press}>${label}</button>`
  if (draft.disputed())
    return html`<div class="problem panel" role="alert" part="problem"><p>${kept.disputed}</p>
      ${button(() => draft.choose('theirs'), kept.theirs)}${button(() => draft.choose('mine'), kept.mine)}</div>`
  if (!waits) return undefined
  return html`<div class="panel" role="status"><p>${kept[waits]} ${draft.kept() === 'nowhere' ? kept.nowhere : ''}</p>
      ${button(back, kept.back)}</div>`
}

/** A form that still holds what arrived is done with; in one that says something else by now it is something new. */
function arrived({ draft: { key, fields } }: Sent): void {
  for (const draft of [...writing.values()]) {
    if (draft.key !== key) continue
    if (JSON.stringify(draft.value) === JSON.stringify(fields)) draft.drop()
    else {
      draft.key = newKey()
      draft.keep()
    }
  }
  here.dispatchEvent(new Event('sent'))
}

/** In a sandboxed frame the very question is an error. */
function storage(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}
