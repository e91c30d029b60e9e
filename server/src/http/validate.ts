/** Validation at the edge: a contract schema in, our own problem out. It never repeats the input. */
import type { FieldProblem } from '@vlinder/contract'
import type { ValidationTargets } from 'hono'
import { validator } from 'hono-openapi'
import type { GenericSchema } from 'valibot'
import { ProblemError } from './problem.ts'

/** What each part of a request is called in a problem. */
const PLACES = { json: 'body', query: 'query', param: 'path' } as const

/** Checks `target` of the request with `schema`; read it with `c.req.valid(target)`. Fails with `invalid`, naming each field. */
export const validate = <Target extends keyof typeof PLACES, const Schema extends GenericSchema>(
  target: Target & keyof ValidationTargets,
  schema: Schema,
) =>
  validator(target, schema, (result) => {
    const place = PLACES[target]
    if (!result.success) refuse(result.error.map((issue) => toFieldProblem(place, issue as Issue)))
    // To Valibot a list is an object without fields, good enough where every field is optional.
    if (Array.isArray(result.data)) refuse([{ path: place, detail: 'must be an object' }])
  })

function refuse(errors: FieldProblem[]): never {
  throw new ProblemError('invalid', sentence(errors), { errors })
}

/** What Valibot reports, as far as it is used here. */
interface Issue {
  type?: string
  expected?: string | null
  message: string
  path?: readonly (PropertyKey | { key: PropertyKey })[]
}

function toFieldProblem(place: string, issue: Issue): FieldProblem {
  const keys = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part))
  return { path: [place, ...keys].join('.').slice(0, 200), detail: detail(issue) }
}

function detail({ type, expected, message }: Issue): string {
  if (type === 'strict_object' && expected === 'never') return 'is not known here'
  if (type === 'strict_object' || type === 'object')
    return expected === 'Object' ? 'must be an object' : 'is missing'
  // Valibot's own messages name what was received; ours do not.
  return message.startsWith('Invalid') ? `must be ${expected ?? 'something else'}` : message
}

const sentence = (errors: FieldProblem[]) =>
  errors
    .slice(0, 3)
    .map(({ path, detail }) => `${path} ${detail}`)
    .join('; ')
