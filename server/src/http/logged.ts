/** One line for each request: what was asked and how it ended. Never tokens, bodies or query strings. */
import { createMiddleware } from 'hono/factory'
import type { Logger } from 'pino'

export const logged = (log: Logger) => {
  // Nobody reads it: then it is not made up either.
  if (!log.isLevelEnabled('debug')) return createMiddleware((_, next) => next())
  return createMiddleware(async function logged(c, next) {
    const start = performance.now()
    await next()
    const ms = Math.round((performance.now() - start) * 10) / 10
    log.debug({ method: c.req.method, path: c.req.path, status: c.res.status, ms }, 'request')
  })
}
