/** Who may know: members ranked by what they shared about it, each with the reasons. Rules only; the queries bring the evidence. */
import { limits, type Reason, type StoryKind } from '@vlinder/contract'

/** Something that a member did about the subject. `fit` (0 to 1) says how close to the subject it is, `days` how long ago it was. */
export type Evidence = { member: string } & (
  | { type: 'answered'; question: string; helped: boolean; fit: number; days?: number }
  | { type: 'told'; story: string; kind: StoryKind; fit: number; days?: number }
  | { type: 'topic'; topic: string }
)

/** An answer that helped is worth two that nobody marked. */
const HELPED = 2
const ANSWERED = 1
/** A story took more than an answer did. */
const TOLD = 1.5
/** Saying that one can be asked counts, but doing counts for more. */
const TOPIC = 0.75

/** What is close to the subject tells more than several things that only touch it. */
const CLOSENESS = 2
/**
 * Days after which something tells a third of what it told when it was new: people move on, and what they knew does.
 * It falls off evenly, so that the order of what was done does not depend on when one asks.
 */
const FADES_DAYS = 365

/** Ids under one reason: enough to see for oneself. */
const EVIDENCE_MAX = 5
/** Topics named for one peer. */
const TOPICS_MAX = 3

export interface RankedPeer {
  member: string
  because: Reason[]
}

/** The members that `evidence` speaks for, strongest first; `max` of them. */
export function rankPeers(evidence: readonly Evidence[], max: number = limits.SUGGESTIONS_MAX): RankedPeer[] {
  return [...Map.groupBy(evidence, ({ member }) => member)]
    .map(([member, theirs]) => ({
      member,
      score: theirs.reduce((sum, one) => sum + weight(one), 0),
      because: reasons(theirs),
    }))
    .sort((a, b) => b.score - a.score || (a.member < b.member ? -1 : 1))
    .slice(0, max)
    .map(({ member, because }) => ({ member, because }))
}

function weight(evidence: Evidence): number {
  if (evidence.type === 'topic') return TOPIC
  const worth = evidence.type === 'told' ? TOLD : evidence.helped ? HELPED : ANSWERED
  return worth * evidence.fit ** CLOSENESS * Math.exp(-(evidence.days ?? 0) / FADES_DAYS)
}

const is =
  <T extends Evidence['type']>(type: T) =>
  (evidence: Evidence): evidence is Extract<Evidence, { type: T }> =>
    evidence.type === type

/** What they did first, what they say they know last; the best fitting first within each. */
function reasons(evidence: readonly Evidence[]): Reason[] {
  return [...answered(evidence), ...told(evidence), ...declared(evidence)]
}

function answered(evidence: readonly Evidence[]): Reason[] {
  const answers = evidence.filter(is('answered')).sort((a, b) => b.fit - a.fit)
  if (answers.length === 0) return []
  const questions = distinct(answers.map(({ question }) => question))
  const helped = distinct(answers.filter((answer) => answer.helped).map(({ question }) => question))
  return [
    {
      type: 'answered',
      count: questions.length,
      helped: helped.length,
      questions: questions.slice(0, EVIDENCE_MAX),
    },
  ]
}

function told(evidence: readonly Evidence[]): Reason[] {
  const stories = evidence.filter(is('told')).sort((a, b) => b.fit - a.fit)
  return [...Map.groupBy(stories, ({ kind }) => kind)].map(([kind, ofKind]) => ({
    type: 'told',
    kind,
    count: ofKind.length,
    stories: ofKind.map(({ story }) => story).slice(0, EVIDENCE_MAX),
  }))
}

function declared(evidence: readonly Evidence[]): Reason[] {
  return distinct(evidence.filter(is('topic')).map(({ topic }) => topic))
    .slice(0, TOPICS_MAX)
    .map((topic) => ({ type: 'topic', topic }))
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)]
