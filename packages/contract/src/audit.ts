/** The audit log: who did what to which object, from where, when, and with which result. */
import * as v from 'valibot'
import { AskingRole } from './member.ts'
import { page } from './page.ts'
import { Count, Id, Instant } from './text.ts'

/** A line. It holds ids only. Every value is there, null where there is none: the hash is over all of them. */
export const AuditLine = v.pipe(
  v.object({
    community: Id,
    /** Counted from 1 in each community, without gaps. */
    n: Count,
    at: Instant,
    /** `command`: on the server itself. `issuer`: by what a token said. `nobody`: who it was could not be told. */
    role: v.picklist([...AskingRole.options, 'command', 'issuer', 'nobody']),
    /** Member id, or an issuer's iss. */
    actor: v.nullable(v.string()),
    /** Such as `story:delete` or `issuer:add`. */
    action: v.string(),
    /** The sort of thing that it was done to, and which one. */
    type: v.string(),
    object: v.nullable(v.string()),
    /** Network address that it came from. */
    address: v.nullable(v.string()),
    /** `done`, or the name of the problem that refused it. */
    result: v.string(),
    /** How often within a minute: refusals that are alike are not all written. */
    times: Count,
    /** Hash of the line before. */
    previous: v.string(),
    /** SHA-256, in hex, of the line without `hash` as canonical JSON (RFC 8785). */
    hash: v.string(),
  }),
  v.metadata({ ref: 'AuditLine' }),
)
export type AuditLine = v.InferOutput<typeof AuditLine>

/** Newest first. `id` is `n` as text, as every item of a page has one; the hash leaves it out. */
export const AuditPage = page(v.object({ id: v.string(), ...AuditLine.entries }), v.object({}))
export type AuditPage = v.InferOutput<typeof AuditPage>
