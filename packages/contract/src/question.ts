/** Questions and the answers of peers; the asker marks what helped. */
import * as v from 'valibot'
import { WhyHidden } from './hidden.ts'
import { BODY_MAX, TITLE_MAX, TOPICS_MAX } from './limits.ts'
import { MemberRef } from './member.ts'
import { one, page, pageQuery } from './page.ts'
import { RichText } from './rich-text.ts'
import { Comment, WordsMine } from './story.ts'
import { Count, Id, Instant, Language, line, list, someText, Topic, text } from './text.ts'

/** `open` until somebody answered. */
export const QuestionState = v.picklist(['open', 'answered'])
export type QuestionState = v.InferOutput<typeof QuestionState>

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
  answers: Count,
  /** Answers that the asker marked as helpful. */
  helped: Count,
  /** Kept from readers until a facilitator has looked at it. */
  hidden: v.optional(v.literal(true)),
}

export const QuestionSummary = v.pipe(v.object(summary), v.metadata({ ref: 'QuestionSummary' }))
export type QuestionSummary = v.InferOutput<typeof QuestionSummary>
export const Question = v.pipe(v.object({ ...summary, body: RichText }), v.metadata({ ref: 'Question' }))
export type Question = v.InferOutput<typeof Question>

export const QuestionMine = v.object({
  mayEdit: v.boolean(),
  mayDelete: v.boolean(),
  /** The asking member asked this, so they say what helped. */
  mayMarkHelped: v.boolean(),
  hidden: v.optional(WhyHidden),
})
export type QuestionMine = v.InferOutput<typeof QuestionMine>
export const QuestionPage = page(QuestionSummary, QuestionMine)
export type QuestionPage = v.InferOutput<typeof QuestionPage>
/** `source` is the Markdown of the body, for those who may edit. */
export const QuestionOne = one(
  Question,
  v.object({ ...QuestionMine.entries, source: v.optional(v.string()) }),
)
export type QuestionOne = v.InferOutput<typeof QuestionOne>

const words = {
  title: line(TITLE_MAX),
  body: text(BODY_MAX),
  topics: list(Topic, TOPICS_MAX),
  language: Language,
}
export const NewQuestion = v.strictObject({
  title: words.title,
  body: v.optional(words.body, ''),
  topics: v.optional(words.topics, []),
  language: v.optional(words.language),
})
export type NewQuestion = v.InferInput<typeof NewQuestion>
export const QuestionChange = v.partial(v.strictObject(words))
export type QuestionChange = v.InferInput<typeof QuestionChange>

export const QuestionQuery = v.strictObject({
  ...pageQuery,
  state: v.optional(QuestionState),
  topic: v.optional(Topic),
  author: v.optional(Id),
})
export type QuestionQuery = v.InferOutput<typeof QuestionQuery>

export const Answer = v.pipe(
  v.object({
    id: Id,
    author: MemberRef,
    body: RichText,
    at: Instant,
    edited: v.optional(Instant),
    helped: v.boolean(),
    /** Kept from readers until a facilitator has looked at it: they get no body. */
    hidden: v.optional(v.literal(true)),
  }),
  v.metadata({ ref: 'Answer' }),
)
export type Answer = v.InferOutput<typeof Answer>
/** Helpful answers first, then oldest first. */
export const AnswerPage = page(Answer, WordsMine)
export type AnswerPage = v.InferOutput<typeof AnswerPage>
export const AnswerOne = one(Answer, WordsMine)
export type AnswerOne = v.InferOutput<typeof AnswerOne>

export const NewAnswer = v.strictObject({ body: someText(BODY_MAX) })
export type NewAnswer = v.InferInput<typeof NewAnswer>
export const AnswerChange = v.strictObject({ body: someText(BODY_MAX) })
export type AnswerChange = v.InferInput<typeof AnswerChange>

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
