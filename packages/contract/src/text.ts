/** Building blocks for strings and lists: what every other schema is made of. */
import * as v from 'valibot'
import { BATCH_MAX, ID_MAX, TOPIC_MAX } from './limits.ts'

/** C0 controls except tab and newline (and DEL): no keyboard makes them and terminals obey them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/

/** Turns the line ends of Windows and old Macs into newlines, before control characters are refused. */
const unixLines = v.transform((text: string) => text.replace(/\r\n?/g, '\n'))

const clean = [
  v.check((text: string) => text.isWellFormed(), 'holds half a character (a lone surrogate)'),
  v.check((text: string) => !CONTROL.test(text), 'holds a control character'),
] as const

/** Text of several lines, at most `max` UTF-16 code units; surrounding white space is kept. */
export const text = (max: number) =>
  v.pipe(v.string('must be text'), unixLines, ...clean, v.maxLength(max, `must be at most ${max} characters`))

/** Text with something in it. */
export const someText = (max: number) =>
  v.pipe(
    text(max),
    v.check((value: string) => value.trim() !== '', 'must not be empty'),
  )

/** One line with something in it; trimmed, and inner line ends and tabs become spaces. */
export const line = (max: number) =>
  v.pipe(
    v.string('must be text'),
    v.transform((value: string) => value.replace(/[\r\n\t]+/g, ' ').trim()),
    ...clean,
    v.nonEmpty('must not be empty'),
    v.maxLength(max, `must be at most ${max} characters`),
  )

/** An id: ours or an imported one. No control characters, spaces, slashes or commas, so that it fits a path and a list. */
export const Id = v.pipe(
  v.string('must be text'),
  v.nonEmpty('must not be empty'),
  v.maxLength(ID_MAX, `must be at most ${ID_MAX} characters`),
  v.regex(/^[\p{L}\p{N}._~:@-]+$/u, 'may hold letters, digits and . _ ~ : @ - only'),
)

/** A topic: a short label in the community's own words. */
export const Topic = line(TOPIC_MAX)

/** There is no 31 February. */
const isDay = (day: string) =>
  /^\d{4}-\d\d-\d\d$/.test(day) && (new Date(`${day}T00:00Z`).toJSON()?.startsWith(day) ?? false)

/** A moment, ISO 8601 in UTC with milliseconds: `2026-11-24T09:30:00.000Z`. */
export const Instant = v.pipe(v.string(), v.isoTimestamp('must be an ISO 8601 time with a time zone'))

/** A day: `2026-11-24`. */
export const Day = v.pipe(v.string('must be text'), v.check(isDay, 'must be a day: 2026-11-24'))

/** A language the interface and the analyser know. */
export const Language = v.picklist(['nl', 'en'], 'must be nl or en')
export type Language = v.InferOutput<typeof Language>

/** How often something happened. */
export const Count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** At most `max` distinct items. */
export const list = <const S extends v.GenericSchema<unknown, string>>(item: S, max: number) =>
  v.pipe(
    v.array(item, 'must be a list'),
    v.maxLength(max, `must hold at most ${max} items`),
    v.check((items) => new Set(items).size === items.length, 'must not name the same thing twice'),
  )

/** A comma-separated list in a query string. */
export const commaList = <const S extends v.GenericSchema<string, string>>(item: S) =>
  v.pipe(
    v.string(),
    v.transform((value) => value.split(',').filter((part) => part !== '')),
    v.array(item),
    v.minLength(1, 'must name at least one'),
    v.maxLength(BATCH_MAX, `must name at most ${BATCH_MAX}`),
  )

/** Where words stand in a text: `[start, end)` in UTF-16 code units. */
export const Marks = v.array(v.tuple([Count, Count]))
export type Marks = v.InferOutput<typeof Marks>
