/** Pages, and the split between what everybody sees (`item`) and what depends on the reader (`mine`). */
import * as v from 'valibot'
import { CURSOR_MAX, PAGE_DEFAULT, PAGE_MAX } from './limits.ts'

/**
 * A page of items. `next` is an opaque cursor, null on the last page. `mine` holds what depends on the
 * asking member, by item id, so that items can be served from cached bytes.
 */
export const page = <const I extends v.GenericSchema, const M extends v.GenericSchema>(item: I, mine: M) =>
  v.object({ items: v.array(item), next: v.nullable(v.string()), mine: v.record(v.string(), mine) })

/** One item and what of it depends on the asking member. */
export const one = <const I extends v.GenericSchema, const M extends v.GenericSchema>(item: I, mine: M) =>
  v.object({ item, mine })

export type Page<I, M> = { items: I[]; next: string | null; mine: Record<string, M> }
export type One<I, M> = { item: I; mine: M }

/** What every list takes. */
export const pageQuery = {
  cursor: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(CURSOR_MAX))),
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,4}$/, 'must be a whole number'),
      v.transform(Number),
      v.minValue(1, 'must be at least 1'),
      v.maxValue(PAGE_MAX, `must be at most ${PAGE_MAX}`),
    ),
    String(PAGE_DEFAULT),
  ),
}
export const PageQuery = v.strictObject(pageQuery)
export type PageQuery = v.InferOutput<typeof PageQuery>
