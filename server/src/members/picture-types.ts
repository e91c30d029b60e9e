/** What a picture may be sent as. SVG is not: it can hold more than a picture. */
import type { Context } from 'hono'
import { ProblemError } from '../http/problem.ts'

const TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif']

/** The body of a request that sends one, as OpenAPI has it. */
export const PICTURES = { required: true, content: Object.fromEntries(TYPES.map((type) => [type, {}])) }

/** @throws ProblemError `media-type` */
export async function pictureIn(c: Context): Promise<Uint8Array> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!TYPES.includes(type)) throw new ProblemError('media-type', `Send one of ${TYPES.join(', ')}.`)
  return new Uint8Array(await c.req.arrayBuffer())
}
