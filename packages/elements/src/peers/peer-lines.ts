/** The lines at the head of a feed about stories that peers read first. */
import { previews } from '@vlinder/client'
import type { PreviewMine, PreviewSummary, Previews } from '@vlinder/contract'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import type { AllWords } from '../core/language.ts'
import { failure } from '../kit/thread.ts'
import { type PeersWords, peersWords } from './words.ts'

/** Opens a story to read it first; whoever draws these lines has loaded most of what that takes. */
export type OpenReader = (id: string, title: string, own: PeersWords) => Promise<void>

export async function lines(host: CommunityElement, read: OpenReader): Promise<(page: Previews) => unknown> {
  const own = await peersWords(host.language)
  const trouble = failure(host)

  /** Its author goes on where it was written; everybody else reads it. */
  async function open({ id, title }: PreviewSummary, mine: PreviewMine | undefined): Promise<void> {
    if (!mine?.mayEdit) return read(id, title, own)
    trouble.set()
    const [{ openStudio }, { telling }, one] = await Promise.all([
      import('../story-studio/open-studio.ts'),
      import('./peer-telling.ts'),
      previews(host.community).preview(id).catch(trouble.set),
    ])
    if (one) await openStudio(host, telling(one))
  }

  return ({ items, mine }) => [
    ...items.map((one) => {
      const press = () => host.lazily(() => open(one, mine[one.id]))
      return html`<li><button type="button" class="text-button" aria-haspopup="dialog" @click=${press}><bdi>${one.title}</bdi></button> <span class="soft">${state(one, mine[one.id], own)}</span></li>`
    }),
    trouble.draw(host.words as AllWords),
  ]
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
