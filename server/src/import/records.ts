/** The import format: what each line may hold. Documented for people in docs/importing.md. */
import {
  Id,
  Language,
  limits,
  line,
  list,
  Pattern,
  Prompt,
  Reaction,
  StoryKind,
  someText,
  Topic,
  text,
} from '@vlinder/contract'
import * as v from 'valibot'

/** Any ISO 8601 moment with a time zone, turned into ours; a date alone is its midnight in UTC. */
const Moment = v.pipe(
  v.string('must be a time'),
  v.regex(
    /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/,
    'must be an ISO 8601 time with a time zone',
  ),
  v.check((value) => !Number.isNaN(Date.parse(value)), 'must be a time that exists'),
  v.transform((value) => new Date(value).toISOString()),
)

/** HTML may be longer than the Markdown it becomes. */
const HTML_FACTOR = 3
const words = (max: number) => text(max * HTML_FACTOR)
const Format = v.optional(v.picklist(['markdown', 'html'], 'must be markdown or html'), 'markdown')
const topics = v.optional(list(Topic, limits.TOPICS_MAX))
const Origin = v.pipe(
  v.string(),
  v.regex(/^https?:\/\/[^/\s?#@]+$/, 'must be an origin, like https://intranet.example.nl'),
)

/** `story:<id>` and the like. */
const on = (...types: string[]) =>
  v.pipe(
    v.string('must be text'),
    v.regex(
      new RegExp(`^(${types.join('|')}):.+$`),
      `must be ${types.map((type) => `${type}:<id>`).join(' or ')}`,
    ),
    v.maxLength(limits.ID_MAX + 10),
    v.transform((value) => {
      const colon = value.indexOf(':')
      return { type: value.slice(0, colon), id: value.slice(colon + 1) }
    }),
  )

const of = { community: Id, id: Id }

export const RECORDS = {
  community: v.strictObject({
    type: v.literal('community'),
    id: Id,
    name: line(limits.NAME_MAX),
    goal: someText(limits.GOAL_MAX),
    languages: v.optional(v.pipe(v.array(Language), v.minLength(1)), ['nl', 'en']),
    origins: v.optional(list(Origin, limits.ORIGINS_MAX), []),
    topics: v.optional(list(Topic, limits.COMMUNITY_TOPICS_MAX), []),
    patterns: v.optional(v.array(Pattern)),
    contact: v.optional(
      v.pipe(
        line(limits.URL_MAX),
        v.regex(
          /^(https|mailto|msteams|tel|sip):/i,
          'must start with https:, mailto:, msteams:, tel: or sip:',
        ),
      ),
    ),
  }),
  member: v.strictObject({
    type: v.literal('member'),
    ...of,
    name: line(limits.NAME_MAX),
    subject: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(256))),
    position: v.optional(line(limits.NAME_MAX)),
    organisation: v.optional(line(limits.NAME_MAX)),
    email: v.optional(v.pipe(v.string(), v.email('must be an e-mail address'), v.maxLength(320))),
    photo: v.optional(v.string()),
    topics,
    about: v.optional(text(limits.ABOUT_MAX)),
    joined: v.optional(Moment),
    active: v.optional(v.boolean('must be true or false')),
  }),
  story: v.strictObject({
    type: v.literal('story'),
    ...of,
    author: Id,
    kind: StoryKind,
    title: line(limits.TITLE_MAX),
    body: words(limits.BODY_MAX),
    at: Moment,
    format: Format,
    language: v.optional(Language),
    lesson: v.optional(text(limits.LESSON_MAX), ''),
    sections: v.optional(v.array(v.strictObject({ prompt: Prompt, body: words(limits.BODY_MAX) })), []),
    topics,
    patterns: v.optional(list(Id, limits.PATTERNS_MAX), []),
    status: v.optional(v.literal('published', 'must be published')),
  }),
  question: v.strictObject({
    type: v.literal('question'),
    ...of,
    author: Id,
    title: line(limits.TITLE_MAX),
    body: words(limits.BODY_MAX),
    at: Moment,
    format: Format,
    language: v.optional(Language),
    topics,
    state: v.optional(v.picklist(['open', 'answered'])),
  }),
  answer: v.strictObject({
    type: v.literal('answer'),
    ...of,
    question: Id,
    author: Id,
    body: words(limits.BODY_MAX),
    at: Moment,
    format: Format,
    helped: v.optional(v.boolean(), false),
  }),
  comment: v.strictObject({
    type: v.literal('comment'),
    ...of,
    on: on('story', 'question', 'answer'),
    author: Id,
    body: words(limits.COMMENT_MAX),
    at: Moment,
    format: Format,
    replyTo: v.optional(Id),
  }),
  reaction: v.strictObject({
    type: v.literal('reaction'),
    community: Id,
    on: on('story'),
    member: Id,
    reaction: Reaction,
    at: Moment,
  }),
} as const

export type RecordType = keyof typeof RECORDS
export type ImportRecord = { [Type in RecordType]: v.InferOutput<(typeof RECORDS)[Type]> }
