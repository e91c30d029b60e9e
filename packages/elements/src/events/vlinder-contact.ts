/** The reader wants to reach a member. Cancel it to handle contact yourself. */
import type { Member } from '@vlinder/contract'

export class VlinderContactEvent extends Event {
  readonly member: Member

  constructor(member: Member) {
    super('vlinder-contact', { bubbles: true, composed: true, cancelable: true })
    this.member = member
  }
}

declare global {
  interface HTMLElementEventMap {
    'vlinder-contact': VlinderContactEvent
  }
}
