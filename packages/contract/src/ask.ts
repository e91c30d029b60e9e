/** Asking a question by name: of one to five members, each free to take it up, to pass, or to name somebody else. */
import * as v from 'valibot'
import { ASKS_MAX } from './limits.ts'
import { MemberRef } from './member.ts'
import { Id, Instant, list } from './text.ts'

/** `silent`: no reply within `SILENT_HOURS`; one that comes later is as welcome. */
export const AskState = v.picklist(['asked', 'accepted', 'passed', 'referred', 'silent'])
export type AskState = v.InferOutput<typeof AskState>

/** Somebody who was asked, as everybody reads it: of who did not take it up nobody else reads why. */
export const Asked = v.object({
  member: MemberRef,
  at: Instant,
  /** Who named them, where that was not the asker. */
  by: v.optional(MemberRef),
  /** They took it up, or answered. */
  accepted: v.boolean(),
})
export type Asked = v.InferOutput<typeof Asked>

/** How a member who was asked replied. */
export const AskReply = v.object({
  member: Id,
  state: AskState,
  /** When they replied last. */
  at: v.optional(Instant),
  /** Whom they referred to. */
  to: v.optional(MemberRef),
})
export type AskReply = v.InferOutput<typeof AskReply>

/** Whom a question is asked by name. */
export const peers = list(Id, ASKS_MAX)

/** The reply of a member who was asked; the same way they change it, until they have answered. */
export const NewReply = v.variant(
  'state',
  [
    v.strictObject({ state: v.picklist(['accepted', 'passed']) }),
    v.strictObject({ state: v.literal('referred'), /** Who may know more. */ to: Id }),
  ],
  'must be accepted, passed or referred',
)
export type NewReply = v.InferOutput<typeof NewReply>
