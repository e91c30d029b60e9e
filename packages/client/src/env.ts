/** What the client needs of the world around it, in one place, so that a test can hold the clock. */
export interface Env {
  /** Milliseconds since 1970. */
  now(): number
  /** From 0 up to 1. */
  random(): number
  /** Runs `run` after so many milliseconds; returns what calls it off. */
  after(ms: number, run: () => void): () => void
  fetch: typeof fetch
}

export const realEnv: Env = {
  now: () => Date.now(),
  random: () => Math.random(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  // Looked up at each call: a page may wrap `fetch` after the widgets have loaded.
  fetch: (...asked) => fetch(...asked),
}
