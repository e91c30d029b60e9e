/** Real names, real faces: a community can ask for a photo before somebody posts. Stands before what creates something. */
import { createMiddleware } from 'hono/factory'
import type { Asking } from '../http/asking.ts'
import { ProblemError } from '../http/problem.ts'
import { type Action, mustBeAble } from '../identity/can.ts'

/** `action` is asked before: whoever may not do it at all hears that, and the audit log tells what was refused. */
export const photoFirst = (action: Action) =>
  createMiddleware<Asking>(async function photoFirst(c, next) {
    const { storage, community, member } = c.var
    mustBeAble(member, action, { community: community.id })
    if (!community.photoBeforePost) return next()
    const row = await storage.db
      .selectFrom('member')
      .select('photo')
      .where('community', '=', community.id)
      .where('id', '=', member.id)
      .executeTakeFirst()
    if (!row?.photo)
      throw new ProblemError('photo-required', 'Add a photo of yourself first (PUT /me/photo).')
    await next()
  })
