/** Reads server-sent events (WHATWG HTML, section 9.2.6), as far as our server sends them. */

export interface ServerEvent {
  event?: string
  id?: string
  data?: string
}

/** Calls `told` for each event, and for each sign of life as an event without anything. Resolves at the end. */
export async function readEvents(
  body: ReadableStream<Uint8Array>,
  told: (event: ServerEvent) => void,
): Promise<void> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let held = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const blocks = (held + decoder.decode(value, { stream: true })).split('\n\n')
    held = blocks.pop()!
    for (const block of blocks) {
      const event: Record<string, string> = {}
      for (const line of block.split('\n')) {
        const [, name, text] = /^(\w+): ?(.*)/s.exec(line) ?? []
        if (name) event[name] = text!
      }
      told(event)
    }
  }
}
