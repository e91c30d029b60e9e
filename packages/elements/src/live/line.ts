/**
 * What others write, for widgets that stand open: one line for all that ask over the same link, which ends when the last
 * of them has gone. It comes once there is something on the page to keep up to date.
 */
import { type Change, type Link, type Live, live } from '@vlinder/client'
import type { CommunityElement } from '../core/community-element.ts'

interface Line {
  live: Live
  hosts: Set<CommunityElement>
}

const lines = new Map<Link, Line>()

function wake(): void {
  if (!document.hidden) for (const { live } of lines.values()) live.again()
}

function join(host: CommunityElement, link: Link): () => void {
  const hosts = lines.get(link)?.hosts ?? new Set()
  const line = lines.get(link) ?? {
    hosts,
    live: live(link, () => {
      for (const one of hosts) one.requestUpdate()
    }),
  }
  lines.set(link, line)
  hosts.add(host)
  // Each listens again: it is the same listener.
  addEventListener('online', wake)
  document.addEventListener('visibilitychange', wake)
  return () => {
    hosts.delete(host)
    if (hosts.size) return
    line.live.stop()
    lines.delete(link)
  }
}

/** While `host` is on the page it hears what is written, here and elsewhere. Gives whether nobody can be reached just now. */
export function hearing(host: CommunityElement, heard: (change: Change) => void): () => boolean {
  let link: Link | undefined
  let leave = () => {}
  const hear = () => {
    if (!host.ready || !host.isConnected || link === host.community) return
    leave()
    link = host.community
    const stop = link.subscribe(heard)
    const part = join(host, link)
    leave = () => {
      stop()
      part()
      link = undefined
    }
  }
  host.addController({ hostConnected: hear, hostUpdated: hear, hostDisconnected: () => leave() })
  return () => link !== undefined && lines.get(link)?.live.state === 'lost'
}
