/** Server-sent events (WHATWG HTML, section 9.2) as bytes: each is written once, however many hear it. */
import type { Changes, LiveChange } from '@vlinder/contract'

const encoder = new TextEncoder()

const event = (name: string, n: number, data: object) =>
  encoder.encode(`event: ${name}\nid: ${n}\ndata: ${JSON.stringify(data)}\n\n`)

/** Says that there is a stream, and where it stands. */
export const readyEvent = (n: number) => event('ready', n, { n })
/** Too much happened: read anew. */
export const resetEvent = (n: number) => event('reset', n, { n })
export const changeEvent = (change: LiveChange) => event('change', change.n, change)
/** A comment: it keeps the line open, and shows that it is. */
export const HEARTBEAT = encoder.encode(':\n\n')

/** All that a stream starts with. */
export const firstEvents = ({ n, reset, changes }: Changes): Uint8Array[] =>
  reset ? [resetEvent(n)] : [...changes.map(changeEvent), readyEvent(n)]
