/** The lines at the head of a feed about stories that peers read first. */
import { previews } from '@vlinder/client'
import type { PreviewMine, PreviewSummary, Previews } from '@vlinder/contract'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { type PeersWords, peersWords } from './words.ts'

/** Opens a story to read it first; whoever draws these lines has loaded most of what that takes. */
export type OpenReader = (id: string, title: string, own: PeersWords) => Promise<void>

export async function lines(host: CommunityElement, read: OpenReader): Promise<(page: Previews) => unknown> {
  const own = await peersWords(host.language)
  return ({ items, mine }) =>
    items.map((one) => {
      const open = () =>
        host.lazily(() => opened(host, one, mine[one.id], (id, title) => read(id, title, own)))
      return html`<li><button type="button" class="text-button" aria-haspopup="dialog" @click=${open}><bdi>${one.title}</bdi></button> <span class="soft">${state(one, mine[one.id], own)}</span></li>`
    })
}

/** How it stands with one of them. */
function state(
  { author, peers, story, comments }: PreviewSummary,
  mine: PreviewMine | undefined,
  own: PeersWords,
) {
  const { name } = author
  if (!mine?.peers) {
    if (story) return own.shared(name)
    return mine?.changed ? own.changed(name) : own[mine?.state === 'read' ? 'read' : 'asked'](name)
  }
  if (story) return own.ownShared(comments)
  const have = mine.peers.filter((peer) => peer.state === 'read').map(({ member }) => member.name)
  if (have.length) return own.have(have, comments)
  return peers.length
    ? own.reading(
        peers.map((peer) => peer.name),
        comments,
      )
    : own.nobody(comments)
}

/** Its author goes on where it was written; everybody else reads it. */
async function opened(
  host: CommunityElement,
  { id, title }: PreviewSummary,
  mine: PreviewMine | undefined,
  read: (id: string, title: string) => Promise<void>,
): Promise<void> {
  if (!mine?.mayEdit) return read(id, title)
  const [{ openStudio }, { telling }, one] = await Promise.all([
    import('../story-studio/open-studio.ts'),
    import('./peer-telling.ts'),
    previews(host.community).preview(id),
  ])
  return openStudio(host, telling(one))
}
