/** Records of what happened with questions and answers afterwards. */
import { FollowUpOutcome, Id, limits, Outcome, text } from '@vlinder/contract'
import * as v from 'valibot'
import { Moment } from './fields.ts'

export const AFTERWARDS = {
  /** A question that went up in another. */
  merge: v.strictObject({ type: v.literal('merge'), community: Id, question: Id, into: Id }),
  /** A member tried what an answer says. */
  tried: v.strictObject({
    type: v.literal('tried'),
    community: Id,
    answer: Id,
    member: Id,
    outcome: Outcome,
    at: Moment,
  }),
  /** What the asker says came of a question. */
  'follow-up': v.strictObject({
    type: v.literal('follow-up'),
    community: Id,
    question: Id,
    outcome: FollowUpOutcome,
    words: v.optional(text(limits.RESULT_MAX), ''),
    at: Moment,
  }),
} as const
