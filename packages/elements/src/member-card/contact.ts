/** Reaching somebody: the host may do it itself, else the community's own way opens. */
import { members } from '@vlinder/client'
import type { Member, MemberRef } from '@vlinder/contract'
import type { CommunityElement } from '../core/community-element.ts'
import { VlinderContactEvent } from '../events/vlinder-contact.ts'

/** What a contact button may open; a template is the facilitator's, but nobody types javascript: here. */
const CONTACT = /^(https|mailto|msteams|tel|sip):/i

/** Whether there was a way, of the host's or ours. */
export function contact(host: HTMLElement, member: Member): boolean {
  if (!host.dispatchEvent(new VlinderContactEvent(member))) return true
  if (!member.contact || !CONTACT.test(member.contact)) return false
  // A mail or chat program opens over the page; a web page in a tab of its own.
  if (/^https:/i.test(member.contact)) open(member.contact, '_blank', 'noopener')
  else location.assign(member.contact)
  return true
}

/** Reaches whoever is known by name only; their card opens when there is no way to, or they cannot be found. */
export async function contactPeer(host: CommunityElement, { id, name }: MemberRef): Promise<void> {
  const found = await members(host.community)
    .member(id)
    .catch(() => undefined)
  if (found && contact(host, found.item)) return
  const { openMember } = await import('./open.ts')
  await openMember(host, id, name)
}
