/** Writing and sending, the same for every form: what was typed survives everything but being sent, and arrives once. */
import { type ClientError, newKey } from '@vlinder/client'
import type { CommunityElement } from '../core/community-element.ts'
import { calm, draftOf, drafts, drop } from './drafts.ts'

export interface Writing<T extends object> {
  readonly value: Readonly<T>
  readonly busy: boolean
  readonly error: ClientError | undefined
  change(part: Partial<T>): void
  /** Sends it unless that is under way; what `post` gives, or undefined when it came to nothing. */
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
    },
    hostDisconnected() {
      drafts.removeEventListener('change', redraw)
      removeEventListener('online', calm)
    },
  })
  /** `precious` says what would be a loss: any text, unless told otherwise. */
  return <T extends object>(
    name: string,
    blank: T,
    precious: (value: T) => unknown = hasText,
  ): Writing<T> => {
    const { draft, keep } = draftOf(host.community, name, blank)
    return {
      value: draft.value,
      busy: draft.busy,
      error: draft.error,
      change(part) {
        Object.assign(draft.value, part)
        draft.precious = Boolean(precious(draft.value))
        keep()
      },
      async send(post) {
        if (draft.busy) return
        draft.busy = true
        draft.error = undefined
        keep()
        try {
          const answer = await post(draft.value, draft.key)
          drop(draft)
          return answer
        } catch (error) {
          draft.error = error as ClientError
          if (draft.error.problemName === 'idempotency-key-reused') {
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
