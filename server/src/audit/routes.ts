/** The audit log, for who answers for the community. Mounted at /communities/:community/audit. */
import { AuditPage, PageQuery } from '@vlinder/contract'
import { Hono } from 'hono'
import type { Asking } from '../http/asking.ts'
import { describe } from '../http/describe.ts'
import { validate } from '../http/validate.ts'
import { mustBeAble } from '../identity/can.ts'
import { append } from './append.ts'
import { asked } from './audited.ts'
import { auditPage } from './queries.ts'

export const audit = new Hono<Asking>().get(
  '/',
  describe('Who did what, newest first', 200, AuditPage),
  validate('query', PageQuery),
  async (c) => {
    const { storage, member, community } = c.var
    mustBeAble(member, 'audit:read', { community: community.id })
    // Looking is told as well, before it is done.
    await storage.transaction((db) => append(db, community.id, asked(c)))
    return c.json(await auditPage(storage.db, community.id, c.req.valid('query')))
  },
)
