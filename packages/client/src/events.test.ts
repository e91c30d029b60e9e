/** Events come whole, however the network cuts them. */
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { readEvents, type ServerEvent } from './events.ts'

async function read(parts: Uint8Array[]): Promise<ServerEvent[]> {
  const told: ServerEvent[] = []
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of parts) controller.enqueue(part)
      controller.close()
    },
  })
  await readEvents(body, (event) => told.push(event))
  return told
}

/** The bytes of `text`, cut at some places. */
function cut(text: string, places: number[]): Uint8Array[] {
  const bytes = new TextEncoder().encode(text)
  const at = [...new Set(places.map((place) => place % bytes.length))].sort((a, b) => a - b)
  return [0, ...at].map((from, i) => bytes.slice(from, at[i] ?? bytes.length))
}

test('events are the same, wherever the bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          event: fc.constantFrom('change', 'ready'),
          id: fc.nat().map(String),
          data: fc.json({ stringUnit: 'binary' }),
        }),
        {
          minLength: 1,
        },
      ),
      fc.array(fc.nat()),
      async (events, places) => {
        const text = events
          .map(({ event, id, data }) => `event: ${event}\nid: ${id}\ndata: ${data}\n\n`)
          .join('')
        assert.deepEqual(
          await read(cut(text, places)),
          events.map((one) => ({ ...one })),
        )
      },
    ),
    { numRuns: 30 },
  )
})

test('a sign of life is an event without anything, and half an event is none', async () => {
  assert.deepEqual(await read(cut(':\n\nid: 1\n\ndata: {', [])), [{}, { id: '1' }])
})
