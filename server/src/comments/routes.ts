/** A comment by itself, wherever it stands. Mounted at /communities/:community/comments. */
import { CommentChange, CommentOne, PageQuery, RevisionPage } from '@vlinder/contract'
import { Hono } from 'hono'
import type { Asking } from '../http/asking.ts'
import { describe } from '../http/describe.ts'
import { validate } from '../http/validate.ts'
import { changeComment, commentRevisions, deleteComment } from './queries.ts'

export const comments = new Hono<Asking>()
  .patch(
    '/:id',
    describe('The comment, changed', 200, CommentOne),
    validate('json', CommentChange),
    async (c) =>
      c.json(await changeComment(c.var.storage, c.var.member, c.req.param('id'), c.req.valid('json').body)),
  )
  .get(
    '/:id/revisions',
    describe('Its changes', 200, RevisionPage),
    validate('query', PageQuery),
    async (c) =>
      c.json(await commentRevisions(c.var.storage, c.var.member, c.req.param('id'), c.req.valid('query'))),
  )
  .delete('/:id', describe('Gone', 204), async (c) => {
    await deleteComment(c.var.storage, c.var.member, c.req.param('id'))
    return c.body(null, 204)
  })
