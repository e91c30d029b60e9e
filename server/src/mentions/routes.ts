/** Where colleagues named the asking member. Mounted at /communities/:community/mentions. */
import { MentionPage, MentionQuery } from '@vlinder/contract'
import { Hono } from 'hono'
import type { Asking } from '../http/asking.ts'
import { describe } from '../http/describe.ts'
import { validate } from '../http/validate.ts'
import { mentionPage, seeMention } from './queries.ts'

export const mentions = new Hono<Asking>()
  .get(
    '/',
    describe('Where colleagues named me, newest first', 200, MentionPage),
    validate('query', MentionQuery),
    async (c) => c.json(await mentionPage(c.var.storage, c.var.member, c.req.valid('query'))),
  )
  .put('/:id/seen', describe('I have seen it', 204), async (c) => {
    await seeMention(c.var.storage, c.var.member, c.req.param('id'))
    return c.body(null, 204)
  })
