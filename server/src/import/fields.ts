/** What the fields of records have in common. */
import { Id, limits, list, Topic, text } from '@vlinder/contract'
import * as v from 'valibot'

/** Any ISO 8601 moment with a time zone, turned into ours; a date alone is its midnight in UTC. */
export const Moment = v.pipe(
  v.string('must be a time'),
  v.regex(
    /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/,
    'must be an ISO 8601 time with a time zone, like 2026-11-24T09:30:00Z',
  ),
  v.check(exists, 'must be a time that exists'),
  v.transform((value) => new Date(value).toISOString()),
)

/** JavaScript takes the 30th of February for the 1st of March; we do not. */
function exists(value: string): boolean {
  const midnight = new Date(`${value.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(Date.parse(value)) || Number.isNaN(midnight.getTime())) return false
  return midnight.toISOString().startsWith(value.slice(0, 10))
}

/** HTML may be longer than the Markdown it becomes. */
export const HTML_FACTOR = 3
export const words = (max: number) => text(max * HTML_FACTOR)
export const Format = v.optional(v.picklist(['markdown', 'html'], 'must be markdown or html'), 'markdown')
export const topics = v.optional(list(Topic, limits.TOPICS_MAX))
export const Origin = v.pipe(
  v.string(),
  v.regex(/^https?:\/\/[^/\s?#@]+$/, 'must be an origin, like https://intranet.example.nl'),
)

/** `story:<id>` and the like. */
export const on = <const Type extends string>(...types: Type[]) =>
  v.pipe(
    v.string('must be text'),
    v.maxLength(limits.ID_MAX + 10),
    v.regex(
      new RegExp(`^(?:${types.join('|')}):.`),
      `must be ${types.map((type) => `${type}:<id>`).join(' or ')}`,
    ),
    v.transform((value) => {
      const colon = value.indexOf(':')
      return { type: value.slice(0, colon) as Type, id: value.slice(colon + 1) }
    }),
  )

export const distinct = <Item>(key: (item: Item) => string, message: string) =>
  v.check((items: Item[]) => new Set(items.map(key)).size === items.length, message)

/** What a record is part of, and its own id there. */
export const of = { community: Id, id: Id }

export const flag = v.boolean('must be true or false')

/** Kept from readers until a facilitator has looked at it. */
export const hidden = v.optional(flag)
