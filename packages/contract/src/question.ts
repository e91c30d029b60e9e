/** Questions and the answers of peers; the asker marks what helped. */
import * as v from 'valibot'
import { Asked, AskReply, peers } from './ask.ts'
import { Outcome } from './experience.ts'
import { WhyHidden } from './hidden.ts'
import { BODY_MAX, CIRCUMSTANCE_MAX, RESULT_MAX, TITLE_MAX, TOPICS_MAX } from './limits.ts'
import { MemberRef } from './member.ts'
import { one, page, pageQuery } from './page.ts'
import { SuggestedPeer } from './reason.ts'
import { RichText } from './rich-text.ts'
import { Comment, Prompt, StoryKind, WordsMine } from './story.ts'
import { Count, Day, Id, Instant, Language, line, list, someText, Topic, text } from './text.ts'

/** `open` until somebody answered. `closed`: it is read, and nobody answers it any more. */
export const QuestionState = v.picklist(['open', 'answered', 'closed'])
export type QuestionState = v.InferOutput<typeof QuestionState>

/** What kind of help somebody hopes for: advice, an example, somebody to think along, or a call. */
export const Help = v.picklist(
  ['advice', 'example', 'think-along', 'contact'],
  'must be advice, example, think-along or contact',
)
export type Help = v.InferOutput<typeof Help>

const summary = {
  id: Id,
  title: v.string(),
  excerpt: v.string(),
  topics: v.array(Topic),
  language: Language,
  state: QuestionState,
  author: MemberRef,
  at: Instant,
  edited: v.optional(Instant),
  /** By which day an answer is of use. */
  by: v.optional(Day),
  help: v.optional(Help),
  /** Who was asked by name, the first one first. Everybody may read and answer it all the same. */
  asks: v.array(Asked),
  answers: Count,
  /** Answers that the asker marked as helpful. */
  helped: Count,
  /** Kept from readers until a facilitator has looked at it. */
  hidden: v.optional(v.literal(true)),
}

export const QuestionSummary = v.pipe(v.object(summary), v.metadata({ ref: 'QuestionSummary' }))
export type QuestionSummary = v.InferOutput<typeof QuestionSummary>

/** What the asker says came of it; `words` is plain text. */
export const QuestionResult = v.object({
  outcome: Outcome,
  words: v.optional(v.string()),
  at: Instant,
})
export type QuestionResult = v.InferOutput<typeof QuestionResult>

/** The same, asked by somebody else: it was merged into this one, and its answers stand here. */
export const MergedQuestion = v.object({
  id: Id,
  title: v.string(),
  body: RichText,
  language: Language,
  author: MemberRef,
  at: Instant,
})
export type MergedQuestion = v.InferOutput<typeof MergedQuestion>

export const Question = v.pipe(
  v.object({
    ...summary,
    body: RichText,
    /** Plain text: what the asker wants to reach, what they tried so far, and what cannot be otherwise. */
    goal: v.optional(v.string()),
    tried: v.optional(v.string()),
    constraint: v.optional(v.string()),
    result: v.optional(QuestionResult),
    /** Oldest first; left out where there are none. */
    merged: v.optional(v.array(MergedQuestion)),
  }),
  v.metadata({ ref: 'Question' }),
)
export type Question = v.InferOutput<typeof Question>

export const QuestionMine = v.object({
  mayEdit: v.boolean(),
  mayDelete: v.boolean(),
  /** The asking member asked this, so they say what helped. */
  mayMarkHelped: v.boolean(),
  /** One more member can be asked by name. */
  mayAsk: v.boolean(),
  /** How each who was asked replied: for the asker and facilitators. */
  replies: v.optional(v.array(AskReply)),
  /** The asking member was asked; `mayReply` until they have answered. */
  asked: v.optional(v.object({ ...AskReply.entries, mayReply: v.boolean() })),
  /** They may close it, and open it again. */
  mayClose: v.boolean(),
  /** They may merge it into another question, and undo that. */
  mayMerge: v.boolean(),
  hidden: v.optional(WhyHidden),
  /** The asking member asked this, was answered a month ago, and has not said what came of it. */
  followUp: v.optional(v.literal(true)),
})
export type QuestionMine = v.InferOutput<typeof QuestionMine>
export const QuestionPage = page(QuestionSummary, QuestionMine)
export type QuestionPage = v.InferOutput<typeof QuestionPage>
/**
 * `source` is the Markdown of the body, for those who may edit. `next` is who may be asked next, for those who may ask:
 * somebody passed or did not reply in time, and nobody took it up or answered yet.
 */
export const QuestionOne = one(
  Question,
  v.object({
    ...QuestionMine.entries,
    source: v.optional(v.string()),
    next: v.optional(SuggestedPeer),
  }),
)
export type QuestionOne = v.InferOutput<typeof QuestionOne>

