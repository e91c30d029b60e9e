/** Suggestions: who and what was there before, while somebody is still typing. */
import * as v from 'valibot'
import { SUGGESTION_TEXT_MAX } from './limits.ts'
import { QuestionSummary } from './question.ts'
import { SuggestedPeer } from './reason.ts'
import { RichText } from './rich-text.ts'
import { StorySummary } from './story.ts'
import { Marks, Topic, text } from './text.ts'

/** Half a question is enough. */
export const SuggestionQuery = v.strictObject({ text: text(SUGGESTION_TEXT_MAX), topic: v.optional(Topic) })
export type SuggestionQuery = v.InferInput<typeof SuggestionQuery>

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
