/** A part of a widget whose code comes when it is first needed. */
import type { CommunityElement } from '../core/community-element.ts'

/** Gives the part once it is here, and asks for it the first time; the widget draws again then. */
export function part<T>(host: CommunityElement, load: () => Promise<T>): () => T | undefined {
  let here: T | undefined
  let asked = false
  return () => {
    if (!asked) {
      asked = true
      void host.lazily(async () => {
        here = await load()
        host.requestUpdate()
      })
    }
    return here
  }
}
