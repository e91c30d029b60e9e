/** A connection whose clock a test holds: waits are over at once and noted, time-outs fire only when told. */
import type { TestContext } from 'node:test'
import { connectIn } from '../connect.ts'
import type { ConnectOptions } from '../connection.ts'
import { type Env, realEnv } from '../env.ts'
import { type Handle, serve } from './server.ts'

/** Of a request, and before a draft is tried again. */
const TIMEOUTS = [15_000, 6_000]

export function world(now = Date.parse('2026-11-24T09:00:00Z')) {
  const waits: number[] = []
  const timeouts = new Set<() => void>()
  const env: Env = {
    ...realEnv,
    now: () => now,
    random: () => 0.5,
    after(ms, run) {
      if (TIMEOUTS.includes(ms)) {
        timeouts.add(run)
        return () => timeouts.delete(run)
      }
      waits.push(ms)
      const soon = setImmediate(run)
      return () => clearImmediate(soon)
    },
  }
  return {
    env,
    /** Milliseconds of every wait so far. */
    waits,
    /** Time passes. */
    pass(ms: number) {
      now += ms
    },
    /** Everything under way takes too long. */
    timeOut() {
      for (const run of timeouts) run()
    },
    timeouts,
  }
}

/** A server that does as `handle` says, and a connection to it as the bearer of `token`. */
export async function connected(t: TestContext, handle: Handle, options: Partial<ConnectOptions> = {}) {
  const server = await serve(t, handle)
  const held = world()
  const connection = connectIn(held.env, {
    server: server.address,
    community: 'zorg',
    getToken: async () => 'token',
    ...options,
  })
  return { ...server, ...held, connection }
}

/** Resolves when `signal` tells that something happened. */
export function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}
