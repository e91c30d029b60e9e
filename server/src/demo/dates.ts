/// <reference lib="esnext.temporal" />
/**
 * Keeps the demo from going stale: all of its dates move by the same whole weeks, so that the newest lies just before
 * today, every day of the week stays what it was, and everything still comes after what it answers.
 */
import { linesOf } from '../import/lines.ts'
import type { ImportRecord, RecordType } from '../import/records.ts'

/** Where the demo's people live: a night shift that ends at six does so in summer as well. */
const ZONE = 'Europe/Amsterdam'

const there = (at: string) => Temporal.Instant.from(at).toZonedDateTimeISO(ZONE)

/** By how many whole weeks `newest` can move and not pass `now`; fewer than none where it lies ahead. */
export const weeksBetween = (newest: string, now: string): number =>
  there(newest).until(there(now), { smallestUnit: 'week', largestUnit: 'week', roundingMode: 'floor' }).weeks

/** `at` so many weeks later, at the same time of day. */
export const weeksLater = (at: string, weeks: number): string =>
  there(at).add({ weeks }).toInstant().toString({ smallestUnit: 'millisecond' })

/** A record with its dates so many weeks later. */
export function moved<Type extends RecordType>(
  record: ImportRecord[Type],
  weeks: number,
): ImportRecord[Type] {
  const later = { ...record }
  if ('at' in later) later.at = weeksLater(later.at, weeks)
  if ('replied' in later && later.replied) later.replied = weeksLater(later.replied, weeks)
  if (later.type === 'question' && later.by)
    later.by = Temporal.PlainDate.from(later.by).add({ weeks }).toString()
  if ('decidedAt' in later && later.decidedAt) later.decidedAt = weeksLater(later.decidedAt, weeks)
  if ('joined' in later && later.joined) later.joined = weeksLater(later.joined, weeks)
  return later
}

/** The newest moment at which anything in `files` happened. */
export async function newestIn(files: readonly string[]): Promise<string> {
  let newest = '0000-01-01T00:00:00Z'
  for (const file of files) {
    for await (const { text } of linesOf(file)) {
      const { at } = JSON.parse(text ?? '{}')
      if (at && Date.parse(at) > Date.parse(newest)) newest = at
    }
  }
  return newest
}
