/** A question that was merged into another is read there: 308 leads the way, also to what stands below it. */
import { createMiddleware } from 'hono/factory'
import type { Asking } from '../http/asking.ts'
import { mustBeAble } from '../identity/can.ts'
import { standing } from './standing.ts'

/** Of `/api/v1/communities/:community/questions/:id`. */
const PATH_LENGTH = 7

/** For reads of `/:id` and what is below it. The address is relative: it holds behind any path prefix. */
export const movedOn = createMiddleware<Asking>(async function movedOn(c, next) {
  if (c.req.method !== 'GET') return next()
  const { member, storage } = c.var
  const id = c.req.param('id') ?? ''
  const into = await standing(storage.db, member.community, id)
  if (into === id) return next()
  mustBeAble(member, 'question:read', { community: member.community })
  const below = c.req.path.split('/').slice(PATH_LENGTH)
  const { search } = new URL(c.req.url)
  const location = [...below.map(() => '..'), encodeURIComponent(into), ...below].join('/')
  return c.body(null, 308, { location: `${location}${search}` })
})
