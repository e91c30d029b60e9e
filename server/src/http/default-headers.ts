/** What every response says unless its route said otherwise: load nothing, frame nowhere. */
import { createMiddleware } from 'hono/factory'

const DEFAULTS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
}

export const defaultHeaders = createMiddleware(async function defaultHeaders(c, next) {
  await next()
  for (const [name, value] of Object.entries(DEFAULTS)) if (!c.res.headers.has(name)) c.header(name, value)
})
