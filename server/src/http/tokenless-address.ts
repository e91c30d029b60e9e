/** Addresses end up in histories and logs: a token in one is refused, so that nobody gets used to it. */
import { createMiddleware } from 'hono/factory'
import { ProblemError } from './problem.ts'

const TOKEN_NAMES = ['access_token', 'token', 'id_token', 'assertion', 'jwt']
/** A JWT under any name: its header is a JSON object. */
const JWT = /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/

export const tokenlessAddress = createMiddleware(async function tokenlessAddress(c, next) {
  const query = [...new URL(c.req.url).searchParams]
  if (query.some(([name, value]) => TOKEN_NAMES.includes(name.toLowerCase()) || JWT.test(value))) {
    throw new ProblemError(
      'token-invalid',
      'A token never belongs in an address: send it in the Authorization header.',
    )
  }
  await next()
})
