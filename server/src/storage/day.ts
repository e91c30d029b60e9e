/** Days in UTC, as text that sorts: `2026-11-24`. */
const DAY_MS = 86_400_000

/** Today, or the day so many days before it. */
export const day = (ago = 0): string => new Date(Date.now() - ago * DAY_MS).toISOString().slice(0, 10)
