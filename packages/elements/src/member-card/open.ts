/** Opens somebody's card over the page, from any name. */
import { html } from 'lit/html.js'
import type { CommunityElement } from '../core/community-element.ts'
import { define } from '../core/define.ts'
import { openDialog } from '../kit/dialog.ts'
import { MemberCard } from './member-card.ts'

export function openMember(host: CommunityElement, id: string, name: string): Promise<void> {
  define('vlinder-member-card', MemberCard)
  return openDialog(
    host,
    name,
    () => html`<vlinder-member-card member=${id} variant="full" bare></vlinder-member-card>`,
    true,
  )
}
