/** Addresses end up in histories and logs: a token in one is refused, so that nobody gets used to it. */
import { createMiddleware } from 'hono/factory'
import { ProblemError } from './problem.ts'

const TOKEN_NAMES = ['access_token', 'token', 'id_token', 'assertion', 'jwt']
/** A JWT anywhere: its header is a JSON object. It begins where a word does, so that a long address takes no long time. */
const JWT = /(?<![\w-])eyJ[\w-]*\.[\w-]+\.[\w-]*/

export const tokenlessAddress = createMiddleware(async function tokenlessAddress(c, next) {
  const query = [...new URL(c.req.url).searchParams]
  const named = query.some(([name]) => TOKEN_NAMES.includes(name.toLowerCase()))
  if (named || [c.req.path, ...query.flat()].some((part) => JWT.test(part))) {
    throw new ProblemError(
      'token-invalid',
      'A token never belongs in an address: send it in the Authorization header.',
    )
  }
  await next()
})
