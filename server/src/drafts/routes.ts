/** What the asking member is writing, kept for all their devices. Mounted at /communities/:community/drafts. */
import { DraftChange, DraftKey, DraftOne, Drafts } from '@vlinder/contract'
import { Hono } from 'hono'
import * as v from 'valibot'
import type { Asker, Asking } from '../http/asking.ts'
import { describe } from '../http/describe.ts'
import { ProblemError } from '../http/problem.ts'
import { validate } from '../http/validate.ts'
import { mustBeAble } from '../identity/can.ts'
import { draftsOf, dropDraft, keepDraft, oneDraft } from './queries.ts'

// The community stands in the address as well.
const Address = v.object({ key: DraftKey })

/** There is no way to name another member's. */
const theirs = (member: Asker) =>
  mustBeAble(member, 'draft:use', { community: member.community, owner: member.id })

export const drafts = new Hono<Asking>()
  .get('/', describe('My drafts', 200, Drafts), async (c) => {
    theirs(c.var.member)
    return c.json({ items: await draftsOf(c.var.storage.db, c.var.member) })
  })
  .get('/:key', describe('One draft', 200, DraftOne), validate('param', Address), async (c) => {
    theirs(c.var.member)
    const item = await oneDraft(c.var.storage.db, c.var.member, c.req.valid('param').key)
    if (!item) throw new ProblemError('not-found', 'There is no such draft.')
    return c.json({ item })
  })
  .put(
    '/:key',
    describe('The draft as it is kept', 200, DraftOne),
    validate('param', Address),
    validate('json', DraftChange),
    async (c) => {
      theirs(c.var.member)
      const item = await keepDraft(c.var.storage, c.var.member, c.req.valid('param').key, c.req.valid('json'))
      return c.json({ item })
    },
  )
  .delete('/:key', describe('Gone, or never there', 204), validate('param', Address), async (c) => {
    theirs(c.var.member)
    await dropDraft(c.var.storage.db, c.var.member, c.req.valid('param').key)
    return c.body(null, 204)
  })
