/** Reads: shared while under way, and remembered with their ETag, so that what did not change is not sent again. */
import type { Request } from './request.ts'
import { type Shared, sharing } from './share.ts'

/** Answers remembered on one page; the longest unused goes first. */
const REMEMBERED_MAX = 100

/** Every read is checked with the server (RFC 9110, section 13.1.2): nothing is shown that it would no longer show. */
export function reader(request: Request): Shared<unknown> {
  const remembered = new Map<string, { etag: string; body: unknown }>()

  return sharing(async (path, signal) => {
    const copy = remembered.get(path)
    const { status, body, etag } = await request({ method: 'GET', path, etag: copy?.etag }, signal)
    const now = status === 304 ? copy : etag && { etag, body }
    remembered.delete(path)
    if (now) remembered.set(path, now)
    if (remembered.size > REMEMBERED_MAX) remembered.delete(remembered.keys().next().value!)
    return now ? now.body : body
  })
}
