/** The community itself. Mounted at /communities/:community. */
import { Community } from '@vlinder/contract'
import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Asking } from '../http/asking.ts'
import { describe } from '../http/describe.ts'
import { ProblemError } from '../http/problem.ts'
import { mustBeAble } from '../identity/can.ts'
import type { Storage } from '../storage/storage.ts'
import { activeMembers, communityRow, toCommunity } from './queries.ts'

/** Finds the community of the address. Sets `c.var.community`, its allowed `origins` and its `contact` template. */
export const inCommunity = (storage: Storage) =>
  createMiddleware<Asking>(async function inCommunity(c, next) {
    const row = await communityRow(storage.db, c.req.param('community') ?? '')
    if (!row) throw new ProblemError('community-unknown', "Check the community's id (data-community).")
    c.set('storage', storage)
    c.set('community', toCommunity(row))
    c.set('origins', JSON.parse(row.origins))
    c.set('contact', row.contact ?? undefined)
    await next()
  })

export const communities = new Hono<Asking>().get(
  '/',
  describe('The community', 200, Community),
  async (c) => {
    const { community, member, storage } = c.var
    mustBeAble(member, 'community:read', { community: community.id })
    return c.json({ ...community, members: await activeMembers(storage.db, community.id) })
  },
)
