/** Members: real names, real faces, and what somebody can be asked about. */
import * as v from 'valibot'
import { Experience } from './experience.ts'
import { ABOUT_MAX, NAME_MAX, SEARCH_MAX, TOPICS_MAX } from './limits.ts'
import { one, page, pageQuery } from './page.ts'
import { RichText } from './rich-text.ts'
import { Count, commaList, Day, Id, Instant, Language, line, list, Topic, text } from './text.ts'

/** What a member may do; never their job. */
export const Role = v.picklist(['member', 'facilitator'])
export type Role = v.InferOutput<typeof Role>

/** Whoever asks: a member in a role, or whoever runs the server, who is no member. */
export const AskingRole = v.picklist([...Role.options, 'operator'])
export type AskingRole = v.InferOutput<typeof AskingRole>

const reference = {
  id: Id,
  name: v.string(),
  /** Their job, in their own words. */
  position: v.optional(v.string()),
  organisation: v.optional(v.string()),
  /**
   * Path of the photo, relative to the server's base address: `media/<id>.webp`, 192 pixels square. `media/<id>-96.webp`
   * and `media/<id>-512.webp` are the same photo in other sizes (`PHOTO_EDGES`).
   */
  photo: v.optional(v.string()),
}

/** A member as they stand beside what they wrote. */
export const MemberRef = v.pipe(v.object(reference), v.metadata({ ref: 'MemberRef' }))
export type MemberRef = v.InferOutput<typeof MemberRef>

export const Member = v.pipe(
  v.object({
    ...reference,
    role: Role,
    /** False for somebody who left; what they shared stays theirs. */
    active: v.boolean(),
    about: RichText,
    /** What they can be asked about. */
    topics: v.array(Topic),
    /** What they went through themselves, as they say. */
    experience: v.array(Experience),
    /** When they are best reached, in their own words: shifts fit no timetable, and colleagues read it, not machines. */
    hours: v.optional(v.string()),
    /** The last day that they are away; there only while they are. */
    awayUntil: v.optional(Day),
    joined: Instant,
    shared: v.object({ stories: Count, answers: Count, helped: Count }),
    /** What the contact button opens, if the community and the member have what it takes. */
    contact: v.optional(v.string()),
  }),
  v.metadata({ ref: 'Member' }),
)
export type Member = v.InferOutput<typeof Member>

export const MemberMine = v.object({
  /** This is the asking member. */
  self: v.boolean(),
  /** The asker may refuse this member from now on, and let them in again. */
  mayDeactivate: v.boolean(),
})
export type MemberMine = v.InferOutput<typeof MemberMine>

/** `subjects` answers `?subjects=`: which of the asked subjects is which member. */
export const MemberPage = v.object({
  ...page(Member, MemberMine).entries,
  subjects: v.optional(v.record(v.string(), Id)),
})
export type MemberPage = v.InferOutput<typeof MemberPage>
export const MemberOne = one(Member, MemberMine)
export type MemberOne = v.InferOutput<typeof MemberOne>

/** First and last day of being away. */
export const Away = v.pipe(
  v.strictObject({ from: Day, until: Day }),
  v.forward(
    v.check(({ from, until }) => from <= until, 'must not be before the first day'),
    ['until'],
  ),
)

/** The asking member: what others see, and what only they do. */
export const Me = v.object({
  item: Member,
  mine: v.object({
    self: v.literal(true),
    email: v.optional(v.string()),
    language: v.optional(Language),
    /** Now or later; what is over is left out. */
    away: v.optional(v.object({ from: Day, until: Day })),
    /** Whether they may be suggested as a peer; nobody else is told. */
    suggested: v.boolean(),
    /** `about` as Markdown, to edit. */
    source: v.object({ about: v.string() }),
  }),
})
export type Me = v.InferOutput<typeof Me>

/** What a member may change of themselves; null empties a field. */
export const MeChange = v.partial(
  v.strictObject({
    name: line(NAME_MAX),
    position: v.nullable(line(NAME_MAX)),
    organisation: v.nullable(line(NAME_MAX)),
    about: text(ABOUT_MAX),
    topics: list(Topic, TOPICS_MAX),
    experience: v.pipe(
      v.array(Experience, 'must be a list'),
      v.maxLength(TOPICS_MAX, `must hold at most ${TOPICS_MAX} items`),
      v.check(
        (all) => new Set(all.map(({ topic }) => topic)).size === all.length,
        'must not name a topic twice',
      ),
    ),
    hours: v.nullable(line(NAME_MAX)),
    away: v.nullable(Away),
    suggested: v.boolean('must be true or false'),
    language: v.nullable(Language),
  }),
)
export type MeChange = v.InferOutput<typeof MeChange>

/** What a facilitator or an operator may change of somebody else: whether they may come in. */
export const MemberChange = v.strictObject({ active: v.boolean('must be true or false') })
export type MemberChange = v.InferOutput<typeof MemberChange>

/** What was changed, and no more: an operator reads nothing else of a member. */
export const MemberChanged = v.object({ item: v.object({ id: Id, active: v.boolean() }) })
export type MemberChanged = v.InferOutput<typeof MemberChanged>

/** `ids` and `subjects` answer on one page, in no order, leaving out what is unknown; they take no cursor. */
export const MemberQuery = v.strictObject({
  ...pageQuery,
  q: v.optional(line(SEARCH_MAX)),
  topic: v.optional(Topic),
  ids: v.optional(commaList(Id)),
  subjects: v.optional(commaList(v.pipe(v.string(), v.maxLength(256)))),
})
export type MemberQuery = v.InferOutput<typeof MemberQuery>
