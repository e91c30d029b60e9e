/** Keyset paging: a cursor holds the sort key of the last item shown, so that pages stay put while others write. */
import { createHash } from 'node:crypto'
import type { Page } from '@vlinder/contract'
import { ProblemError } from './problem.ts'

export type CursorValue = string | number

/** An opaque cursor. `list` names the list with its filters and order: a cursor is good for that list alone. */
export const encodeCursor = (list: string, values: CursorValue[]): string =>
  Buffer.from(JSON.stringify([digest(list), ...values])).toString('base64url')

/** Long filters would make long cursors; eight bytes tell lists apart well enough. */
const digest = (list: string) =>
  createHash('sha256').update(list).digest().subarray(0, 8).toString('base64url')

/** The sort key in `cursor`, or undefined without one. @throws ProblemError `stale-cursor` */
export function decodeCursor(
  list: string,
  cursor: string | undefined,
  length: number,
): CursorValue[] | undefined {
  if (cursor === undefined) return undefined
  const values = parsed(cursor)
  const known =
    Array.isArray(values) &&
    values.length === length + 1 &&
    values[0] === digest(list) &&
    values.every((value) => typeof value === 'string' || Number.isFinite(value))
  if (!known) throw new ProblemError('stale-cursor', 'Ask for the first page again, without a cursor.')
  return values.slice(1) as CursorValue[]
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return undefined
  }
}

interface PageOptions<Row, Item, Mine> {
  limit: number
  list: string
  /** The row's sort key, as the query orders by it. */
  key: (row: Row) => CursorValue[]
  item: (row: Row) => Item & { id: string }
  mine: (row: Row) => Mine
}

/** A page from `limit + 1` rows; the one too many tells that there is a next page. */
export function toPage<Row, Item, Mine>(
  rows: Row[],
  { limit, list, key, item, mine }: PageOptions<Row, Item, Mine>,
): Page<Item & { id: string }, Mine> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const items = shown.map(item)
  return {
    items,
    next: rows.length > limit && last !== undefined ? encodeCursor(list, key(last)) : null,
    mine: Object.fromEntries(shown.map((row, i) => [items[i]!.id, mine(row)])),
  }
}
