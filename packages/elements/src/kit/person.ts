/** Somebody, as they stand beside what they wrote: face, name, job and organisation. The name opens their card. */
import type { MemberRef } from '@vlinder/contract'
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'

/** The colours of kinds, lent to initials, so that faces differ. */
const TINTS = ['practice', 'failure', 'success', 'in-progress']

/** The photo (there are three, `PHOTO_EDGES` of the contract), `sizes` large, or the initials where there is none. Decorative: the name always stands beside it. */
export function face(host: CommunityElement, { name, photo }: MemberRef, sizes = '48px') {
  if (photo) {
    const url = host.community.url(photo)
    const at = (edge: number) => `${url.replace(/\.webp$/, `-${edge}$&`)} ${edge}w`
    return html`<img class="face" part="photo" src=${url} srcset="${at(96)}, ${url} 192w, ${at(512)}" sizes=${sizes} alt="" loading="lazy" decoding="async">`
  }
  const initials = name.split(/\s+/).filter((part) => /^\p{Lu}/u.test(part))
  const tint = TINTS[[...name].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % TINTS.length]
  return html`<span class="face initials ${tint}" part="photo" aria-hidden="true">${(initials.length
    ? initials
    : [name]
  )
    .filter((_, i, all) => i === 0 || i === all.length - 1)
    .map((part) => [...part][0])}</span>`
}

/** A name that opens the member's card. */
export const nameButton = (host: CommunityElement, { id, name }: MemberRef) =>
  html`<button type="button" class="text-button" aria-haspopup="dialog" @click=${() => host.lazily(async () => (await import('../member-card/open.ts')).openMember(host, id, name))}><bdi>${name}</bdi></button>`

/** `more` stands on a line of its own: a date, or the reason why they are suggested. */
export const person = (host: CommunityElement, member: MemberRef, more: unknown = '') =>
  html`<div class="who">${face(host, member)}
    <div>${nameButton(host, member)}<small><bdi>${[member.position, member.organisation].filter(Boolean).join(', ')}</bdi></small>${more ? html`<small>${more}</small>` : ''}</div>
  </div>`
