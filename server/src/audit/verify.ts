/** Checks a chain from its first line to its last, and what was noted of it elsewhere. */
import type { AuditTable } from '../storage/schema.ts'
import { GENESIS, whyBroken } from './chain.ts'

/** A line's number and hash. Noted elsewhere, it shows later that nothing up to there was replaced or cut off. */
export interface Seal {
  n: number
  hash: string
}

export type Verdict =
  | { holds: true; lines: number; first: Seal | undefined; last: Seal }
  /** The first line with which something is wrong. */
  | { holds: false; n: number; why: string }

interface Options {
  /** What the chain held at some time, to the note of somebody who could not be wrong about it. */
  expected?: Seal | undefined
  /** Take the first line's word for what came before it: it is a part that begins later. */
  part?: boolean
}

export async function verify(
  lines: AsyncIterable<AuditTable> | Iterable<AuditTable>,
  { expected, part = false }: Options = {},
): Promise<Verdict> {
  let last: Seal = { n: 0, hash: GENESIS }
  let first: Seal | undefined
  let count = 0
  for await (const line of lines) {
    if (count === 0 && part) last = { n: line.n - 1, hash: line.previous }
    first ??= last
    const why = whyBroken(line, last)
    if (why) return { holds: false, n: line.n, why }
    last = { n: line.n, hash: line.hash }
    count++
    if (expected?.n === line.n && expected.hash !== line.hash)
      return { holds: false, n: line.n, why: `line ${line.n} is not the one that was noted` }
  }
  if (expected && expected.n > last.n) {
    const why = `it ends at line ${last.n}: the lines up to ${expected.n}, which was noted, were cut off`
    return { holds: false, n: last.n + 1, why }
  }
  return { holds: true, lines: count, first, last }
}
