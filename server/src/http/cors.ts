/** Which pages may call: those of the community's allowed origins, and nobody else's. */
import type { MiddlewareHandler } from 'hono'
import type { Asking } from './asking.ts'

/** How long a browser remembers a preflight, in seconds: Chromium's own upper bound. */
const PREFLIGHT_S = 7_200

/** Answers preflights and marks responses, by `allowed(origin)`. Other origins get no CORS headers at all. */
export const cors = (): MiddlewareHandler<{
  Variables: Asking['Variables'] & { origins: readonly string[] }
}> =>
  async function cors(c, next) {
    const origin = c.req.header('origin')
    const allowed = origin !== undefined && c.var.origins.includes(origin)
    if (c.req.method === 'OPTIONS' && c.req.header('access-control-request-method')) {
      const headers: Record<string, string> = { vary: 'Origin' }
      if (allowed) {
        headers['access-control-allow-origin'] = origin
        headers['access-control-allow-methods'] = 'GET, POST, PUT, PATCH, DELETE'
        headers['access-control-allow-headers'] =
          'authorization, content-type, idempotency-key, if-none-match, last-event-id'
        headers['access-control-max-age'] = String(PREFLIGHT_S)
      }
      return c.body(null, 204, headers)
    }
    await next()
    c.header('vary', 'Origin', { append: true })
    if (!allowed) return
    c.header('access-control-allow-origin', origin)
    c.header('access-control-expose-headers', 'ETag, Retry-After, Location')
  }
