/** The import format: what each line may hold. Documented for people in docs/importing.md. */
import {
  AskState,
  Away,
  Day,
  Experience,
  Help,
  Id,
  Language,
  limits,
  line,
  list,
  Pattern,
  Prompt,
  QuestionState,
  Reaction,
  StoryKind,
  StoryStatus,
  someText,
  Topic,
  text,
} from '@vlinder/contract'
import * as v from 'valibot'
import { AFTERWARDS } from './afterwards.ts'
import {
  distinct,
  Format,
  flag,
  HTML_FACTOR,
  hidden,
  Moment,
  Origin,
  of,
  on,
  topics,
  words,
} from './fields.ts'
import { PAST } from './past.ts'

/** A pattern, or only its name. */
const PatternOrName = v.union([
  Pattern,
  v.pipe(
    line(limits.TOPIC_MAX),
    v.transform((name) => ({ id: slug(name), name })),
    Pattern,
  ),
])

/** `Een partij ontbrak` as `een-partij-ontbrak`. */
const slug = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')

/** What members change themselves; assertions leave it alone from then on. */
/** Stories that name the same picture. */
const PICTURE_STORIES_MAX = 1_000

const OWN = [
  ...['name', 'position', 'organisation', 'about', 'topics', 'language', 'photo', 'active'],
  ...['experience', 'hours', 'away', 'suggested'],
]

/** What a question says beside its words. */
const circumstance = v.optional(text(limits.CIRCUMSTANCE_MAX), '')

/** The question under which it was written, where that was merged into the one under which it stands. */
const origin = v.optional(Id)

