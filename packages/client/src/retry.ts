/** When to try again, and when to stop: a server in trouble must not be helped under by its own widgets. */
import { pause } from './abort.ts'
import type { Env } from './env.ts'
import type { ClientError } from './errors.ts'

/** Tries in total, whatever went wrong in between. */
const TRIES_MAX = 3
/** The first back-off, in milliseconds; it doubles. */
const BACK_OFF_MS = 400
/** A longer `Retry-After` is not waited for in silence: the error says when, and so does the page. In seconds. */
const RETRY_AFTER_MAX_S = 2

const PASSING = [429, 502, 503, 504]

/** Milliseconds until the next try; undefined when there should be none. */
export type Wait = (error: ClientError, tries: number) => number | undefined

/** Waits longer each time after what may pass: no answer at all, or one of the statuses that say "later". */
export const backOff =
  (env: Env): Wait =>
  ({ kind, status, retryAfter = 0 }, tries) => {
    const passing = status ? PASSING.includes(status) : kind === 'unreachable'
    if (!passing || retryAfter > RETRY_AFTER_MAX_S) return undefined
    // Half of it is chance, so that a thousand pages do not come back at the same moment.
    return retryAfter * 1000 + BACK_OFF_MS * 2 ** (tries - 1) * (0.5 + env.random() / 2)
  }

/** Runs `attempt` at most three times, as long as `wait` gives a time to wait after its failure. */
export async function retrying<T>(
  env: Env,
  signal: AbortSignal | undefined,
  wait: Wait,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      const ms = tries < TRIES_MAX ? wait(error as ClientError, tries) : undefined
      if (ms === undefined) throw error
      await pause(env, ms, signal)
    }
  }
}

/** A `Retry-After` header in seconds from now: a number of them or an HTTP date (RFC 9110, section 10.2.3). */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (!header) return undefined
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - now) / 1000)
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds)
}
