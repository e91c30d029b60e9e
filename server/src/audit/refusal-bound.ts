/**
 * How many refusals are written down: whoever sends many may not fill the disk, nor slow down those who are inside. Of
 * those alike within a minute the 1st, 10th, 100th and so on are written, each saying how many there were.
 */
import type { Entry } from './append.ts'

const WINDOW_MS = 60_000
/** Lines for one community within a minute; what comes above is written without saying who and where from. */
const LINES_MAX = 100
/** Sorts of refusals that are counted at a time. */
const SORTS_MAX = 10_000

/** Gives the line to write for a refusal, or none. */
export function refusalBound(now: () => number = Date.now) {
  const counts = new Map<string, { until: number; times: number }>()

  const count = (sort: string): number => {
    const known = counts.get(sort)
    const times = known && now() < known.until ? known.times + 1 : 1
    if (times === 1) {
      counts.delete(sort)
      if (counts.size >= SORTS_MAX) counts.delete(counts.keys().next().value as string)
      counts.set(sort, { until: now() + WINDOW_MS, times })
    } else known!.times = times
    return times
  }

  return (community: string, entry: Entry): Entry | undefined => {
    const times = count(JSON.stringify([community, entry]))
    if (!isRound(times)) return undefined
    if (count(JSON.stringify([community])) <= LINES_MAX) return { ...entry, times }
    const others = count(JSON.stringify([community, 'others']))
    if (!isRound(others)) return undefined
    const { result = 'forbidden' } = entry
    return { role: 'nobody', action: 'others', type: 'community', object: community, result, times: others }
  }
}

const isRound = (count: number): boolean => /^10*$/.test(String(count))
