/** Lines of a file, one after another, however large the file is. */
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'

/** A line longer than this is not a record, in bytes: a photo as a data URL fits many times. */
export const LINE_BYTES_MAX = 8 * 1024 * 1024

export interface Line {
  number: number
  /** Undefined where the line is too long or not UTF-8; `problem` then says which. */
  text?: string
  problem?: string
  /** How far into the (unpacked) file it ends, in bytes. */
  end: number
}

const NEWLINE = 0x0a

/** Yields every line that is not blank; numbers count blank ones too. A gzipped file is unpacked on the way. */
export async function* linesOf(file: string): AsyncGenerator<Line> {
  const source = createReadStream(file)
  const stream = file.endsWith('.gz') ? source.pipe(createGunzip()) : source
  source.on('error', (error) => stream.destroy(error))
  let parts: Buffer[] = []
  let length = 0
  let number = 0
  let end = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let start = 0
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, start)) {
      keep(chunk.subarray(start, at))
      end += at + 1 - start
      start = at + 1
      const line = take()
      if (line) yield line
    }
    keep(chunk.subarray(start))
    end += chunk.length - start
  }
  const line = take()
  if (line) yield line

  function keep(part: Buffer): void {
    length += part.length
    if (length <= LINE_BYTES_MAX) parts.push(part)
  }

  function take(): Line | undefined {
    number++
    const bytes = length <= LINE_BYTES_MAX ? Buffer.concat(parts) : undefined
    parts = []
    length = 0
    if (bytes === undefined)
      return { number, end, problem: `is longer than ${LINE_BYTES_MAX / 1024 / 1024} MB` }
    const text = decoded(bytes)
    if (text === undefined) return { number, end, problem: 'is not UTF-8' }
    return text.trim() === '' ? undefined : { number, end, text }
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function decoded(bytes: Buffer): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}
