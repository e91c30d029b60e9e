/** Whether something waits to be sent since an earlier page or dialog, and how that is said: a part of its own, for nearly always nothing does. */
import type { CommunityElement } from '../core/community-element.ts'

/** Draws it in `host`, once something waits and that part is here. */
export function unsent(host: CommunityElement): () => unknown {
  let draw = (): unknown => {
    if (!some()) return
    draw = () => ''
    void host.lazily(async () => {
      draw = (await import('../unsent/unsent.ts')).unsent(host)
      host.requestUpdate()
    })
  }
  return () => draw()
}

/** Of whomever it is: that is looked at later. In a sandboxed frame the very question is an error. */
function some(): boolean {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith('vlinder-outbox '))
  } catch {
    return false
  }
}
