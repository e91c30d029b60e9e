/** Somebody told a story: it is published. */
import type { Story } from '@vlinder/contract'

export class VlinderToldEvent extends Event {
  readonly story: Story

  constructor(story: Story) {
    super('vlinder-told', { bubbles: true, composed: true })
    this.story = story
  }
}

declare global {
  interface HTMLElementEventMap {
    'vlinder-told': VlinderToldEvent
  }
}
