/**
 * Documents are numbered in rows, and rows lie in blocks of 1,024. Of each term and block the index keeps one string of bytes:
 * for every document that has the term its place in the block and how often it stands in each field. So a search
 * reads a few short strings for a word, and a write changes what lies close together.
 */
import type { Counts } from './document.ts'

/** Bytes of a document in a term's string: its place in the block (two), and how often the term stands in each field. */
export const TERM_BYTES = 5
/** Bytes of a document in the block's own string: its place (two), its type, and how long each field is. */
export const DOCUMENT_BYTES = 6

const BLOCK_BITS = 10
export const ROWS_A_BLOCK = 1 << BLOCK_BITS
const BYTE_BITS = 8
const BYTE_MAX = 255

/** Members lie in blocks of their own, so that who looks for what was written reads none of them. */
export const MEMBERS_FROM = 2 ** 30

export const blockOf = (row: number, ofMember: boolean): number =>
  Math.floor(row / ROWS_A_BLOCK) + (ofMember ? MEMBERS_FROM : 0)
export const placeOf = (row: number): number => row % ROWS_A_BLOCK
export const rowOf = (block: number, place: number): number => (block % MEMBERS_FROM) * ROWS_A_BLOCK + place

/** The place in its block of the document whose bytes start at `at`. */
export const placeAt = (data: Uint8Array, at: number): number =>
  ((data[at] as number) << BYTE_BITS) | (data[at + 1] as number)

/** `data` with `entry` for the document at `place`, or without it where `entry` is undefined; a new array, sorted by place. */
export function withEntry(
  data: Uint8Array,
  bytes: number,
  place: number,
  entry: readonly number[] | undefined,
): Uint8Array {
  let at = 0
  while (at < data.length && placeAt(data, at) < place) at += bytes
  const after = at + (at < data.length && placeAt(data, at) === place ? bytes : 0)
  const own = entry
    ? [place >> BYTE_BITS, place & BYTE_MAX, ...entry.map((count) => Math.min(count, BYTE_MAX))]
    : []
  const made = new Uint8Array(at + own.length + data.length - after)
  made.set(data.subarray(0, at))
  made.set(own, at)
  made.set(data.subarray(after), at + own.length)
  return made
}

/** Lengths in a byte: the logarithm says enough, within 3%. */
const STEPS = 22
const toByte = (length: number) => Math.min(BYTE_MAX, Math.round(STEPS * Math.log(1 + length)))
const LENGTHS = Float64Array.from({ length: BYTE_MAX + 1 }, (_, byte) => Math.exp(byte / STEPS) - 1)

export const packed = (lengths: Counts): Counts => lengths.map(toByte) as Counts
export const unpacked = (byte: number): number => LENGTHS[byte] as number
