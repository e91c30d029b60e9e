/** A data widget shows its data for the first time, or anew after a change. */
export class VlinderLoadedEvent extends Event {
  constructor() {
    super('vlinder-loaded', { bubbles: true, composed: true })
  }
}

declare global {
  interface HTMLElementEventMap {
    'vlinder-loaded': VlinderLoadedEvent
  }
}
