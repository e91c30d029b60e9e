/** Stories: something that happened, told by one member; with reactions and comments. */
import * as v from 'valibot'
import { WhyHidden } from './hidden.ts'
import {
  BODY_MAX,
  COMMENT_MAX,
  LESSON_MAX,
  PATTERNS_MAX,
  SECTIONS_MAX,
  TITLE_MAX,
  TOPICS_MAX,
} from './limits.ts'
import { MemberRef } from './member.ts'
import { one, page, pageQuery } from './page.ts'
import { RichText } from './rich-text.ts'
import { Count, Day, Id, Instant, Language, line, list, someText, Topic, text } from './text.ts'

/** What came of it. Failure stands first: it is what people learn most from. */
export const StoryKind = v.picklist(['failure', 'success', 'practice', 'in-progress'])
export type StoryKind = v.InferOutput<typeof StoryKind>

/** The questions a story may answer one by one; their wording is the interface's. */
export const Prompt = v.picklist([
  'wanted',
  'did',
  'expected',
  'happened',
  'conditions',
  'went-well',
  'differently',
  /** Told half a year later. */
  'lasted',
])
export type Prompt = v.InferOutput<typeof Prompt>

/** Never a bare like. */
export const Reaction = v.picklist(['recognise', 'learned', 'thanks'])
export type Reaction = v.InferOutput<typeof Reaction>

/** `withdrawn`: its author took it back, and facilitators may read it. `archived`: to be found, but not in the feed. */
export const StoryStatus = v.picklist(
  ['published', 'withdrawn', 'archived'],
  'must be published, withdrawn or archived',
)
export type StoryStatus = v.InferOutput<typeof StoryStatus>

/** How many members gave each reaction. */
export const ReactionCounts = v.object({ recognise: Count, learned: Count, thanks: Count })
export type ReactionCounts = v.InferOutput<typeof ReactionCounts>

const summary = {
  id: Id,
  kind: StoryKind,
  title: v.string(),
  /** Plain text; it stands in front of the tale. */
  lesson: v.optional(v.string()),
  /** The first words of the tale, in plain text. */
  excerpt: v.string(),
  topics: v.array(Topic),
  /** Ids of the community's patterns. */
  patterns: v.array(Id),
  language: Language,
  author: MemberRef,
  at: Instant,
  /** When its words last changed after it was published. */
  edited: v.optional(Instant),
  /** Minutes, at 220 words a minute, at least one. */
  readingTime: Count,
  reactions: ReactionCounts,
  comments: Count,
  /** The facilitator put it in front, through this day if one is set. */
  featured: v.optional(v.object({ until: v.optional(Day) })),
  /** Where it is in its life, once it is no longer simply there. Of a `deleted` one only what others wrote below it is left. */
  status: v.optional(v.picklist(['withdrawn', 'archived', 'deleted'])),
  /** Kept from readers until a facilitator has looked at it. */
  hidden: v.optional(v.literal(true)),
}

/** A story as it stands in a list. */
export const StorySummary = v.pipe(v.object(summary), v.metadata({ ref: 'StorySummary' }))
export type StorySummary = v.InferOutput<typeof StorySummary>

/** A story, whole. */
export const Story = v.pipe(
  v.object({
    ...summary,
    body: RichText,
    sections: v.array(v.object({ prompt: Prompt, body: RichText })),
    /** Its author may be called about it. Nobody is told who would rather not. */
    contact: v.optional(v.literal(true)),
  }),
  v.metadata({ ref: 'Story' }),
)
export type Story = v.InferOutput<typeof Story>

/** What the asking member did with a story, and may do. */
export const StoryMine = v.object({
  reactions: v.array(Reaction),
  mayEdit: v.boolean(),
  mayDelete: v.boolean(),
  mayFeature: v.boolean(),
  /** It is new, and the asking member has not opened it. */
  unread: v.boolean(),
  /** For its author alone: how often others read it, once for each member and day. */
  reads: v.optional(Count),
  hidden: v.optional(WhyHidden),
  /** It is half a year old, and its author has not told whether it lasted. */
  followUp: v.optional(v.literal(true)),
})
export type StoryMine = v.InferOutput<typeof StoryMine>
/** The first page of the whole mixed feed says besides what stands in front; those stories are in the list as well. */
export const StoryPage = v.object({
  ...page(StorySummary, StoryMine).entries,
  featured: v.optional(v.array(StorySummary)),
})
export type StoryPage = v.InferOutput<typeof StoryPage>

/** Stories that resemble one, best first. */
export const RelatedStories = v.object({ items: v.array(StorySummary) })
export type RelatedStories = v.InferOutput<typeof RelatedStories>

const words = {
  kind: StoryKind,
  title: line(TITLE_MAX),
  lesson: text(LESSON_MAX),
  body: text(BODY_MAX),
  sections: v.pipe(
    v.array(v.strictObject({ prompt: Prompt, body: someText(BODY_MAX) })),
    v.maxLength(SECTIONS_MAX),
    v.check(
      (sections) => new Set(sections.map(({ prompt }) => prompt)).size === sections.length,
      'must answer each prompt once',
    ),
  ),
  topics: list(Topic, TOPICS_MAX),
  patterns: list(Id, PATTERNS_MAX),
  language: Language,
}

