/** Problem details: how every refusal looks (RFC 9457). */
import * as v from 'valibot'

/** What is wrong with one field. `path` starts with where it stood: `body.topics.0`, `query.limit`, `header.idempotency-key`. */
export const FieldProblem = v.object({ path: v.string(), detail: v.string() })
export type FieldProblem = v.InferOutput<typeof FieldProblem>

export const Problem = v.pipe(
  v.object({
    type: v.string(),
    title: v.string(),
    status: v.number(),
    /** A sentence a person can act on. */
    detail: v.optional(v.string()),
    /** The request's id, for the operator's log. */
    instance: v.optional(v.string()),
    errors: v.optional(v.array(FieldProblem)),
  }),
  v.metadata({ ref: 'Problem' }),
)
export type Problem = v.InferOutput<typeof Problem>
