/** Search over everything that members share. Mounted at /communities/:community/search. */
import { SearchPage, SearchQuery } from '@vlinder/contract'
import { Hono } from 'hono'
import type { Asking } from '../http/asking.ts'
import { describe } from '../http/describe.ts'
import { validate } from '../http/validate.ts'
import { mustBeAble } from '../identity/can.ts'
import { searchPage } from './page.ts'

export const search = new Hono<Asking>().get(
  '/',
  describe('What is found', 200, SearchPage),
  validate('query', SearchQuery),
  async (c) => {
    const { member, storage, community } = c.var
    for (const action of ['story:read', 'question:read', 'answer:read', 'member:read'] as const)
      mustBeAble(member, action, { community: community.id })
    return c.json(await searchPage(storage, member, c.req.valid('query')))
  },
)
