/** Experience: what a member went through with a topic, and what came of it. What failed is experience like any other. */
import * as v from 'valibot'
import { NAME_MAX } from './limits.ts'
import { line, Topic } from './text.ts'

/** What came of something that somebody tried. */
export const Outcome = v.picklist(['worked', 'mixed', 'failed'], 'must be worked, mixed or failed')
export type Outcome = v.InferOutput<typeof Outcome>

/** `note` is one line in their own words: what it was, or what they would do differently. */
export const Experience = v.strictObject({
  topic: Topic,
  outcome: Outcome,
  note: v.optional(line(NAME_MAX)),
})
export type Experience = v.InferOutput<typeof Experience>
