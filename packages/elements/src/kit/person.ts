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
  const initials = name.match(/(?<!\S)\p{Lu}/gu) ?? [...name].slice(0, 1)
  const tint = TINTS[[...name].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % TINTS.length]
  return html`<span class="face initials ${tint}" part="photo" aria-hidden="true">${initials.filter((_, i) => !i || !initials[i + 1])}</span>`
}

/** A name that opens the member's card, in the widget in which it stands. */
export const nameButton = ({ id, name }: MemberRef) =>
  html`<button type="button" class="text-button" aria-haspopup="dialog" @click=${function (
    this: CommunityElement,
  ) {
    return this.lazily(async () => (await import('../member-card/open.ts')).openMember(this, id, name))
  }}><bdi>${name}</bdi></button>`

/** `more` stands on a line of its own: a date, or the reason why they are suggested. */
export const person = (host: CommunityElement, member: MemberRef, more: unknown = '') =>
  html`<div class="who">${face(host, member)}
    <div>${nameButton(member)}<small><bdi>${[member.position, member.organisation].filter(Boolean).join(', ')}</bdi></small>${more ? html`<small>${more}</small>` : ''}</div>
  </div>`
