/** Addresses end up in histories and logs: a token in one is refused, so that nobody gets used to it. */
import { createMiddleware } from 'hono/factory'
import { ProblemError } from './problem.ts'

const TOKEN_NAMES = ['access_token', 'token', 'id_token', 'assertion', 'jwt']

export const tokenlessAddress = createMiddleware(async function tokenlessAddress(c, next) {
  const query = new URL(c.req.url).searchParams
  if (TOKEN_NAMES.some((name) => query.has(name))) {
    throw new ProblemError(
      'token-invalid',
      'A token never belongs in an address: send it in the Authorization header.',
    )
  }
  await next()
})
