/** The file that `LIMITS` may name: what it leaves out stays as it is by default. */
import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { StartError } from '../start-error.ts'
import { DEFAULT_LIMITS, type Limits, type Rate } from './limit-rates.ts'

/** A number that nobody reaches: for who wants no limit in one place. */
const REQUESTS_MAX = 1_000_000
/** A longer window would be forgotten at the next restart. */
const SECONDS_MAX = 3_600

const whole = (max: number) => {
  const message = `must be a whole number from 1 to ${max}`
  return v.pipe(v.number(message), v.integer(message), v.minValue(1, message), v.maxValue(max, message))
}
const object = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(
    // To Valibot a list is an object too.
    v.custom<unknown>((input) => !Array.isArray(input), 'must be an object'),
    v.strictObject(entries, ({ expected, input }) => {
      if (expected === 'never') return `is not known here; known are ${Object.keys(entries).join(', ')}`
      return input === undefined ? 'is missing' : 'must be an object'
    }),
  )

const RateEntry = object({ requests: whole(REQUESTS_MAX), seconds: whole(SECONDS_MAX) })
const PerAddress = object({ address: v.optional(RateEntry) })
const PerBoth = object({ member: v.optional(RateEntry), address: v.optional(RateEntry) })
const LimitsFile = object({
  read: v.optional(PerBoth),
  write: v.optional(PerBoth),
  photo: v.optional(PerBoth),
  'sign-in': v.optional(PerAddress),
  'token-failures': v.optional(PerAddress),
})

/** @throws StartError naming the file, the line and the field that cannot be used */
export function readLimits(path: string): Limits {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new StartError(
      `LIMITS must be default, off or the path of a JSON file; ${path} cannot be read (${(error as Error).message}).`,
    )
  }
  return parseLimits(path, text)
}

export function parseLimits(path: string, text: string): Limits {
  const result = v.safeParse(LimitsFile, parsed(path, text))
  if (!result.success) {
    // A name that is not known is why another one is missing.
    const issue = result.issues.find(({ expected }) => expected === 'never') ?? result.issues[0]
    const keys = (issue.path ?? []).map(({ key }) => String(key))
    const place = keys.length === 0 ? 'the file' : keys.join('.')
    throw new StartError(`LIMITS: ${path}, line ${lineOf(text, keys)}: ${place} ${issue.message}.`)
  }
  const given = result.output as Partial<Record<keyof Limits, Partial<Record<'member' | 'address', Rate>>>>
  const kinds = Object.entries(DEFAULT_LIMITS).map(([kind, rates]) => [
    kind,
    { ...rates, ...given[kind as keyof Limits] },
  ])
  return Object.fromEntries(kinds)
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new StartError(`LIMITS: ${path} is not JSON: ${(error as Error).message.replace(/\s+/g, ' ')}.`)
  }
}

/** The line on which the last of `keys` that is in the file stands. Its own parents stand before a key. */
function lineOf(text: string, keys: string[]): number {
  let at = 0
  for (const key of keys) {
    const next = text.indexOf(JSON.stringify(key), at)
    if (next < 0) break
    at = next
  }
  return text.slice(0, at).split('\n').length
}
