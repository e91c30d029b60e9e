/**
 * Reads that nothing has changed since are answered from the bytes of the last time, or with a 304 (RFC 9110, section
 * 13). Whatever is written, anywhere and by any process, makes all of them be read anew: what is sent here is what
 * asking the database would have given this very token. What is no write is not heard: a key that leaves an issuer's key
 * set ends what its tokens may read again when they end themselves, ten minutes later at most.
 */
import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Storage } from '../storage/storage.ts'
import type { Asking } from './asking.ts'
import type { Reader } from './limits.ts'

/** Everything that is kept together, in bytes of bodies and keys. */
const KEPT_BYTES_MAX = 64 * 1024 * 1024

interface Kept {
  /** State of the database that it was read from. */
  version: string
  /** The token's own end, in milliseconds since 1970. */
  until: number
  /** Whose read it was, for counting those that follow. */
  reader: Reader
  etag: string
  /** Bytes: text would be encoded anew at every answer. */
  body: Uint8Array<ArrayBuffer>
  headers: Record<string, string>
}

/** `taken` counts a read of somebody that is answered here, and throws if it is one too many. */
export function cachedReads(storage: Storage, taken?: (c: Context, reader: Reader) => Promise<void>) {
  const kept = new Map<string, Kept>()
  let bytes = 0

  const drop = (key: string, { body }: Kept) => {
    kept.delete(key)
    bytes -= body.length + key.length
  }

  const keep = (key: string, read: Kept) => {
    kept.set(key, read)
    bytes += read.body.length + key.length
    for (const [oldest, one] of kept) {
      if (bytes <= KEPT_BYTES_MAX) break
      drop(oldest, one)
    }
  }

  return createMiddleware(async function cachedReads(c, next) {
    const token = c.req.header('authorization')
    // A stream is no answer that can be kept.
    const streams = c.req.header('accept')?.includes('text/event-stream')
    if (c.req.method !== 'GET' || token === undefined || streams) return next()
    const key = `${c.req.url} ${c.req.header('origin') ?? ''} ${token}`
    const version = storage.version()
    const known = kept.get(key)
    if (known) drop(key, known)
    if (known?.version === version && Date.now() < known.until) {
      keep(key, known)
      if (taken) await orRefuse(c, known, taken(c, known.reader))
      return answer(known, c.req.header('if-none-match'))
    }
    await next()
    if (c.res.status !== 200) return
    const body = new Uint8Array(await c.res.arrayBuffer())
    const headers = Object.fromEntries(c.res.headers)
    const etag = `"${createHash('sha256').update(body).digest('base64url')}"`
    const { expires, member } = c.var as Asking['Variables']
    const read = {
      version,
      until: expires * 1000,
      // No more than that: what is kept must not hold on to the request that it came from.
      reader: { community: member.community, id: member.id },
      etag,
      body,
      headers: { ...headers, 'content-length': String(body.length), etag },
    }
    // A write may have come in between: then these bytes belong to no state for certain.
    if (storage.version() === version) keep(key, read)
    c.res = undefined
    c.res = answer(read, c.req.header('if-none-match'))
  })
}

function answer({ etag, body, headers }: Kept, ifNoneMatch: string | undefined): Response {
  const same = ifNoneMatch?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
  if (!same && ifNoneMatch?.trim() !== '*') return new Response(body, { headers })
  const { 'content-type': _, 'content-length': __, ...others } = headers
  return new Response(null, { status: 304, headers: others })
}

/** A refusal says what middleware further in would have said with it: which pages may read it, and what browsers may not do. */
async function orRefuse(c: Context, { headers }: Kept, taken: Promise<void>): Promise<void> {
  try {
    await taken
  } catch (error) {
    for (const [name, value] of Object.entries(headers)) if (!OF_THE_BODY.has(name)) c.header(name, value)
    throw error
  }
}

const OF_THE_BODY = new Set(['etag', 'content-type', 'content-length', 'cache-control'])
