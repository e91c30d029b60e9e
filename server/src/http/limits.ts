/**
 * Limits: how many requests one member and one address may send. One too many is a 429 that says when to try again.
 *
 * Members are counted before their address, and what is refused them does not count for it: a page that has gone wild
 * leaves its house alone. Preflights, the script's files and pictures are not counted, nor is who watches `/healthz`.
 */
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { Asker, Asking } from './asking.ts'
import { addressGroup, clientAddress } from './client-address.ts'
import { type Count, countInMemory } from './counts.ts'
import type { LimitKind, Rate } from './limit-rates.ts'
import { ProblemError } from './problem.ts'

/** Told of every refusal, for who counts them. */
export type OnLimited = (kind: LimitKind, by: 'member' | 'address') => void

/** Whom a request is counted for. */
export type Reader = Pick<Asker, 'community' | 'id'>

type Counted = 'read' | 'write' | 'photo'

/** Asked by POST because half-typed words do not belong in addresses; they keep nothing. */
const READ_BY_POST = /\/(suggestions|text\/preview)\/?$/
/** Each costs the processor as much as hundreds of reads. */
const PHOTO = /\/(me\/photo|attachments)\/?$/

function kindOf({ method, path }: { method: string; path: string }): Counted {
  if (method === 'GET' || method === 'HEAD') return 'read'
  if (method === 'POST' && READ_BY_POST.test(path)) return 'read'
  return method !== 'DELETE' && PHOTO.test(path) ? 'photo' : 'write'
}

const WHAT: Record<LimitKind, string> = {
  read: 'reads',
  write: 'writes',
  photo: 'photos',
  'sign-in': 'sign-ins',
  'token-failures': 'tokens that do not hold',
}

export function createLimits(
  { limits, trustedProxy }: Pick<Config, 'limits' | 'trustedProxy'>,
  log: Logger,
  onLimited: OnLimited = () => {},
) {
  const addressOf = addresses(trustedProxy, log)
  const counts = {
    read: both(limits?.read),
    write: both(limits?.write),
    photo: both(limits?.photo),
  }
  const signIns = count(limits?.['sign-in'].address)
  const failures = count(limits?.['token-failures'].address)

  async function take(kind: LimitKind, by: 'member' | 'address', counted: Count | undefined, key?: string) {
    const wait = key !== undefined && (await counted?.take(key))
    if (!counted || !wait) return
    onLimited(kind, by)
    throw limited(kind, by, counted.rate, wait)
  }

  async function taken(c: Context, { community, id }: Reader): Promise<void> {
    const kind = kindOf(c.req)
    const { member, address } = counts[kind]
    await take(kind, 'member', member, `${community} ${id}`)
    await take(kind, 'address', address, addressOf(c))
  }

  return {
    /** Counts a request of a member. @throws ProblemError `rate-limited` */
    taken: limits ? taken : undefined,

    /** The same for routes behind `asking`. */
    asked: createMiddleware<Asking>(async function asked(c, next) {
      if (limits) await taken(c, c.var.member)
      await next()
    }),

    /** For signing in, when nobody is known yet. */
    signIn: {
      /** One that is begun. */
      begun: createMiddleware(async function begun(c, next) {
        await take('sign-in', 'address', signIns, addressOf(c))
        await next()
      }),
      /** What goes on with it, for as long as it lasts: it writes. @throws ProblemError `rate-limited` */
      goesOn: (c: Context) => take('write', 'address', counts.write.address, addressOf(c)),
    },

    /**
     * Tokens of `source` that do not hold, by address. `wait` is the seconds for which none of them is worth checking, or
     * 0; `add` counts one.
     */
    failures: {
      async wait(c: Context, source: string): Promise<number> {
        const wait = (await failures?.wait(`${addressOf(c)} ${source}`)) ?? 0
        if (wait) onLimited('token-failures', 'address')
        return wait
      },
      async add(c: Context, source: string): Promise<void> {
        await failures?.take(`${addressOf(c)} ${source}`)
      },
    },
  }
}

export type Limiting = ReturnType<typeof createLimits>

const count = (rate: Rate | undefined) => rate && countInMemory(rate)
const both = (rates: { member: Rate; address: Rate } | undefined) => ({
  member: count(rates?.member),
  address: count(rates?.address),
})

/** Headers after draft-ietf-httpapi-ratelimit-headers-10; `Retry-After` is what widgets go by. */
function limited(kind: LimitKind, by: string, { requests, seconds }: Rate, wait: number): ProblemError {
  const name = `"${kind}-${by}"`
  return new ProblemError(
    'rate-limited',
    `Try again in ${wait} s: one ${by} may send ${requests} ${WHAT[kind]} in ${seconds} s.`,
    {
      headers: {
        'retry-after': String(wait),
        'ratelimit-policy': `${name};q=${requests};w=${seconds}`,
        ratelimit: `${name};r=0;t=${wait}`,
      },
    },
  )
}

/** Whom a request counts for; says once that a proxy seems to be there which nobody spoke of. */
function addresses(trusts: Config['trustedProxy'], log: Logger) {
  let warned = false
  return (c: Context): string | undefined => {
    if (!warned && !trusts && c.req.header('x-forwarded-for') !== undefined) {
      warned = true
      log.warn('Requests come through a proxy and all count as one address: set TRUST_PROXY.')
    }
    const address = clientAddress(c, trusts)
    return address && addressGroup(address)
  }
}
