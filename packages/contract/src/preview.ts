/**
 * Preview by peers: a story that one to three members read before it is published, and what they say about it between
 * them and its author. Nobody else knows that it is there, no facilitator either.
 */
import * as v from 'valibot'
import { COMMENT_MAX, PEERS_MAX } from './limits.ts'
import { MemberRef } from './member.ts'
import { one } from './page.ts'
import { RichText } from './rich-text.ts'
import { Prompt, StoryKind, StorySource, StoryWords } from './story.ts'
import { Count, Id, Instant, Language, list, someText, Topic } from './text.ts'

/** `declined` and `left`: they cannot read it any more. */
export const PeerState = v.picklist(['asked', 'read', 'declined', 'left'])
export type PeerState = v.InferOutput<typeof PeerState>

const summary = {
  id: Id,
  kind: StoryKind,
  title: v.string(),
  author: MemberRef,
  /** Who can read it beside its author. */
  peers: v.array(MemberRef),
  at: Instant,
  /** When its words last changed. */
  edited: v.optional(Instant),
  /** One more at every change. */
  revision: Count,
  comments: Count,
  /** It was published as this story: its words are gone from here, and what was said goes after `PREVIEW_KEPT_DAYS`. */
  story: v.optional(Id),
}

/** A story in preview, as it stands in a list. */
export const PreviewSummary = v.pipe(v.object(summary), v.metadata({ ref: 'PreviewSummary' }))
export type PreviewSummary = v.InferOutput<typeof PreviewSummary>

export const PreviewComment = v.pipe(
  v.object({
    id: Id,
    author: MemberRef,
    body: RichText,
    at: Instant,
    /** The revision that it is about. */
    revision: Count,
  }),
  v.metadata({ ref: 'PreviewComment' }),
)
export type PreviewComment = v.InferOutput<typeof PreviewComment>

/** A story in preview, whole, with what was said about it, oldest first. */
export const StoryPreview = v.pipe(
  v.object({
    ...summary,
    lesson: v.string(),
    body: RichText,
    sections: v.array(v.object({ prompt: Prompt, body: RichText })),
    topics: v.array(Topic),
    patterns: v.array(Id),
    language: Language,
    said: v.array(PreviewComment),
  }),
  v.metadata({ ref: 'StoryPreview' }),
)
export type StoryPreview = v.InferOutput<typeof StoryPreview>

/** How far a peer has come. */
export const Peer = v.object({
  member: MemberRef,
  state: PeerState,
  /** It was changed since they read it. */
  changed: v.boolean(),
  comments: Count,
})
export type Peer = v.InferOutput<typeof Peer>

/** `self` is the asking member's id; `peers` is for its author alone, `state` and `changed` for a peer. */
export const PreviewMine = v.object({
  self: Id,
  mayEdit: v.boolean(),
  peers: v.optional(v.array(Peer)),
  state: v.optional(PeerState),
  changed: v.optional(v.boolean()),
})
export type PreviewMine = v.InferOutput<typeof PreviewMine>

/** What the asking member lets others read, and what they were asked to read, newest first: at most `PAGE_MAX`. */
export const Previews = v.object({
  items: v.array(PreviewSummary),
  mine: v.record(v.string(), PreviewMine),
})
export type Previews = v.InferOutput<typeof Previews>

export const PreviewOne = one(
  StoryPreview,
  v.object({
    ...PreviewMine.entries,
    source: v.optional(StorySource),
    /** What the asking member said about it. */
    said: v.array(Id),
  }),
)
export type PreviewOne = v.InferOutput<typeof PreviewOne>

const peers = list(Id, PEERS_MAX)

/** Lets peers read a story. */
export const NewPreview = v.strictObject({
  story: StoryWords,
  peers: v.pipe(peers, v.minLength(1, 'must name at least one member')),
})
export type NewPreview = v.InferInput<typeof NewPreview>

/** Lets its peers read another version; `after` is the revision that was changed. */
export const PreviewChange = v.strictObject({ story: StoryWords, after: Count })
export type PreviewChange = v.InferInput<typeof PreviewChange>

/** Who reads it from now on; nobody takes it back. */
export const PreviewPeers = v.strictObject({ peers })
export type PreviewPeers = v.InferInput<typeof PreviewPeers>

/** A peer has read this revision and has nothing to add, or would rather not. */
export const PreviewAnswer = v.strictObject({
  state: v.picklist(['read', 'declined'], 'must be read or declined'),
  revision: Count,
})
export type PreviewAnswer = v.InferInput<typeof PreviewAnswer>

export const NewPreviewComment = v.strictObject({ body: someText(COMMENT_MAX), revision: Count })
export type NewPreviewComment = v.InferInput<typeof NewPreviewComment>
