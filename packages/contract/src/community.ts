/** A community of practice: what its members share before they share anything else. */
import * as v from 'valibot'
import { ADVICE_MAX, COMMUNITY_TOPICS_MAX, GOAL_MAX, NAME_MAX, TOPIC_MAX } from './limits.ts'
import { StoryKind } from './story.ts'
import { Count, Id, Language, line, list, someText, Topic } from './text.ts'

/** A recurring way in which things fail, and what to do about it. In the community's first language. */
export const Pattern = v.strictObject({
  id: Id,
  name: line(TOPIC_MAX),
  advice: v.optional(someText(ADVICE_MAX)),
})
export type Pattern = v.InferOutput<typeof Pattern>

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
