/** The form's fields as a draft holds them, all text (lists as JSON), and what they change. */
import type { ClientError } from '@vlinder/client'
import type { Experience, Me, MeChange } from '@vlinder/contract'
import type * as limits from '@vlinder/contract/limits'
import type { OwnWords } from '../own-photo/words.ts'

/** The contract's bounds, held to it by their types: imported, they would weigh on the first screen. */
export const NAME_MAX: typeof limits.NAME_MAX = 200
export const ABOUT_MAX: typeof limits.ABOUT_MAX = 4_000

export type Values = Record<
  'position' | 'organisation' | 'about' | 'topics' | 'experience' | 'hours' | 'from' | 'until' | 'hide',
  string
>
export type Lived = Experience & { note: string }

export const valuesOf = ({ item, mine }: Me): Values => ({
  position: item.position ?? '',
  organisation: item.organisation ?? '',
  about: mine.source.about,
  topics: JSON.stringify(item.topics),
  experience: JSON.stringify(item.experience.map((one) => ({ note: '', ...one }))),
  hours: item.hours ?? '',
  from: mine.away?.from ?? '',
  until: mine.away?.until ?? '',
  hide: mine.suggested ? '' : 'true',
})

export const livedIn = ({ experience }: Values): Lived[] => JSON.parse(experience)

/** Rows in which something was filled in. */
const isMeant = ({ topic, note }: Lived) => topic.trim() !== '' || note.trim() !== ''

/** What differs, as the server takes it. */
export function changeOf(before: Values, now: Values): MeChange {
  const differs = (...names: (keyof Values)[]) => names.some((name) => before[name] !== now[name])
  const lines = (['position', 'organisation', 'hours'] as const).filter((name) => differs(name))
  return {
    ...Object.fromEntries(lines.map((name) => [name, now[name].trim() || null])),
    ...(differs('about') && { about: now.about }),
    ...(differs('topics') && { topics: JSON.parse(now.topics) }),
    ...(differs('experience') && {
      experience: livedIn(now)
        .filter(isMeant)
        .map(({ topic, outcome, note }) => ({ topic, outcome, ...(note.trim() && { note }) })),
    }),
    ...(differs('from', 'until') && { away: now.from ? { from: now.from, until: now.until } : null }),
    ...(differs('hide') && { suggested: !now.hide }),
  }
}

type Why = keyof OwnWords['settings']['wrong']

/** What does not fit, by field; rows of experience by their number. */
export function wrongIn(values: Values): Map<string, Why> {
  const wrong = new Map<string, Why>()
  const all = livedIn(values)
  for (const [i, one] of all.entries()) {
    const topic = one.topic.trim()
    if (isMeant(one) && !topic) wrong.set(`experience.${i}.topic`, 'topic')
    if (topic && all.findIndex((other) => other.topic.trim() === topic) < i)
      wrong.set(`experience.${i}.topic`, 'twice')
  }
  const { from, until } = values
  if (!from !== !until) wrong.set(from ? 'until' : 'from', 'day')
  else if (from > until) wrong.set('until', 'order')
  return wrong
}

/** What the server said does not fit, by the same names. */
export const refusedIn = (values: Values, error: ClientError | undefined): Map<string, Why> =>
  new Map(
    (error?.problem?.errors ?? []).map(({ path }) => [
      fieldAt(path.replace(/^body\.(away\.)?/, ''), values),
      'other',
    ]),
  )

/** Rows that were left empty are not sent: the server counts without them. */
function fieldAt(path: string, values: Values): string {
  const [list, n, ...rest] = path.split('.')
  if (list !== 'experience' || n === undefined) return path
  const sent = livedIn(values).flatMap((one, i) => (isMeant(one) ? [i] : []))
  return [list, sent[Number(n)] ?? n, ...rest].join('.')
}
