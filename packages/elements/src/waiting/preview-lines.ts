/** Stories that peers read first: what the reader was asked to read, and how far their own have come. */
import { type Change, previews } from '@vlinder/client'
import type { Previews } from '@vlinder/contract'
import type { CommunityElement } from '../core/community-element.ts'
import { Load } from '../core/load.ts'
import { hearing } from '../live/line.ts'
import type { OpenReader } from '../peers/peer-lines.ts'
import type { Lines } from './waiting.ts'

export function previewLines(host: CommunityElement): Lines {
  let draw: ((page: Previews) => unknown) | undefined
  const read: OpenReader = async (...story) =>
    (await import('../peers/open-peer-reader.ts')).openPeerReader(host, ...story)
  const page = new Load(
    host,
    () => [host.language],
    async (_, signal) => {
      const { items, mine } = await previews(host.community).previews({ signal })
      // Once it is shared there is only something to read back where something was said.
      const page = { items: items.filter(({ story, comments }) => !story || comments), mine }
      if (page.items.length) draw = await (await import('../peers/peer-lines.ts')).lines(host, read)
      return page
    },
    true,
  )
  // Where there is one already: it may have been published here, and whoever left reads nothing any more.
  const concerns = ({ type, action, remote }: Change) =>
    type === 'preview' ||
    (page.value?.items.length && (type === 'member' || (type === 'story' && action === 'created' && !remote)))
  hearing(host, (change) => concerns(change) && page.reload())
  host.requestUpdate()
  return () => page.value?.items.length && draw?.(page.value)
}
