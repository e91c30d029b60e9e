/** Reports to the facilitators about something that should not stand there. */
import * as v from 'valibot'
import { ReportReason } from './hidden.ts'
import { REPORT_MAX } from './limits.ts'
import { MemberRef } from './member.ts'
import { one, page, pageQuery } from './page.ts'
import { WrittenType } from './revision.ts'
import { Id, Instant, text } from './text.ts'

/** `restored`: everybody may read it. `hidden`: its author and facilitators only. */
export const ReportState = v.picklist(['open', 'restored', 'hidden'])
export type ReportState = v.InferOutput<typeof ReportState>

const on = v.strictObject({ type: WrittenType, id: Id })

export const NewReport = v.strictObject({
  on,
  reason: ReportReason,
  text: v.optional(text(REPORT_MAX), ''),
})
export type NewReport = v.InferInput<typeof NewReport>

/** What whoever reported gets back: what became of it later is between facilitators and the author. */
export const ReportMade = v.object({ item: v.object({ id: Id, on, hidden: v.boolean() }) })
export type ReportMade = v.InferOutput<typeof ReportMade>

/** A report as facilitators see it. */
export const Report = v.pipe(
  v.object({
    id: Id,
    at: Instant,
    /** `story`: the story or question that it stands in, to open it. */
    on: v.object({ ...on.entries, in: v.object({ type: v.picklist(['story', 'question']), id: Id }) }),
    /** Who wrote what was reported, and its first words. */
    author: MemberRef,
    excerpt: v.string(),
    hidden: v.boolean(),
    edited: v.optional(Instant),
    by: MemberRef,
    reason: ReportReason,
    text: v.string(),
    state: ReportState,
    note: v.string(),
    decided: v.optional(v.object({ by: MemberRef, at: Instant })),
  }),
  v.metadata({ ref: 'Report' }),
)
export type Report = v.InferOutput<typeof Report>

export const ReportPage = page(Report, v.object({}))
export type ReportPage = v.InferOutput<typeof ReportPage>
export const ReportOne = one(Report, v.object({}))
export type ReportOne = v.InferOutput<typeof ReportOne>

export const ReportQuery = v.strictObject({
  ...pageQuery,
  state: v.optional(ReportState, 'open'),
})
export type ReportQuery = v.InferOutput<typeof ReportQuery>

/** What a facilitator decides, with a word to the author. It holds for every report of the same thing. */
export const ReportChange = v.strictObject({
  state: v.picklist(['restored', 'hidden'], 'must be restored or hidden'),
  note: v.optional(text(REPORT_MAX), ''),
})
export type ReportChange = v.InferInput<typeof ReportChange>
