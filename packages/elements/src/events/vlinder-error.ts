/** A data widget could not show its data. */
import type { ClientError } from '@vlinder/client'

export class VlinderErrorEvent extends Event {
  readonly error: ClientError

  constructor(error: ClientError) {
    super('vlinder-error', { bubbles: true, composed: true })
    this.error = error
  }
}

declare global {
  interface HTMLElementEventMap {
    'vlinder-error': VlinderErrorEvent
  }
}
