/** Waiting that can be given up: because the caller no longer wants it, or because it takes too long. */
import type { Env } from './env.ts'
import { ClientError } from './errors.ts'

const aborted = () => new ClientError('aborted', 'Aborted by the caller')

/** The promise's own outcome, or a prompt `aborted` when the signal says so. The work itself goes on. */
export async function unlessAborted<T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  if (!signal) return work
  let stop = () => {}
  const given = new Promise<never>((_, reject) => {
    stop = () => reject(aborted())
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
  })
  try {
    return await Promise.race([given, work])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** Runs `work`, and tells it to stop when the caller aborts or after `ms`; then rejects, even if `work` does not listen. */
export async function within<T>(
  env: Env,
  ms: number,
  what: string,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController()
  const cancel = env.after(ms, () => stop.abort())
  try {
    const asked = unlessAborted(stop.signal, work(stop.signal))
    return await unlessAborted(signal, asked)
  } catch (error) {
    if (stop.signal.aborted) throw new ClientError('timeout', `${what} took longer than ${ms} ms`)
    // Whatever reason the signal or `fetch` gave, it is the caller who stopped.
    throw signal?.aborted ? aborted() : error
  } finally {
    cancel()
    stop.abort()
  }
}

/** Waits; the caller may give up. */
export const pause = (env: Env, ms: number, signal: AbortSignal | undefined): Promise<void> =>
  unlessAborted(signal, new Promise((resolve) => env.after(ms, resolve)))