/** Whether its author may be called about it; left out while they did not say. */
const contact = v.boolean('must be true or false')

/** The words of a story, for those who may edit it: Markdown in `body` and in each section. */
export const StorySource = v.object({
  lesson: v.string(),
  body: v.string(),
  sections: words.sections,
  contact: v.optional(contact),
})
export type StorySource = v.InferOutput<typeof StorySource>
export const StoryOne = one(Story, v.object({ ...StoryMine.entries, source: v.optional(StorySource) }))
export type StoryOne = v.InferOutput<typeof StoryOne>

/** The words of a story that is told. `body` and section bodies are Markdown. Without `language` it is the community's first. */
export const StoryWords = v.strictObject({
  kind: words.kind,
  title: words.title,
  lesson: v.optional(words.lesson, ''),
  body: v.optional(words.body, ''),
  sections: v.optional(words.sections, []),
  topics: v.optional(words.topics, []),
  patterns: v.optional(words.patterns, []),
  language: v.optional(words.language),
  contact: v.optional(contact),
})
export type StoryWords = v.InferInput<typeof StoryWords>

/** A story to publish. `preview` is the one in which peers read it, and its revision that was looked at; a newer one is a conflict. */
export const NewStory = v.strictObject({
  ...StoryWords.entries,
  preview: v.optional(v.strictObject({ id: Id, revision: Count })),
})
export type NewStory = v.InferInput<typeof NewStory>

/** The words of a story as they were before a change. */
export const StoryBefore = v.partial(v.strictObject(words))

/** What changes; what is left out stays. With `contact` null its author did not say. */
export const StoryChange = v.strictObject({
  ...StoryBefore.entries,
  contact: v.optional(v.nullable(contact)),
})
export type StoryChange = v.InferInput<typeof StoryChange>

/**
 * `mixed` is newest first, but never lets one side crowd out the other: see docs/hosting.md. `latest` is strict. What
 * was most read, ever or in the last thirty days, is one page without a next: a cursor would tell how often.
 */
export const StorySort = v.picklist(
  ['mixed', 'latest', 'most-read', 'most-read-month', 'most-learned'],
  'must be mixed, latest, most-read, most-read-month or most-learned',
)
export type StorySort = v.InferOutput<typeof StorySort>

/** A year or a month: `2026`, `2026-03`. */
export const Period = v.pipe(
  v.string(),
  v.regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/, 'must be a year or a month: 2026 or 2026-03'),
)

export const StoryQuery = v.strictObject({
  ...pageQuery,
  kind: v.optional(StoryKind),
  topic: v.optional(Topic),
  pattern: v.optional(Id),
  author: v.optional(Id),
  /** Told in this year or month, in UTC. */
  period: v.optional(Period),
  sort: v.optional(StorySort, 'mixed'),
})
export type StoryQuery = v.InferOutput<typeof StoryQuery>

/** Puts a story in front, through `until` if it is given. */
export const Featuring = v.strictObject({ until: v.optional(Day) })
export type Featuring = v.InferOutput<typeof Featuring>

/** A story is published, taken back or archived. */
export const StoryStatusChange = v.strictObject({ status: StoryStatus })
export type StoryStatusChange = v.InferOutput<typeof StoryStatusChange>

export const ReactionResult = v.object({ reactions: ReactionCounts, mine: v.array(Reaction) })
export type ReactionResult = v.InferOutput<typeof ReactionResult>

export const Comment = v.pipe(
  v.object({
    id: Id,
    author: MemberRef,
    body: RichText,
    at: Instant,
    edited: v.optional(Instant),
    /** The comment this one answers; threads are one level deep. */
    replyTo: v.optional(Id),
    /** Kept from readers until a facilitator has looked at it: they get no body. */
    hidden: v.optional(v.literal(true)),
  }),
  v.metadata({ ref: 'Comment' }),
)
export type Comment = v.InferOutput<typeof Comment>

/** `source` is the Markdown, for those who may edit. */
export const WordsMine = v.object({
  mayEdit: v.boolean(),
  mayDelete: v.boolean(),
  source: v.optional(v.string()),
  hidden: v.optional(WhyHidden),
})
export type WordsMine = v.InferOutput<typeof WordsMine>
export const CommentPage = page(Comment, WordsMine)
export type CommentPage = v.InferOutput<typeof CommentPage>
export const CommentOne = one(Comment, WordsMine)
export type CommentOne = v.InferOutput<typeof CommentOne>

export const NewComment = v.strictObject({ body: someText(COMMENT_MAX), replyTo: v.optional(Id) })
export type NewComment = v.InferInput<typeof NewComment>
export const CommentChange = v.strictObject({ body: someText(COMMENT_MAX) })
export type CommentChange = v.InferInput<typeof CommentChange>
