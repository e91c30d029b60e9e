/** Who may know: members ranked by what they did about it, how alike their work is, and how much is asked of them. Rules only; the queries bring the evidence. */
import { limits, type Outcome, type Reason, type StoryKind } from '@vlinder/contract'
import { reasons } from './reasons.ts'

/** Something that a member did about the subject. `fit` (0 to 1) says how close to the subject it is, `days` how long ago it was. */
export type Evidence = { member: string } & (
  | { type: 'answered'; question: string; helped: boolean; fit: number; days?: number }
  | { type: 'told'; story: string; kind: StoryKind; fit: number; days?: number }
  | { type: 'tried'; question: string; outcome: Outcome; fit: number; days?: number }
  | { type: 'commented'; on: 'story' | 'question'; id: string; fit: number; days?: number }
  | { type: 'experience'; topic: string; outcome: Outcome; note?: string }
  | { type: 'topic'; topic: string }
)

/** How a member stands beside the asker, whatever the subject. */
export interface Standing {
  /** How alike their jobs and their organisations are, from 0 to 1. */
  position: number
  organisation: number
  /** How often they were asked lately, and how many answers they gave. */
  asked: number
  answered: number
}

/** An answer that helped is worth two that nobody marked. */
const HELPED = 2
const ANSWERED = 1
/** A story took more than an answer did. */
const TOLD = 1.5
/**
 * Who tried what an answer says, or declares what they went through, was there; but it is one press or one line, so it is
 * worth a little less than an answer that all can read. What came of it makes no difference: who failed knows as much.
 */
const TRIED = 0.9
const EXPERIENCE = 0.9
/** Saying that one can be asked counts, but doing counts for more. */
const TOPIC = 0.75
/** A comment shows that somebody recognises it, which is a beginning. */
const COMMENTED = 0.3

/** What is close to the subject tells more than several things that only touch it. */
const CLOSENESS = 2
/**
 * Days after which something tells a third of what it told when it was new: people move on, and what they knew does.
 * It falls off evenly, so that the order of what was done does not depend on when one asks.
 */
const FADES_DAYS = 365

/**
 * Who does the same work in the same sort of place speaks the asker's language: it decides between two who know about as
 * much, and never between one who knows and one who does not. Shares of the score that come on top.
 */
const SAME_POSITION = 0.15
const SAME_ORGANISATION = 0.1

/**
 * Being asked weighs on somebody: each ask takes about a tenth off, at most half. Who is the only one to know is still
 * suggested, and two who know alike take turns. Answers weigh less, for they chose to give them, and only beyond a few:
 * who answered lately is also who answers next, so that each bit more costs the ranking of docs/search-quality.md.
 */
const ASK_WEIGHS = 0.12
const ANSWER_WEIGHS = 0.05
const ANSWERS_FREE = 3
const ANSWERS_WEIGH_MAX = 0.25
const LOAD_MAX = 1

export interface RankedPeer {
  member: string
  because: Reason[]
}

/** The members that `evidence` speaks for and who may be suggested (those in `standings`), strongest first; `max` of them. */
export function rankPeers(
  evidence: readonly Evidence[],
  standings: ReadonlyMap<string, Standing>,
  max: number = limits.SUGGESTIONS_MAX,
): RankedPeer[] {
  return [...Map.groupBy(evidence, ({ member }) => member)]
    .flatMap(([member, theirs]) => {
      const standing = standings.get(member)
      return standing ? [{ member, theirs, standing, score: knows(theirs) * suits(standing) }] : []
    })
    .sort((a, b) => b.score - a.score || (a.member < b.member ? -1 : 1))
    .slice(0, max)
    .map(({ member, theirs, standing }) => ({ member, because: reasons(theirs, standing) }))
}

/** What somebody went through with a topic takes in that they can be asked about it. */
function knows(theirs: readonly Evidence[]): number {
  const lived = new Set(theirs.flatMap((one) => (one.type === 'experience' ? [one.topic] : [])))
  return theirs
    .filter((one) => one.type !== 'topic' || !lived.has(one.topic))
    .reduce((sum, one) => sum + weight(one), 0)
}

function weight(evidence: Evidence): number {
  if (evidence.type === 'topic') return TOPIC
  if (evidence.type === 'experience') return EXPERIENCE
  return worth(evidence) * evidence.fit ** CLOSENESS * Math.exp(-(evidence.days ?? 0) / FADES_DAYS)
}

function worth(evidence: Evidence): number {
  if (evidence.type === 'answered') return evidence.helped ? HELPED : ANSWERED
  return evidence.type === 'told' ? TOLD : evidence.type === 'tried' ? TRIED : COMMENTED
}

function suits({ position, organisation, asked, answered }: Standing): number {
  const alike = 1 + SAME_POSITION * position + SAME_ORGANISATION * organisation
  const answering = Math.min(ANSWERS_WEIGH_MAX, ANSWER_WEIGHS * Math.max(0, answered - ANSWERS_FREE))
  return alike / (1 + Math.min(LOAD_MAX, ASK_WEIGHS * asked + answering))
}
