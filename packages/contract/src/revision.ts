/** What became of something that a member wrote: each change of it, with what was taken out and put in. */
import * as v from 'valibot'
import { MemberRef } from './member.ts'
import { page } from './page.ts'
import { Instant } from './text.ts'

/** Everything that members write, and that can be changed, reported and removed. */
export const WrittenType = v.picklist(['story', 'comment', 'question', 'answer'])
export type WrittenType = v.InferOutput<typeof WrittenType>

/** A run of text. A long one that stayed is cut short in its middle. */
export const DiffPart = v.object({ type: v.picklist(['same', 'added', 'removed']), text: v.string() })
export type DiffPart = v.InferOutput<typeof DiffPart>

export const Revision = v.pipe(
  v.object({
    id: v.string(),
    /** When it was changed, and by whom. */
    at: Instant,
    by: MemberRef,
    /** What changed: `title`, `body`, `topics` and so on, or the prompt of a section. Text is Markdown as it was typed. */
    changes: v.array(v.object({ field: v.string(), parts: v.array(DiffPart) })),
  }),
  v.metadata({ ref: 'Revision' }),
)
export type Revision = v.InferOutput<typeof Revision>

/** Newest first. */
export const RevisionPage = page(Revision, v.object({}))
export type RevisionPage = v.InferOutput<typeof RevisionPage>
