/** A community of practice: what its members share before they share anything else. */
import * as v from 'valibot'
import { ADVICE_MAX, COMMUNITY_TOPICS_MAX, GOAL_MAX, NAME_MAX, TOPIC_MAX } from './limits.ts'
import { one } from './page.ts'
import { StoryKind } from './story.ts'
import { Count, Id, Language, line, list, someText, Topic } from './text.ts'

const pattern = {
  name: line(TOPIC_MAX),
  /** How to recognise it, in plain text. */
  explanation: v.optional(someText(ADVICE_MAX)),
  /** What to do about it, in plain text. */
  advice: v.optional(someText(ADVICE_MAX)),
}

/** A recurring way in which things fail, and what to do about it. In the community's first language. */
export const Pattern = v.strictObject({
  id: Id,
  ...pattern,
  /** Not offered any more; stories that carry it keep it. */
  retired: v.optional(v.literal(true, 'must be true, or left out')),
})
export type Pattern = v.InferOutput<typeof Pattern>

/** A pattern that a facilitator adds, under an id of their own making. */
export const NewPattern = v.strictObject(pattern)
export type NewPattern = v.InferOutput<typeof NewPattern>

/** What a facilitator changes of a pattern; null empties a text. */
export const PatternChange = v.partial(
  v.strictObject({
    name: pattern.name,
    explanation: v.nullable(pattern.explanation.wrapped),
    advice: v.nullable(pattern.advice.wrapped),
    retired: v.boolean('must be true or false'),
    /** Id of the pattern that it comes before; null for the last place. Those that are retired come after all others. */
    before: v.nullable(Id),
  }),
)
export type PatternChange = v.InferOutput<typeof PatternChange>

export const PatternOne = one(Pattern, v.object({}))
export type PatternOne = v.InferOutput<typeof PatternOne>

export const Community = v.pipe(
  v.object({
    id: Id,
    name: line(NAME_MAX),
    goal: someText(GOAL_MAX),
    /** The first is the community's own. */
    languages: v.pipe(v.array(Language), v.minLength(1)),
    topics: list(Topic, COMMUNITY_TOPICS_MAX),
    patterns: v.pipe(v.array(Pattern), v.maxLength(COMMUNITY_TOPICS_MAX)),
    kinds: v.array(StoryKind),
    /** How many may read what is shared here: members who have not left. */
    members: Count,
    /** Whether a member needs a photo before they can tell, ask, answer or comment. */
    photoBeforePost: v.boolean(),
  }),
  v.metadata({ ref: 'Community' }),
)
export type Community = v.InferOutput<typeof Community>
