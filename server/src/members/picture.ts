/**
 * The picture that an assertion names: fetched by the server itself, so that faces come from one origin, and kept as
 * the member's photo unless they chose one here. No request waits for it, and none fails by it.
 */
import { type AssertionClaims, limits } from '@vlinder/contract'
import pLimit from 'p-limit'
import type { Logger } from 'pino'
import { append } from '../audit/append.ts'
import type { Background } from '../background.ts'
import type { AllowedAddress } from '../http/addresses.ts'
import { FetchRefusal, guardedFetch } from '../http/guarded-fetch.ts'
import { ProblemError } from '../http/problem.ts'
import { changed } from '../live/changes.ts'
import { setPhoto, storeMedia } from '../media/queries.ts'
import type { Storage } from '../storage/storage.ts'
import { type Photo, toUploadedPhoto } from './photo.ts'

/** All that a picture may take: on the morning when everybody comes, a slow host must not hold up the others. */
const FETCH_MS = 5_000
const AT_ONCE = 4
/** Members whose picture waits for its turn; who comes after them is seen again at their next request. */
const WAITING_MAX = 1_000
/** A picture that could not be had is asked for again after a day. */
const AGAIN_S = 24 * 60 * 60

/** What the newest assertion that named another picture than before said, and what became of it. */
interface Seen {
  url: string
  /** When that was asserted; in seconds since 1970, as `again`. */
  iat: number
  /** From when to ask again for what could not be had. */
  again?: number
}

interface Named {
  community: string
  id: string
  /** JSON, both as they stand in the member's row. */
  own: string
  picture: string | null
}

type Claims = Pick<AssertionClaims, 'picture' | 'iat'>

export interface PictureOptions {
  background: Background
  log: Pick<Logger, 'warn'>
  allowed?: AllowedAddress | undefined
}

/** Gives what is called at each request: it looks whether there is a picture to fetch, and does so behind the request's back. */
export function pictures({ background, log, allowed }: PictureOptions) {
  const turns = pLimit(AT_ONCE)
  const underWay = new Set<string>()

  async function fetchFor(storage: Storage, of: Named, url: string, iat: number, signal: AbortSignal) {
    const got = signal.aborted ? 'later' : await fetched(url, allowed, signal)
    if (got === 'later' || signal.aborted) return
    const failed = typeof got === 'string'
    // Where it was is enough: the rest of an address can be somebody's secret.
    if (failed) log.warn({ from: URL.parse(url)?.origin, reason: got }, 'picture not fetched')
    const seen: Seen = { url, iat, ...(failed && { again: seconds() + AGAIN_S }) }
    await keep(storage, of, seen, failed ? undefined : got)
  }

  return function follow(storage: Storage, of: Named, { picture: url, iat }: Claims): void {
    if (url === undefined || !isWanted(of, url, iat)) return
    const key = `${of.community} ${of.id}`
    if (underWay.has(key) || turns.pendingCount >= WAITING_MAX) return
    underWay.add(key)
    background.start((signal) =>
      turns(() => fetchFor(storage, of, url, iat, signal)).finally(() => underWay.delete(key)),
    )
  }
}

const seconds = () => Math.floor(Date.now() / 1000)

function isWanted({ own, picture }: Named, url: string, iat: number): boolean {
  if (JSON.parse(own).includes('photo')) return false
  if (picture === null) return true
  const seen: Seen = JSON.parse(picture)
  if (url === seen.url) return seen.again !== undefined && seen.again <= seconds()
  // Two tokens of one person may say different things; the newest one counts.
  return iat >= seen.iat
}

/** The photo, why there is none, or that now is not the time. */
async function fetched(
  url: string,
  allowed: AllowedAddress | undefined,
  signal: AbortSignal,
): Promise<Photo | string | 'later'> {
  try {
    const { status, body } = await guardedFetch(url, {
      maxBytes: limits.PHOTO_BYTES_MAX,
      timeoutMs: FETCH_MS,
      accept: 'image/webp, image/jpeg, image/png, image/avif, image/gif',
      // A picture is named by somebody else: this very machine is called only if the operator said that it may be.
      ...(allowed && { allowed, loopback: allowed('127.0.0.1') }),
      signal,
    })
    return status === 200 ? await toUploadedPhoto(body) : `it answers ${status}`
  } catch (error) {
    if (error instanceof FetchRefusal) return error.message
    if (!(error instanceof ProblemError)) throw error
    return error.problem.status === 503 ? 'later' : error.message
  }
}

/** What the member chose meanwhile stays. */
function keep(storage: Storage, { community, id }: Named, seen: Seen, photo: Photo | undefined) {
  return storage.transaction(async (db) => {
    const { own } = await db
      .selectFrom('member')
      .select('own')
      .where('community', '=', community)
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    await db
      .updateTable('member')
      .set({ picture: JSON.stringify(seen) })
      .where('community', '=', community)
      .where('id', '=', id)
      .execute()
    if (!photo || JSON.parse(own).includes('photo')) return
    await setPhoto(db, community, id, await storeMedia(db, community, photo))
    await changed(db, community, { type: 'member', id, action: 'changed' })
    await append(db, community, { role: 'issuer', action: 'member:picture', type: 'member', object: id })
  })
}
