/**
 * What members were writing, while the page is open: closing a form or losing a connection loses nothing. In memory only,
 * and each member's own: ward computers are shared.
 */
import { type ClientError, type Link, newKey } from '@vlinder/client'

export interface Draft<T extends object = object> {
  value: T
  /** Stays the same until it is sent, so that trying again makes nothing twice. */
  key: string
  busy: boolean
  error: ClientError | undefined
  /** While it waits because the server said so: `true` sends it now, `false` not at all. */
  wake?: ((send: boolean) => void) | undefined
  /** Whether somebody would mind losing it. */
  precious: boolean
}

const kept = new Map<string, Draft>()

/** Fires `change` when somebody wrote: more boxes may show one draft. */
export const drafts = new EventTarget()

/** The draft under `name` of whoever is asking; not kept before it is changed. */
export function draftOf<T extends object>({ server, communityId, subject }: Link, name: string, blank: T) {
  const place = (who: string) => [server, communityId, who, name].join(' ')
  const at = place(subject() ?? '')
  // What was written before the token came is theirs.
  const early = kept.get(place(''))
  if (early && !kept.has(at)) {
    kept.delete(place(''))
    kept.set(at, early)
  }
  const draft = (kept.get(at) as Draft<T> | undefined) ?? {
    value: { ...blank },
    key: newKey(),
    busy: false,
    error: undefined,
    precious: false,
  }
  return {
    draft,
    keep: () => {
      kept.set(at, draft)
      changed()
    },
  }
}

/** It was sent, or is not wanted any more. */
export function drop(draft: Draft): void {
  for (const [at, one] of kept) if (one === draft) kept.delete(at)
  changed()
}

/** All of them are gone. */
export function forget(): void {
  kept.clear()
  changed()
}

/** There is a connection again: what was said about its absence is true no more. */
export function calm(): void {
  for (const draft of kept.values()) if (draft.error?.kind !== 'problem') draft.error = undefined
  changed()
}

/** Leaving the page would lose something: the browser asks first. */
const warn = (event: BeforeUnloadEvent) => event.preventDefault()

function changed(): void {
  if ([...kept.values()].some(({ precious }) => precious)) addEventListener('beforeunload', warn)
  else removeEventListener('beforeunload', warn)
  drafts.dispatchEvent(new Event('change'))
}
