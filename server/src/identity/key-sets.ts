/**
 * Key sets (JWKS, RFC 7517) that issuers publish at an address. Kept for as long as they say, within bounds, and fetched
 * again when a token names a key that is not among them: once a minute at most, whoever asks.
 */
import type { JWK } from 'jose'
import type { Logger } from 'pino'
import type { AllowedAddress } from '../http/addresses.ts'
import { FetchRefusal, guardedFetch } from '../http/guarded-fetch.ts'
import { holdsSecret, type IssuerKey, trustedKey } from './keys.ts'
import { unavailable } from './refusals.ts'

const SET_BYTES_MAX = 64 * 1024
const FETCH_MS = 5_000
/** A set is kept this long at least, and at most, whatever its `max-age` says: in seconds. */
const AGE_MIN_S = 10 * 60
const AGE_MAX_S = 24 * 60 * 60
/** An unknown `kid` costs anybody nothing to send. */
const UNKNOWN_KID_S = 60
/** Between tries while there is no set to use. */
const RETRY_S = 10

export interface KeySets {
  /** The keys at `url`, with `kid` among them if there is such a key. @throws ProblemError `unavailable` */
  keys(url: string, kid: string | undefined): Promise<IssuerKey[]>
  /** Changes whenever the keys at `url` do. */
  version(url: string): number
}

interface Known {
  keys: IssuerKey[]
  version: number
  /** Moments, in seconds since 1970. */
  freshUntil: number
  triedAt: number
  failed: boolean
  trying?: Promise<void>
}

export interface KeySetOptions {
  allowed?: AllowedAddress
  log?: Pick<Logger, 'warn'>
}

export function keySets({ allowed, log }: KeySetOptions = {}): KeySets {
  const sets = new Map<string, Known>()

  function at(url: string): Known {
    const known = sets.get(url) ?? { keys: [], version: 0, freshUntil: 0, triedAt: 0, failed: false }
    sets.set(url, known)
    return known
  }

  async function refresh(url: string, known: Known): Promise<void> {
    known.triedAt = seconds()
    try {
      const { keys, ageS } = await fetchKeySet(url, allowed)
      if (JSON.stringify(keys) !== JSON.stringify(known.keys)) known.version++
      Object.assign(known, { keys, freshUntil: seconds() + ageS, failed: false })
    } catch (error) {
      if (!(error instanceof FetchRefusal)) throw error
      known.failed = true
      log?.warn({ jwks: url, reason: error.message }, 'key set not fetched')
    }
  }

  /** All who wait share one try. */
  function refreshOnce(url: string, known: Known): Promise<void> {
    known.trying ??= refresh(url, known).finally(() => {
      delete known.trying
    })
    return known.trying
  }

  return {
    async keys(url, kid) {
      const known = at(url)
      const fresh = () => known.freshUntil > seconds()
      const has = () => kid === undefined || known.keys.some((key) => key.kid === kid)
      if (fresh() && has()) return known.keys
      const waitS = fresh() ? UNKNOWN_KID_S : known.failed ? RETRY_S : 0
      if (known.trying || seconds() - known.triedAt >= waitS) await refreshOnce(url, known)
      if (!fresh() || (known.failed && !has()))
        throw unavailable('The keys of the token’s issuer cannot be fetched now.', RETRY_S)
      return known.keys
    },
    version: (url) => sets.get(url)?.version ?? 0,
  }
}

const seconds = () => Date.now() / 1000

/** The keys that can be used of a set, and how long they may be kept. @throws FetchRefusal saying what is wrong with it */
export async function fetchKeySet(
  url: string,
  allowed?: AllowedAddress,
): Promise<{ keys: IssuerKey[]; ageS: number }> {
  const { status, headers, body } = await guardedFetch(url, {
    maxBytes: SET_BYTES_MAX,
    timeoutMs: FETCH_MS,
    accept: 'application/jwk-set+json, application/json',
    loopback: true,
    ...(allowed && { allowed }),
  })
  if (status !== 200) throw new FetchRefusal(`it answers ${status}`)
  const maxAge = Number(/(?:^|[\s,])max-age=(\d+)/i.exec(headers['cache-control'] ?? '')?.[1] ?? 0)
  return { keys: parseKeySet(body.toString()), ageS: Math.min(Math.max(maxAge, AGE_MIN_S), AGE_MAX_S) }
}

/** Keys of other kinds and uses are passed over: a set is often for more than us. @throws FetchRefusal */
export function parseKeySet(text: string): IssuerKey[] {
  const jwks = toJwks(text)
  if (jwks.some(holdsSecret))
    throw new FetchRefusal('it holds a private key or a secret: whoever read it can sign')
  const keys = jwks.map(trustedKey).filter((key) => key !== undefined)
  const kids = keys.map(({ kid }) => kid).filter((kid) => kid !== undefined)
  if (new Set(kids).size < kids.length) throw new FetchRefusal('it holds two keys with the same kid')
  if (keys.length === 0)
    throw new FetchRefusal('it holds no key for signatures of a kind that is trusted (EdDSA, ES256, RS256)')
  return keys
}

function toJwks(text: string): JWK[] {
  try {
    const { keys } = JSON.parse(text)
    if (Array.isArray(keys) && keys.every((key) => typeof key === 'object' && key !== null)) return keys
  } catch {}
  throw new FetchRefusal('it is no key set (JSON with "keys")')
}
