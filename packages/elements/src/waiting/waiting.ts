/**
 * What waits for the reader, as quiet lines at the head of a feed (it comes after the first stories) or of a studio that
 * stands alone. Each kind of line is a part of its own, which asks whether there are any and brings more code only when
 * there are.
 */
import { html } from 'lit/html.js'
import { adopt } from '../core/adopt.ts'
import type { CommunityElement } from '../core/community-element.ts'
import { mentionLines } from './mention-lines.ts'
import { previewLines } from './preview-lines.ts'
import { styles } from './waiting.styles.ts'

/** Draws the lines of one kind, as list items; nothing when there are none. */
export type Lines = () => unknown

/** More than one widget may stand on a page: the first one of each community says it. */
const hosts = new Set<CommunityElement>()

export function waiting(host: CommunityElement): () => unknown {
  const kinds: Lines[] = [previewLines(host), mentionLines(host)]
  adopt(host.renderRoot, styles)
  host.addController({
    hostConnected: () => hosts.add(host),
    hostDisconnected: () => hosts.delete(host),
  })
  return () => {
    if ([...hosts].find(({ community }) => community === host.community) !== host) return ''
    const lines = kinds.map((draw) => draw()).filter(Boolean)
    return lines.length ? html`<ul class="waiting">${lines}</ul>` : ''
  }
}
