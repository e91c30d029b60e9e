/**
 * The chain: each line of a community's audit log holds the hash of the line before it, so that a line cannot be changed,
 * removed, put in between or moved without the ones after it telling.
 */
import { createHash } from 'node:crypto'
import type { AuditTable } from '../storage/schema.ts'

/** A line as it is hashed: everything but the hash itself. */
export type Unhashed = Omit<AuditTable, 'hash'>

/** What stands before the first line. */
export const GENESIS = '0'.repeat(64)

/** SHA-256, in hex, of the line as canonical JSON (RFC 8785): keys in order, no spaces. Its values are text, whole numbers and null. */
export const hashOf = (line: Unhashed): string =>
  createHash('sha256')
    .update(JSON.stringify(line, Object.keys(line).sort()))
    .digest('hex')

/** What is wrong with `line`, if it comes after `before` (nothing: it is the first one that is looked at). */
export function whyBroken(line: AuditTable, before: Pick<AuditTable, 'n' | 'hash'>): string | undefined {
  const { hash, ...unhashed } = line
  if (line.n > before.n + 1) {
    const gone =
      line.n === before.n + 2 ? `line ${before.n + 1} is` : `lines ${before.n + 1} to ${line.n - 1} are`
    return `${gone} missing`
  }
  if (line.n !== before.n + 1) return `line ${line.n} comes after line ${before.n}`
  if (hashOf(unhashed) !== hash) return `line ${line.n} was changed`
  if (line.previous !== before.hash)
    return `line ${line.n} does not follow the line before it: one of the two was replaced`
  return undefined
}
