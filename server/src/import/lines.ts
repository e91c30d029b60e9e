/** Lines of a file, one after another, however large the file is. */
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'

/** A line longer than this is not a record, in bytes: a photo of 5 MB as a data URL fits. */
const LINE_BYTES_MAX = 8 * 1024 * 1024
const NEWLINE = 0x0a

export interface Line {
  /** Counted from 1. */
  number: number
  /** Undefined where the line is too long or not UTF-8; `problem` then says which. */
  text?: string
  problem?: string
  /** Bytes of the file that were read by then. */
  read: number
}

/** A file that cannot be read, or not to its end. */
export class UnreadableFile extends Error {}

/**
 * Yields every line that is not blank; numbers count blank ones too. A file whose name ends in `.gz` is unpacked on
 * the way. A byte order mark and the line ends of Windows are no part of a line.
 * @throws UnreadableFile
 */
export async function* linesOf(file: string): AsyncGenerator<Line> {
  const source = createReadStream(file)
  const stream = file.endsWith('.gz') ? source.pipe(createGunzip()) : source
  source.on('error', (error) => stream.destroy(error))
  const line = collector()
  let number = 0
  const taken = (): Line => ({ ...line.take(), number: ++number, read: source.bytesRead })
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      let start = 0
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, start)) {
        line.add(chunk.subarray(start, at))
        start = at + 1
        const whole = taken()
        if (whole.text !== '') yield whole
      }
      line.add(chunk.subarray(start))
    }
  } catch (error) {
    throw new UnreadableFile(`${file} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
  const last = taken()
  if (last.text !== '') yield last
}

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Gathers the pieces of one line, and no more of them than a line may be long. */
function collector() {
  let parts: Buffer[] = []
  let length = 0
  return {
    add(part: Buffer): void {
      length += part.length
      if (length <= LINE_BYTES_MAX) parts.push(part)
      else parts = []
    },
    take(): { text: string } | { problem: string } {
      const bytes = length <= LINE_BYTES_MAX ? Buffer.concat(parts) : undefined
      parts = []
      length = 0
      if (!bytes) return { problem: `this line is longer than ${LINE_BYTES_MAX / 1024 / 1024} MB` }
      try {
        return { text: decoder.decode(bytes).trim() }
      } catch {
        return { problem: 'this line is not UTF-8' }
      }
    },
  }
}
