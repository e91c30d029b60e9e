/** Work that no request waits for: started along the way, and ended before the database is closed. */
import type { Logger } from 'pino'

export interface Background {
  /** Starts `work`, which must end soon after its signal was aborted. */
  start(work: (signal: AbortSignal) => Promise<void>): void
  /** Resolves once nothing is under way. */
  settled(): Promise<void>
  /** Ends what is under way and resolves once it has ended; nothing starts any more. */
  stop(): Promise<void>
}

export function createBackground(log: Pick<Logger, 'error'>): Background {
  const stopping = new AbortController()
  const { signal } = stopping
  const underWay = new Set<Promise<void>>()

  async function run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    try {
      await work(signal)
    } catch (error) {
      if (!signal.aborted) log.error({ err: error }, 'failed in the background')
    }
  }
  async function settled(): Promise<void> {
    while (underWay.size > 0) await Promise.all(underWay)
  }

  return {
    start(work) {
      if (signal.aborted) return
      const one = run(work).finally(() => underWay.delete(one))
      underWay.add(one)
    },
    settled,
    stop() {
      stopping.abort()
      return settled()
    },
  }
}
