/** Days and moments in UTC, as text that sorts: `2026-11-24`, `2026-11-24T09:30:00.000Z`. */
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** Today, or the day so many days before it. `now` in milliseconds since 1970. */
export const day = (ago = 0, now = Date.now()): string =>
  new Date(now - ago * DAY_MS).toISOString().slice(0, 10)

/** The moment so many hours, or days, ago. `now` in milliseconds since 1970. */
export const hoursAgo = (hours: number, now = Date.now()): string =>
  new Date(now - hours * HOUR_MS).toISOString()
export const daysAgo = (days: number, now?: number): string => hoursAgo(24 * days, now)
