/** Days and moments in UTC, as text that sorts: `2026-11-24`, `2026-11-24T09:30:00.000Z`. */
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** Today, or the day so many days before it. */
export const day = (ago = 0): string => new Date(Date.now() - ago * DAY_MS).toISOString().slice(0, 10)

/** The moment so many hours ago. */
export const hoursAgo = (hours: number): string => new Date(Date.now() - hours * HOUR_MS).toISOString()
