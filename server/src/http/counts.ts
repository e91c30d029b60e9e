/**
 * How often something happened lately, by key, in this process' memory. rate-limiter-flexible keeps the same counts in
 * PostgreSQL behind the same calls, for when several processes must share them.
 */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Rate } from './limit-rates.ts'

/** Keys that are remembered, in some 10 MB at most. More within one window than a process can serve. */
const KEYS_MAX = 20_000

export interface Count {
  readonly rate: Rate
  /** Counts one. Gives the whole seconds to wait when it is one too many, else 0. */
  take(key: string): Promise<number>
  /** Seconds to wait if the next one would be one too many, else 0. */
  wait(key: string): Promise<number>
}

export function countInMemory(rate: Rate): Count {
  const limiter = new RateLimiterMemory({ points: rate.requests, duration: rate.seconds, keyPrefix: '' })
  /** Least recently used first: the library itself forgets a key only when its window ends. */
  const keys = new Set<string>()

  const remember = (key: string) => {
    keys.delete(key)
    keys.add(key)
    if (keys.size <= KEYS_MAX) return
    const [oldest = ''] = keys
    keys.delete(oldest)
    void limiter.delete(oldest)
  }

  return {
    rate,
    async take(key) {
      remember(key)
      try {
        await limiter.consume(key)
        return 0
      } catch (error) {
        // It throws what is no error: the count that was one too many.
        if (error instanceof RateLimiterRes) return seconds(error)
        throw error
      }
    },
    async wait(key) {
      const count = await limiter.get(key)
      const full = count && count.consumedPoints >= rate.requests && count.msBeforeNext > 0
      return full ? seconds(count) : 0
    },
  }
}

/** `Retry-After` is whole seconds; 0 would mean "at once". */
const seconds = ({ msBeforeNext }: RateLimiterRes) => Math.max(1, Math.ceil(msBeforeNext / 1000))