export const RECORDS = {
  community: v.strictObject({
    type: v.literal('community'),
    id: Id,
    name: line(limits.NAME_MAX),
    goal: someText(limits.GOAL_MAX),
    languages: v.optional(v.pipe(v.array(Language), v.minLength(1)), ['nl', 'en']),
    origins: v.optional(list(Origin, limits.ORIGINS_MAX), []),
    topics: v.optional(list(Topic, limits.COMMUNITY_TOPICS_MAX), []),
    /** Without them, those that every community starts with. */
    patterns: v.optional(
      v.pipe(
        v.array(PatternOrName),
        v.maxLength(limits.COMMUNITY_TOPICS_MAX),
        distinct(({ id }) => id, 'must not have the same id twice'),
      ),
    ),
    /** When they were last changed in Vlinder itself. */
    patternsEdited: v.optional(Moment),
    contact: v.optional(
      v.pipe(
        line(limits.URL_MAX),
        v.regex(
          /^(https|mailto|msteams|tel|sip):/i,
          'must start with https:, mailto:, msteams:, tel: or sip:',
        ),
      ),
    ),
    photoBeforePost: v.optional(flag, false),
  }),
  member: v.strictObject({
    type: v.literal('member'),
    ...of,
    name: line(limits.NAME_MAX),
    subject: v.optional(line(256)),
    position: v.optional(line(limits.NAME_MAX)),
    organisation: v.optional(line(limits.NAME_MAX)),
    email: v.optional(v.pipe(v.string(), v.email('must be an e-mail address'), v.maxLength(320))),
    photo: v.optional(v.string()),
    topics,
    about: v.optional(words(limits.ABOUT_MAX)),
    /** When they are best reached. */
    hours: v.optional(line(limits.NAME_MAX)),
    away: v.optional(Away),
    /** False for who would not be suggested as a peer. */
    suggested: v.optional(flag),
    /** Of `about`. */
    format: Format,
    language: v.optional(Language),
    joined: v.optional(Moment),
    active: v.optional(flag),
    own: v.optional(list(v.picklist(OWN, `must be one of ${OWN.join(', ')}`), OWN.length)),
  }),
  experience: v.strictObject({
    type: v.literal('experience'),
    community: Id,
    member: Id,
    ...Experience.entries,
    /** They said it on the server that this comes from. */
    own: v.optional(flag, false),
  }),
  story: v.strictObject({
    type: v.literal('story'),
    ...of,
    author: Id,
    kind: StoryKind,
    title: line(limits.TITLE_MAX),
    body: words(limits.BODY_MAX),
    at: Moment,
    edited: v.optional(Moment),
    format: Format,
    language: v.optional(Language),
    lesson: v.optional(text(limits.LESSON_MAX), ''),
    sections: v.optional(
      v.pipe(
        v.array(v.strictObject({ prompt: Prompt, body: someText(limits.BODY_MAX * HTML_FACTOR) })),
        v.maxLength(limits.SECTIONS_MAX),
        distinct(({ prompt }) => prompt, 'must answer each prompt once'),
      ),
      [],
    ),
    topics,
    patterns: v.optional(list(Id, limits.PATTERNS_MAX), []),
    status: v.optional(StoryStatus),
    hidden,
    /** Whether its author may be called about it. */
    contact: v.optional(flag),
    /** In front of the feed: through a day, or until it is taken away. */
    featured: v.optional(v.union([flag, Day], 'must be true, false or a day')),
  }),
  /** A picture that stories name: `![what it shows](/media/<id>.webp#<width>x<height>)`. */
  picture: v.strictObject({
    type: v.literal('picture'),
    community: Id,
    id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits')),
    /** They come before it; it goes with the last of them. */
    stories: v.pipe(list(Id, PICTURE_STORIES_MAX), v.minLength(1, 'must name a story')),
    picture: v.string(),
  }),
  question: v.strictObject({
    type: v.literal('question'),
    ...of,
    author: Id,
    title: line(limits.TITLE_MAX),
    body: words(limits.BODY_MAX),
    at: Moment,
    edited: v.optional(Moment),
    format: Format,
    hidden,
    language: v.optional(Language),
    topics,
    /** Only that it is closed says something: the rest follows from the answers. */
    state: v.optional(QuestionState),
    goal: circumstance,
    tried: circumstance,
    constraint: circumstance,
    by: v.optional(Day),
    help: v.optional(Help),
  }),
  /** Somebody who was asked by name. */
  ask: v.pipe(
    v.strictObject({
      type: v.literal('ask'),
      community: Id,
      question: Id,
      member: Id,
      at: Moment,
      /** Who named them; whoever asked the question, if nobody else did. */
      by: v.optional(Id),
      state: v.optional(AskState, 'asked'),
      /** Whom they named instead. */
      to: v.optional(Id),
      replied: v.optional(Moment),
      origin,
    }),
    v.check(
      ({ state, to }) => (state === 'referred') === (to !== undefined),
      'to: says whom they named, when the state is referred and only then',
    ),
  ),
  answer: v.strictObject({
    type: v.literal('answer'),
    ...of,
    question: Id,
    author: Id,
    body: words(limits.BODY_MAX),
    at: Moment,
    edited: v.optional(Moment),
    format: Format,
    hidden,
    helped: v.optional(v.boolean(), false),
    origin,
  }),
  comment: v.strictObject({
    type: v.literal('comment'),
    ...of,
    on: on('story', 'question', 'answer'),
    author: Id,
    body: words(limits.COMMENT_MAX),
    at: Moment,
    edited: v.optional(Moment),
    format: Format,
    hidden,
    replyTo: v.optional(Id),
    origin,
  }),
  reaction: v.strictObject({
    type: v.literal('reaction'),
    community: Id,
    on: on('story'),
    member: Id,
    reaction: Reaction,
    at: Moment,
  }),
  pattern: v.strictObject({ type: v.literal('pattern'), community: Id, ...Pattern.entries }),
  ...AFTERWARDS,
  ...PAST,
} as const

export type RecordType = keyof typeof RECORDS
export type ImportRecord = { [Type in RecordType]: v.InferOutput<(typeof RECORDS)[Type]> }
