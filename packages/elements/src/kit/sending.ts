/** Writing and sending, the same for every form: what was typed survives everything but being sent, and arrives once. */
import { type ClientError, type Kept, type Link, newKey } from '@vlinder/client'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { failedAt } from '../core/session.ts'
import { draftOf, drafts, keeperNow, keeperOf } from './drafts.ts'

export interface Writing<T extends object> {
  readonly value: Readonly<T>
  readonly busy: boolean
  readonly error: ClientError | undefined
  /** It was sent, and goes again by itself until it is answered. */
  readonly waiting: boolean
  /** Where it is kept, once something is written. */
  readonly kept: Kept | undefined
  /** What its writer is asked or told about that, where it is more than where it is kept. */
  said(words: AllWords): unknown
  /** What waits to be sent is taken back by it. */
  change(part: Partial<T>): void
  /**
   * Sends it unless that is under way, or another page made something else of it; what `post` gives, or undefined when it
   * came to nothing. It waits as long as it takes, on later pages too, unless somebody presses again (now) or goes on
   * writing (then it is theirs to send).
   */
  send<Answer>(post: (value: T, key: string, via: Link) => Promise<Answer>): Promise<Answer | undefined>
}

const hasText = (value: object) => Object.values(value).some((one) => typeof one === 'string' && one.trim())

/**
 * The drafts of a widget; made once for each. `arrived` is called when something turns out to have arrived while no form
 * here waited for it: what is there must be read anew.
 */
export function writing(host: CommunityElement, arrived: () => void = () => {}) {
  const redraw = () => host.requestUpdate()
  host.addController({
    hostConnected() {
      drafts.addEventListener('change', redraw)
      drafts.addEventListener('sent', arrived)
    },
    hostDisconnected() {
      drafts.removeEventListener('change', redraw)
      drafts.removeEventListener('sent', arrived)
    },
  })
  /** `precious` says what would be a loss: any text, unless told otherwise. */
  return <T extends object>(
    name: string,
    blank: T,
    precious: (value: T) => unknown = hasText,
  ): Writing<T> => {
    const draft = draftOf(host.community, name, blank)
    const link = host.community
    const keeper = keeperNow(link)
    const state = keeper?.state(host, draft.name)
    return {
      value: draft.value,
      busy: state?.busy ?? draft.busy,
      error: draft.error ?? state?.error,
      waiting: state?.waits !== undefined,
      kept: draft.precious ? draft.kept() : undefined,
      said: (words) => keeper?.say(words, draft, state?.waits),
      change(part) {
        Object.assign(draft.value, part)
        keeper?.box.takeBack(draft.name)
        draft.precious = Boolean(precious(draft.value))
        draft.keep()
      },
      async send(post) {
        if (draft.busy) return keeperNow(link)?.box.again('pressed') as undefined
        if (draft.disputed()) return
        draft.busy = true
        draft.error = undefined
        drafts.dispatchEvent(new Event('change'))
        try {
          // Where that part cannot be had it goes as it is, and stays in the form.
          const box = await keeperOf(link).then(
            ({ box }) => box,
            () => undefined,
          )
          const answer = await post(draft.value, draft.key, box?.via(draft.name, draft.saved()) ?? link)
          draft.drop()
          return answer
        } catch (failure) {
          const error = failure as ClientError
          // Taken back, or another page saw to it.
          if (error.kind === 'aborted') return
          draft.error = error
          failedAt(host, error)
          if (error.problemName === 'idempotency-key-reused') {
            draft.key = newKey()
            arrived()
          }
        } finally {
          draft.busy = false
          drafts.dispatchEvent(new Event('change'))
        }
      },
    }
  }
}
