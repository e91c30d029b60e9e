/** Keeps what is shown of a community as it is, whoever changes it. */
import type { CommunityElement } from '../core/community-element.ts'

/** Calls `reload` when something of the community itself was changed, here or elsewhere, while `host` is on the page. */
export function renewed(host: CommunityElement, reload: () => void): void {
  let leave: (() => void) | undefined
  host.addController({
    hostUpdated() {
      if (host.ready && host.isConnected)
        leave ??= host.community.subscribe(({ type }) => type === 'community' && reload())
    },
    hostDisconnected() {
      leave?.()
      leave = undefined
    },
  })
}
