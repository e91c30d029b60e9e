/** Nobody is signed in any more, or never was. What was typed stays. */
export class VlinderSessionExpiredEvent extends Event {
  /** To be called once somebody is signed in: all widgets on the page ask again. */
  readonly retry: () => void

  constructor(retry: () => void) {
    super('vlinder-session-expired', { bubbles: true, composed: true })
    this.retry = retry
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vlinder-session-expired': VlinderSessionExpiredEvent
  }
}
