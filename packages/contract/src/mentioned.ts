/** Where colleagues named the asking member. */
import * as v from 'valibot'
import { MemberRef } from './member.ts'
import { page, pageQuery } from './page.ts'
import { WrittenType } from './revision.ts'
import { Id, Instant } from './text.ts'

export const Mention = v.pipe(
  v.object({
    /** Of the text, with its type before it: `comment:018f…`. */
    id: v.string(),
    /** When it was first written there. */
    at: Instant,
    on: v.object({
      type: WrittenType,
      id: Id,
      /** The story or question that it stands in, to open it. */
      in: v.object({ type: v.picklist(['story', 'question']), id: Id, title: v.string() }),
    }),
    /** Who named me. */
    by: MemberRef,
    /** First words of the text. */
    excerpt: v.string(),
  }),
  v.metadata({ ref: 'Mention' }),
)
export type Mention = v.InferOutput<typeof Mention>

export const MentionMine = v.object({
  /** Not said to be seen, and of the last thirty days. */
  unread: v.boolean(),
})
export type MentionMine = v.InferOutput<typeof MentionMine>

/** Newest first. */
export const MentionPage = page(Mention, MentionMine)
export type MentionPage = v.InferOutput<typeof MentionPage>

export const MentionQuery = v.strictObject({
  ...pageQuery,
  unread: v.optional(v.literal('true', 'must be true')),
})
export type MentionQuery = v.InferOutput<typeof MentionQuery>
