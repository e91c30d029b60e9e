/** Writing and sending, the same for every form: what was typed survives everything but being sent, and arrives once. */
import { type ClientError, type Kept, newKey } from '@vlinder/client'
import type { CommunityElement } from '../core/community-element.ts'
import { failedAt, sessions } from '../core/session.ts'
import { calm, type Draft, draftOf, drafts } from './drafts.ts'

/** A longer `Retry-After` is said, but what is sent does not wait for it. In seconds. */
const WAIT_MAX_S = 120

export interface Writing<T extends object> {
  readonly value: Readonly<T>
  readonly busy: boolean
  readonly error: ClientError | undefined
  /** It will be sent again by itself. */
  readonly waiting: boolean
  /** Where it is kept, once something is written. */
  readonly kept: Kept | undefined
  /** Another page made something else of it. */
  readonly disputed: boolean
  choose(whose: 'theirs' | 'mine'): void
  change(part: Partial<T>): void
  /**
   * Sends it unless that is under way; what `post` gives, or undefined when it came to nothing. A server that asks for
   * time gets it, unless somebody presses again (now) or goes on writing (then it is theirs to send).
   */
  send<Answer>(post: (value: T, key: string) => Promise<Answer>): Promise<Answer | undefined>
}

const hasText = (value: object) => Object.values(value).some((one) => typeof one === 'string' && one.trim())

/**
 * The drafts of a widget; made once for each. `arrived` is called when an earlier try turns out to have arrived, though
 * nobody heard, and the words have changed since: what is there must be read anew, and the draft is another one from then on.
 */
export function writing(host: CommunityElement, arrived: () => void = () => {}) {
  const redraw = () => host.requestUpdate()
  host.addController({
    hostConnected() {
      drafts.addEventListener('change', redraw)
      addEventListener('online', calm)
      sessions.addEventListener('back', calm)
    },
    hostDisconnected() {
      drafts.removeEventListener('change', redraw)
      removeEventListener('online', calm)
      sessions.removeEventListener('back', calm)
    },
  })
  /** `precious` says what would be a loss: any text, unless told otherwise. */
  return <T extends object>(
    name: string,
    blank: T,
    precious: (value: T) => unknown = hasText,
  ): Writing<T> => {
    const draft = draftOf(host.community, name, blank)
    return {
      value: draft.value,
      busy: draft.busy,
      error: draft.error,
      waiting: draft.wake !== undefined,
      kept: draft.precious ? draft.kept() : undefined,
      disputed: draft.disputed(),
      choose: draft.choose,
      change(part) {
        Object.assign(draft.value, part)
        draft.wake?.(false)
        draft.precious = Boolean(precious(draft.value))
        draft.keep()
      },
      async send(post) {
        if (draft.wake) return void draft.wake(true)
        if (draft.busy) return
        do {
          draft.busy = true
          draft.error = undefined
          drafts.dispatchEvent(new Event('change'))
          try {
            const answer = await post(draft.value, draft.key)
            draft.drop()
            return answer
          } catch (error) {
            draft.error = error as ClientError
            failedAt(host, draft.error)
            if (draft.error.problemName === 'idempotency-key-reused') {
              draft.key = newKey()
              arrived()
            }
          } finally {
            draft.busy = false
            drafts.dispatchEvent(new Event('change'))
          }
        } while (await waited(draft))
      },
    }
  }
}

/** Resolves once it is time to send again; `false` when it is not to be sent by itself. */
async function waited(draft: Draft): Promise<boolean> {
  const seconds = draft.error?.retryAfter
  if (!seconds || seconds > WAIT_MAX_S) return false
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(resolve, seconds * 1000, true)
  draft.wake = resolve
  drafts.dispatchEvent(new Event('change'))
  const send = await promise
  clearTimeout(timer)
  draft.wake = undefined
  // Who goes on writing sends it themselves: what was said about that is true no more.
  if (!send) draft.error = undefined
  return send
}
