/** Suggestions while typing. Mounted at /communities/:community/suggestions. A POST: half-typed questions do not belong in logs. */
import { SuggestionQuery, Suggestions } from '@vlinder/contract'
import { Hono } from 'hono'
import type { Asking } from '../http/asking.ts'
import { describe } from '../http/describe.ts'
import { validate } from '../http/validate.ts'
import { mustBeAble } from '../identity/can.ts'
import { suggest } from './queries.ts'

export const suggestions = new Hono<Asking>().post(
  '/',
  describe('Questions, stories and peers', 200, Suggestions),
  validate('json', SuggestionQuery),
  async (c) => {
    const { member, storage, community } = c.var
    mustBeAble(member, 'question:read', { community: community.id })
    mustBeAble(member, 'story:read', { community: community.id })
    mustBeAble(member, 'member:read', { community: community.id })
    return c.json(await suggest(storage, member, c.req.valid('json')))
  },
)
