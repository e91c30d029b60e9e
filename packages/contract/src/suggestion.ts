/** Suggestions: who and what was there before, while somebody is still typing. */
import * as v from 'valibot'
import { Experience, Outcome } from './experience.ts'
import { SUGGESTION_TEXT_MAX } from './limits.ts'
import { MemberRef } from './member.ts'
import { QuestionSummary } from './question.ts'
import { RichText } from './rich-text.ts'
import { StoryKind, StorySummary } from './story.ts'
import { Count, Id, Marks, Topic, text } from './text.ts'

/** Half a question is enough. */
export const SuggestionQuery = v.strictObject({ text: text(SUGGESTION_TEXT_MAX), topic: v.optional(Topic) })
export type SuggestionQuery = v.InferInput<typeof SuggestionQuery>

/**
 * Why somebody is suggested; the evidence is something the asker may read.
 * `answered`: they answered such questions. `told`: they told such stories, of this kind. `tried`: they tried what answers to
 * such questions say, and this came of it. `experience`: they say what they went through. `topic`: they said they can be
 * asked. `commented`: they commented on such stories and questions. `alike`: their job, organisation or type of
 * organisation is like the asker's; nobody is suggested for that alone.
 */
export const Reason = v.variant('type', [
  v.object({ type: v.literal('answered'), count: Count, helped: Count, questions: v.array(Id) }),
  v.object({ type: v.literal('told'), kind: StoryKind, count: Count, stories: v.array(Id) }),
  v.object({ type: v.literal('tried'), outcome: Outcome, count: Count, questions: v.array(Id) }),
  v.object({ type: v.literal('experience'), ...Experience.entries }),
  v.object({ type: v.literal('topic'), topic: Topic }),
  v.object({ type: v.literal('commented'), count: Count, stories: v.array(Id), questions: v.array(Id) }),
  v.object({
    type: v.literal('alike'),
    by: v.picklist(['position', 'organisation', 'organisation-type']),
  }),
])
export type Reason = v.InferOutput<typeof Reason>

export const SuggestedPeer = v.object({ member: MemberRef, because: v.array(Reason) })
export type SuggestedPeer = v.InferOutput<typeof SuggestedPeer>

/** `marks`: where the typed words stand in the title. */
export const Suggestions = v.pipe(
  v.object({
    questions: v.array(v.object({ question: QuestionSummary, marks: Marks })),
    stories: v.array(v.object({ story: StorySummary, marks: Marks })),
    peers: v.array(SuggestedPeer),
  }),
  v.metadata({ ref: 'Suggestions' }),
)
export type Suggestions = v.InferOutput<typeof Suggestions>

/** Markdown to see as it will be shown. */
export const PreviewQuery = v.strictObject({ text: text(40_000) })
export const Preview = v.object({ richText: RichText })
export type Preview = v.InferOutput<typeof Preview>
