/** Writes are JSON and of a size that can be held: anything else is refused before it is read. */
import { limits } from '@vlinder/contract'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { ProblemError } from './problem.ts'

/** Methods whose body is JSON. PUT carries a photo, or nothing. */
const JSON_METHODS = new Set(['POST', 'PATCH'])
/** Where a POST carries a picture. */
const PICTURES = /\/attachments$/

export const jsonOnly = createMiddleware(async function jsonOnly(c, next) {
  if (
    JSON_METHODS.has(c.req.method) &&
    !PICTURES.test(c.req.path) &&
    !/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')
  ) {
    throw new ProblemError('media-type', 'Send the body as JSON, with Content-Type: application/json.')
  }
  await next()
})

/** Refuses a body of more than `maxSize` bytes, whether it says so or just goes on. */
export const atMost = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new ProblemError('too-large', `The body may be ${Math.floor(maxSize / 1024)} KB at most.`)
    },
  })

export const jsonLimit = atMost(limits.BODY_BYTES_MAX)
