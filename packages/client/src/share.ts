/** The same work, asked for by several callers at once, is done once. */
import { unlessAborted } from './abort.ts'

export interface Shared<T> {
  (key: string, signal?: AbortSignal): Promise<T>
  /** Whoever asks from now on starts anew; those who wait keep what they wait for. */
  forget(): void
}

/** `work` is told to stop only when every caller of it has given up. */
export function sharing<T>(work: (key: string, signal: AbortSignal) => Promise<T>): Shared<T> {
  const flights = new Map<string, { promise: Promise<T>; stop: AbortController; callers: number }>()

  const ask = async (key: string, signal?: AbortSignal) => {
    let flight = flights.get(key)
    if (!flight) {
      const stop = new AbortController()
      flight = { promise: work(key, stop.signal), stop, callers: 0 }
      flights.set(key, flight)
    }
    flight.callers++
    try {
      return await unlessAborted(signal, flight.promise)
    } finally {
      if (!--flight.callers) {
        flight.stop.abort()
        if (flights.get(key) === flight) flights.delete(key)
      }
    }
  }
  return Object.assign(ask, { forget: () => flights.clear() })
}
