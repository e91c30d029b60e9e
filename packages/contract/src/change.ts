/** What happened in a community, as pages that stand open hear of it: that something changed, never what it says. */
import * as v from 'valibot'
import { Count, Id } from './text.ts'

export const ChangeType = v.picklist([
  'story',
  'comment',
  'reaction',
  'question',
  'answer',
  'member',
  /** Told to its author and peers alone. */
  'preview',
  /** More than can be told one by one, such as an import. */
  'community',
])
export type ChangeType = v.InferOutput<typeof ChangeType>

export const ChangeAction = v.picklist(['created', 'changed', 'deleted'])
export type ChangeAction = v.InferOutput<typeof ChangeAction>

export const LiveChange = v.pipe(
  v.object({
    /** Counts up in each community. */
    n: Count,
    type: ChangeType,
    /** Of what changed; of the story, for a reaction. */
    id: Id,
    /** Of what a comment or an answer stands under. */
    parent: v.optional(Id),
    action: ChangeAction,
  }),
  v.metadata({ ref: 'LiveChange' }),
)
export type LiveChange = v.InferOutput<typeof LiveChange>

/** As an event's id it tells where to go on. */
const ChangeNumber = v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'must be a whole number'), v.transform(Number))

export const ChangesQuery = v.strictObject({
  /** The `n` that is known; default what happened in the last seconds. */
  after: v.optional(ChangeNumber),
})
export type ChangesQuery = v.InferOutput<typeof ChangesQuery>

export const Changes = v.object({
  /** The newest change there is: where to go on. */
  n: Count,
  /** Too much happened since `after`, or it is not known any more: read anew what is shown. */
  reset: v.boolean(),
  changes: v.array(LiveChange),
})
export type Changes = v.InferOutput<typeof Changes>
