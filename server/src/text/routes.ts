/** Live preview: Markdown as it will be shown. Mounted at /communities/:community/text. */
import { Preview, PreviewQuery } from '@vlinder/contract'
import { Hono } from 'hono'
import type { Asking } from '../http/asking.ts'
import { describe } from '../http/describe.ts'
import { validate } from '../http/validate.ts'
import { mustBeAble } from '../identity/can.ts'
import { toRichText } from './markdown.ts'

export const text = new Hono<Asking>().post(
  '/preview',
  describe('Markdown as rich text', 200, Preview),
  validate('json', PreviewQuery),
  (c) => {
    mustBeAble(c.var.member, 'community:read', { community: c.var.community.id })
    return c.json({ richText: toRichText(c.req.valid('json').text) })
  },
)
