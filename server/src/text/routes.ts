/** Live preview: Markdown as it will be shown. Mounted at /communities/:community/text. */
import { Preview, PreviewQuery } from '@vlinder/contract'
import { Hono } from 'hono'
import type { Asking } from '../http/asking.ts'
import { describe } from '../http/describe.ts'
import { validate } from '../http/validate.ts'
import { mustBeAble } from '../identity/can.ts'
import { namedBy } from '../mentions/mentioned.ts'
import { toRichText } from './markdown.ts'

export const text = new Hono<Asking>().post(
  '/preview',
  describe('Markdown as rich text', 200, Preview),
  validate('json', PreviewQuery),
  async (c) => {
    mustBeAble(c.var.member, 'community:read', { community: c.var.community.id })
    const { text } = c.req.valid('json')
    const named = await namedBy(c.var.storage.db, c.var.community.id, text)
    return c.json({ richText: toRichText(text, named) })
  },
)
