/** Pictures for a story that is being written. Mounted at /communities/:community/attachments. */
import { AttachmentOne, limits } from '@vlinder/contract'
import { Hono } from 'hono'
import type { Asking } from '../http/asking.ts'
import { describe } from '../http/describe.ts'
import { atMost } from '../http/json-only.ts'
import { mustBeAble } from '../identity/can.ts'
import { toAttachment } from '../members/photo.ts'
import { photoFirst } from '../members/photo-first.ts'
import { PICTURES, pictureIn } from '../members/picture-types.ts'
import { keepAttachment } from './attachments.ts'

/** It needs no idempotency key: the same picture, sent again, is the same attachment. */
export const attachments = new Hono<Asking>().post(
  '/',
  describe('The picture, and how Markdown names it', 201, AttachmentOne, { requestBody: PICTURES }),
  photoFirst('attachment:write'),
  atMost(limits.PHOTO_BYTES_MAX),
  async (c) => {
    const { member, storage, community } = c.var
    mustBeAble(member, 'attachment:write', { community: community.id })
    return c.json(await keepAttachment(storage, member, await toAttachment(await pictureIn(c))), 201)
  },
)
