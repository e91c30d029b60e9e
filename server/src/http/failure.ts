/** Every path that ends badly ends here, as a problem. */
import { randomUUID } from 'node:crypto'

import { RequestError } from '@hono/node-server'
import type { Context, ErrorHandler, Hono, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Logger } from 'pino'
import { ProblemError, problemResponse } from './problem.ts'

/** SQLite's own code for a full disk (SQLITE_FULL). */
const SQLITE_FULL = 13

/** Turns whatever was thrown into a problem; what we did not expect is logged, and told to nobody. */
export const sendProblem =
  (log: Logger): ErrorHandler =>
  (error, c) => {
    const problem = toProblem(error)
    if (problem.problem.status >= 500) {
      problem.problem.instance = `urn:uuid:${randomUUID()}`
      const { instance } = problem.problem
      log.error({ err: error, instance, method: c.req.method, path: c.req.path }, 'failed')
    }
    const response = problemResponse(problem)
    // What middleware set before it failed (CORS, security) holds for the problem as well.
    for (const [name, value] of c.res.headers)
      if (!response.headers.has(name)) response.headers.set(name, value)
    return response
  }

function toProblem(error: Error): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof HTTPException) {
    return new ProblemError(error.status === 413 ? 'too-large' : 'bad-request', 'The body is not JSON.')
  }
  if (error instanceof RequestError || error instanceof URIError)
    return new ProblemError('bad-request', 'The address cannot be read.')
  if ('errcode' in error && error.errcode === SQLITE_FULL)
    return new ProblemError('storage-full', 'Nothing was saved. Tell the operator.')
  return new ProblemError('internal', 'It was written down; try again, or tell the operator.')
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** 405 where another method is at home, else 404. */
export const unknownRoute =
  (app: Hono): NotFoundHandler =>
  (c) => {
    const allowed = METHODS.filter((method) => method !== c.req.method && hasRoute(app, method, c))
    if (allowed.length > 0) {
      return problemResponse(
        new ProblemError('method-not-allowed', `Use ${allowed.join(' or ')}.`, {
          headers: { allow: allowed.join(', ') },
        }),
      )
    }
    return problemResponse(new ProblemError('not-found'))
  }

const hasRoute = (app: Hono, method: string, c: Context) =>
  app.router
    .match(method, c.req.path)[0]
    .some(([[, route]]) => (route as { method: string }).method === method)
