/** For tests: reads a stream of events one by one. */

export interface Told {
  event?: string
  id?: string
  data?: Record<string, unknown>
}

/** `next()` gives the next event, a heartbeat as `{}`, and undefined at the end. */
export function eventsOf({ body }: Response) {
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader()
  let held = ''
  async function next(): Promise<Told | undefined> {
    for (;;) {
      const end = held.indexOf('\n\n')
      if (end >= 0) {
        const lines = held.slice(0, end).split('\n')
        held = held.slice(end + 2)
        return Object.fromEntries(
          lines.filter((line) => !line.startsWith(':')).map((line) => parsed(line.split(/: (.*)/s))),
        )
      }
      const { done, value } = await reader.read()
      if (done) return undefined
      held += value
    }
  }
  /** What the next change is about, as `type id action parent`. */
  async function change(): Promise<string | undefined> {
    const told = await next()
    if (told?.event !== 'change') return told?.event
    const { type, id, action, parent = '' } = told.data!
    return `${type} ${id} ${action} ${parent}`.trim()
  }
  return { next, change, leave: () => reader.cancel() }
}

const parsed = ([name = '', value = '']: string[]) => [name, name === 'data' ? JSON.parse(value) : value]
