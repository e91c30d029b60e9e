/** The list of patterns, which facilitators keep; it is read with its community. Mounted at /communities/:community/patterns. */
import { Id, NewPattern, PatternChange, PatternOne } from '@vlinder/contract'
import { Hono } from 'hono'
import * as v from 'valibot'
import type { Asking } from '../http/asking.ts'
import { describe } from '../http/describe.ts'
import { validate } from '../http/validate.ts'
import { addPattern, changePattern } from './queries.ts'

// The community stands in the address as well.
const Address = v.object({ id: Id })

export const patterns = new Hono<Asking>()
  .put(
    '/:id',
    describe('The pattern, added; the same again adds no second one', 200, PatternOne),
    validate('param', Address),
    validate('json', NewPattern),
    async (c) => {
      const { member, storage } = c.var
      return c.json(await addPattern(storage, member, c.req.valid('param').id, c.req.valid('json')))
    },
  )
  .patch(
    '/:id',
    describe('The pattern, changed', 200, PatternOne),
    validate('param', Address),
    validate('json', PatternChange),
    async (c) => {
      const { member, storage } = c.var
      return c.json(await changePattern(storage, member, c.req.valid('param').id, c.req.valid('json')))
    },
  )
