/**
 * Pictures, at /media/<id>.webp, without a token: an `<img>` can send none. Their addresses stand only in records
 * that a member may read, and cannot be guessed.
 */
import { Hono } from 'hono'
import { describe, tokenless } from '../http/describe.ts'
import { ProblemError } from '../http/problem.ts'
import type { Storage } from '../storage/storage.ts'
import { mediaBytes } from './queries.ts'

const PICTURE = {
  200: { description: 'A photo', content: { 'image/webp': {} } },
  404: { description: 'No photo, or none any more' },
}

export const media = (storage: Storage) =>
  new Hono().get(
    '/:file{[0-9a-f]{32}\\.webp}',
    describe('A photo', 200, undefined, { ...tokenless, responses: PICTURE }),
    async (c) => {
      const bytes = await mediaBytes(storage.db, c.req.param('file').slice(0, -'.webp'.length))
      if (!bytes) throw new ProblemError('not-found')
      return c.body(bytes, 200, {
        'content-type': 'image/webp',
        'cache-control': 'public, max-age=31536000, immutable',
        'cross-origin-resource-policy': 'cross-origin',
        'access-control-allow-origin': '*',
      })
    },
  )
