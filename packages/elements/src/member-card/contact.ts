/** Reaching somebody from where only their name stands. */
import { members } from '@vlinder/client'
import type { MemberRef } from '@vlinder/contract'
import type { CommunityElement } from '../core/community-element.ts'
import { contact } from './member-card.ts'
import { openMember } from './open.ts'

/** Reaches whoever is known by name only; their card opens when there is no way to, or they cannot be found. */
export async function contactPeer(host: CommunityElement, { id, name }: MemberRef): Promise<void> {
  const found = await members(host.community)
    .member(id)
    .catch(() => undefined)
  if (found && contact(host, found.item)) return
  await openMember(host, id, name)
}