const words = {
  title: line(TITLE_MAX),
  body: text(BODY_MAX),
  topics: list(Topic, TOPICS_MAX),
  language: Language,
  goal: text(CIRCUMSTANCE_MAX),
  tried: text(CIRCUMSTANCE_MAX),
  constraint: text(CIRCUMSTANCE_MAX),
}
export const NewQuestion = v.strictObject({
  title: words.title,
  body: v.optional(words.body, ''),
  topics: v.optional(words.topics, []),
  language: v.optional(words.language),
  goal: v.optional(words.goal, ''),
  tried: v.optional(words.tried, ''),
  constraint: v.optional(words.constraint, ''),
  by: v.optional(Day),
  help: v.optional(Help),
  /** Whom to ask by name. */
  peers: v.optional(peers, []),
})
export type NewQuestion = v.InferInput<typeof NewQuestion>
/** An empty text and null say nothing any more. */
export const QuestionChange = v.partial(
  v.strictObject({ ...words, by: v.nullable(Day), help: v.nullable(Help) }),
)
export type QuestionChange = v.InferInput<typeof QuestionChange>

export const QuestionQuery = v.strictObject({
  ...pageQuery,
  state: v.optional(QuestionState),
  topic: v.optional(Topic),
  author: v.optional(Id),
  /** What waits for the asking member: asked of them by name, and not answered by them yet. */
  asked: v.optional(v.picklist(['me'], 'must be me')),
  /** What nobody took up or answered within `UNHEARD_HOURS`: for facilitators alone. */
  needs: v.optional(v.picklist(['facilitator'], 'must be facilitator')),
  /** Only those that the asking member may be asked about: see `followUp`. */
  due: v.optional(v.literal('true', 'must be true')),
})
export type QuestionQuery = v.InferOutput<typeof QuestionQuery>

/** How many members met each outcome. */
export const OutcomeCounts = v.object({ worked: Count, mixed: Count, failed: Count })
export type OutcomeCounts = v.InferOutput<typeof OutcomeCounts>

export const Answer = v.pipe(
  v.object({
    id: Id,
    author: MemberRef,
    body: RichText,
    at: Instant,
    edited: v.optional(Instant),
    helped: v.boolean(),
    /** How many members tried it, by what came of it. */
    tried: OutcomeCounts,
    /** Kept from readers until a facilitator has looked at it: they get no body. */
    hidden: v.optional(v.literal(true)),
  }),
  v.metadata({ ref: 'Answer' }),
)
export type Answer = v.InferOutput<typeof Answer>

/** `tried` is what came of it for the asking member. */
export const AnswerMine = v.object({
  ...WordsMine.entries,
  mayTry: v.boolean(),
  tried: v.optional(Outcome),
})
export type AnswerMine = v.InferOutput<typeof AnswerMine>
/** Helpful answers first, then oldest first. */
export const AnswerPage = page(Answer, AnswerMine)
export type AnswerPage = v.InferOutput<typeof AnswerPage>
export const AnswerOne = one(Answer, AnswerMine)
export type AnswerOne = v.InferOutput<typeof AnswerOne>

export const NewAnswer = v.strictObject({ body: someText(BODY_MAX) })
export type NewAnswer = v.InferInput<typeof NewAnswer>
export const AnswerChange = v.strictObject({ body: someText(BODY_MAX) })
export type AnswerChange = v.InferInput<typeof AnswerChange>

/** What came of an answer for whoever tried it. */
export const Tried = v.strictObject({ outcome: Outcome })
export type Tried = v.InferOutput<typeof Tried>

/**
 * What the asker says a month later. An outcome, with `words` in plain text, is told to everybody who reads the question;
 * `not-yet` asks again after another month, `never` does not: nobody else is told of these.
 */
export const FollowUpOutcome = v.picklist(
  [...Outcome.options, 'not-yet', 'never'],
  'must be worked, mixed, failed, not-yet or never',
)
export type FollowUpOutcome = v.InferOutput<typeof FollowUpOutcome>
export const FollowUp = v.pipe(
  v.strictObject({ outcome: FollowUpOutcome, words: v.optional(text(RESULT_MAX), '') }),
  v.forward(
    v.check(({ outcome, words }) => words === '' || isOutcome(outcome), 'must come with an outcome'),
    ['words'],
  ),
)
export type FollowUp = v.InferInput<typeof FollowUp>
const isOutcome = (outcome: string) => outcome !== 'not-yet' && outcome !== 'never'

/** The question that another is merged into. */
export const Merge = v.strictObject({ into: Id })
export type Merge = v.InferOutput<typeof Merge>

/**
 * A story that begins with a question: what was asked, and what helped, quoted with who said it. Its fields are those in
 * which a story is told; the prompts hold Markdown, and those without text are left out.
 */
export const StoryDraft = v.object({
  kind: StoryKind,
  title: v.string(),
  topics: v.array(Topic),
  language: Language,
  ...v.partial(v.object(v.entriesFromList(Prompt.options, v.string()))).entries,
})
export type StoryDraft = v.InferOutput<typeof StoryDraft>
export const StoryDraftOne = v.object({ item: StoryDraft })
export type StoryDraftOne = v.InferOutput<typeof StoryDraftOne>

/** A comment on a question or on one of its answers. */
export const QuestionComment = v.pipe(
  v.object({
    ...Comment.entries,
    on: v.object({ type: v.picklist(['question', 'answer']), id: Id }),
  }),
  v.metadata({ ref: 'QuestionComment' }),
)
export type QuestionComment = v.InferOutput<typeof QuestionComment>
export const QuestionCommentPage = page(QuestionComment, WordsMine)
export type QuestionCommentPage = v.InferOutput<typeof QuestionCommentPage>
