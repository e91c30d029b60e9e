/** Pictures that belong to a story. They are kept apart from its words, which name them. */
import * as v from 'valibot'
import { Count, Id } from './text.ts'

/** A picture that was sent; it stays while a story names it, and is thrown away some time after nothing does. */
export const Attachment = v.pipe(
  v.object({
    id: Id,
    /** What Markdown names it by: `![what it shows](src)`. It holds the size, so that room can be kept before it comes. */
    src: v.string(),
    width: Count,
    height: Count,
  }),
  v.metadata({ ref: 'Attachment' }),
)
export type Attachment = v.InferOutput<typeof Attachment>
export const AttachmentOne = v.object({ item: Attachment })
export type AttachmentOne = v.InferOutput<typeof AttachmentOne>
