/** Who may know: members ranked by what they shared about it, each with the reasons. Rules only; the queries bring the evidence. */
import { limits, type Reason, type StoryKind } from '@vlinder/contract'

/** Something that a member did about the subject. `fit` (0 to 1) says how close to the subject it is. */
export type Evidence = { member: string } & (
  | { type: 'answered'; question: string; helped: boolean; fit: number }
  | { type: 'told'; story: string; kind: StoryKind; fit: number }
  | { type: 'topic'; topic: string }
)

/** An answer that helped is worth two that nobody marked. */
const HELPED = 2
const ANSWERED = 1
/** A story took more than an answer did. */
const TOLD = 1.5
/** Saying that one can be asked counts, but doing counts for more. */
const TOPIC = 0.75

/** Ids under one reason: enough to see for oneself. */
const EVIDENCE_MAX = 5
/** Topics named for one peer. */
const TOPICS_MAX = 3

interface RankedPeer {
  member: string
  because: Reason[]
}

/** The members that `evidence` speaks for, strongest first. */
export function rankPeers(evidence: readonly Evidence[]): RankedPeer[] {
  return [...Map.groupBy(evidence, ({ member }) => member)]
    .map(([member, theirs]) => ({
      member,
      score: theirs.reduce((sum, one) => sum + weight(one), 0),
      because: reasons(theirs),
    }))
    .sort((a, b) => b.score - a.score || (a.member < b.member ? -1 : 1))
    .slice(0, limits.SUGGESTIONS_MAX)
    .map(({ member, because }) => ({ member, because }))
}

function weight(evidence: Evidence): number {
  switch (evidence.type) {
    case 'answered':
      return evidence.fit * (evidence.helped ? HELPED : ANSWERED)
    case 'told':
      return evidence.fit * TOLD
    case 'topic':
      return TOPIC
  }
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
