/**
 * Photos, at /media/<id>.webp and, in other sizes, /media/<id>-<edge>.webp, without a token: an `<img>` can send none.
 * Their addresses stand only in records that a member may read, and cannot be guessed.
 */
import { limits } from '@vlinder/contract'
import { Hono } from 'hono'
import { describe, tokenless } from '../http/describe.ts'
import { ProblemError } from '../http/problem.ts'
import type { Storage } from '../storage/storage.ts'
import { mediaBytes } from './queries.ts'

const PICTURE = {
  200: { description: 'A photo', content: { 'image/webp': {} } },
  404: { description: 'No photo, or none any more' },
}

const { small, large } = limits.PHOTO_EDGES
const FILE = new RegExp(`^([0-9a-f]{32})(?:-(${small}|${large}))?\\.webp$`)

function wanted(file: string) {
  const [, id, edge] = FILE.exec(file) ?? []
  const size = edge === undefined ? 'medium' : Number(edge) === small ? 'small' : 'large'
  return id === undefined ? undefined : ({ id, size } as const)
}

export const media = (storage: Storage) =>
  new Hono().get(
    '/:file',
    describe('A photo', 200, undefined, { ...tokenless, responses: PICTURE }),
    async (c) => {
      const asked = wanted(c.req.param('file'))
      const bytes = asked && (await mediaBytes(storage.db, asked.id, asked.size))
      if (!bytes) throw new ProblemError('not-found')
      return c.body(bytes, 200, {
        'content-type': 'image/webp',
        'cache-control': 'public, max-age=31536000, immutable',
        'cross-origin-resource-policy': 'cross-origin',
        'access-control-allow-origin': '*',
      })
    },
  )
