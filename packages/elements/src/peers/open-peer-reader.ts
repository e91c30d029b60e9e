/** Opens a story that peers read first, over the page. */
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { define } from '../core/define.ts'
import { openDialog } from '../kit/dialog.ts'
import { PeerReader } from './peer-reader.ts'
import type { PeersWords } from './words.ts'

export function openPeerReader(
  host: CommunityElement,
  id: string,
  title: string,
  own: PeersWords,
): Promise<void> {
  define('vlinder-peer-reader', PeerReader)
  return openDialog(
    host,
    title,
    (close) =>
      html`<vlinder-peer-reader .preview=${id} .own=${own} @vlinder-gone=${close}></vlinder-peer-reader>`,
  )
}
