/** Members who may know, each with the reasons. */
import * as v from 'valibot'
import { Experience, Outcome } from './experience.ts'
import { MemberRef } from './member.ts'
import { StoryKind } from './story.ts'
import { Count, Id, Topic } from './text.ts'

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
