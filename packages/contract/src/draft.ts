/** Drafts: what a member was writing, on any of their devices. Nobody else reads them, no facilitator either. */
import * as v from 'valibot'
import { DRAFT_BYTES_MAX, DRAFT_KEY_MAX } from './limits.ts'
import { Count, Instant } from './text.ts'

/** Names what is being written: the form, and what it is about (`story`, `comment:story:s-1`). */
export const DraftKey = v.pipe(
  v.string('must be text'),
  v.maxLength(DRAFT_KEY_MAX, `must be at most ${DRAFT_KEY_MAX} characters`),
  v.regex(/^[\p{L}\p{N}._~:@-]+$/u, 'may hold letters, digits and . _ ~ : @ - only'),
)

/** The form's fields as its widget keeps them. The server looks no further than at their size. */
export const DraftValue = v.pipe(
  v.record(v.string(), v.unknown(), 'must be an object'),
  v.check(
    (value) => new TextEncoder().encode(JSON.stringify(value)).length <= DRAFT_BYTES_MAX,
    `must be at most ${DRAFT_BYTES_MAX} bytes of JSON`,
  ),
)

export const Draft = v.pipe(
  v.object({
    key: v.string(),
    value: v.record(v.string(), v.unknown()),
    /** One more at every change: who knows the newest one may replace it. */
    revision: Count,
    at: Instant,
  }),
  v.metadata({ ref: 'Draft' }),
)
export type Draft = v.InferOutput<typeof Draft>

/** All of a member's drafts, the newest first. There are at most `DRAFTS_MAX`. */
export const Drafts = v.object({ items: v.array(Draft) })
export type Drafts = v.InferOutput<typeof Drafts>
export const DraftOne = v.object({ item: Draft })
export type DraftOne = v.InferOutput<typeof DraftOne>

/** `after` is the revision that was changed, 0 for a new draft; without it, whatever is there is replaced. */
export const DraftChange = v.strictObject({ value: DraftValue, after: v.optional(Count) })
export type DraftChange = v.InferOutput<typeof DraftChange>
