/** Problem details (RFC 9457): how every refusal is made, thrown and sent. */
import { type FieldProblem, PROBLEMS, type Problem, type ProblemName, problemType } from '@vlinder/contract'

/** Throw this anywhere below a route; `app.onError` sends it. */
export class ProblemError extends Error {
  readonly problem: Problem
  readonly headers: Record<string, string>
  /** Member whom it refuses, where nothing else knows; for the audit log, never sent. */
  readonly member: string | undefined

  constructor(
    name: ProblemName,
    detail?: string,
    {
      errors,
      headers = {},
      member,
    }: { errors?: FieldProblem[]; headers?: Record<string, string>; member?: string } = {},
  ) {
    const [status, title] = PROBLEMS[name]
    super(detail ?? title)
    this.problem = {
      type: problemType(name),
      title,
      status,
      ...(detail && { detail }),
      ...(errors && { errors }),
    }
    this.headers = headers
    this.member = member
  }
}

/** The response that says so. */
export function problemResponse({ problem, headers }: ProblemError): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  })
}
