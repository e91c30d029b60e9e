/**
 * Who has been there: members ranked by what they told and answered about it, each with reasons that lead to the
 * evidence.
 */
import type { Reason, StoryKind, SuggestedPeer } from '@vlinder/contract'
import { limits } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { type MemberRefRow, memberRefColumns, toMemberRef } from '../members/member-ref.ts'
import { fold, type Words } from '../search/words.ts'
import type { Tables } from '../storage/schema.ts'

/**
 * What each kind of evidence weighs. An answer that helped is the best sign; a story shows experience; a declared
 * topic only says that somebody is willing. Evidence found lower in the list counts for less.
 */
const WEIGHT = { helped: 3, answered: 1.5, told: 2, topic: 1 }
/** Hits of which evidence is gathered. */
const EVIDENCE_MAX = 20

interface Found {
  questions: string[]
  stories: string[]
}

interface Peer {
  ref: MemberRefRow
  score: number
  reasons: Map<string, Reason>
}

/** Up to five members other than the asker who are still here. `found` are the hits, best first. */
export async function suggestPeers(
  db: Kysely<Tables>,
  member: Asker,
  found: Found,
  words: Words,
  topic: string | undefined,
): Promise<SuggestedPeer[]> {
  const peers = new Map<string, Peer>()
  const credit = (
    ref: MemberRefRow,
    score: number,
    key: string,
    grow: (known: Reason | undefined) => Reason,
  ) => {
    const peer = peers.get(ref.memberId) ?? { ref, score: 0, reasons: new Map() }
    peer.score += score
    peer.reasons.set(key, grow(peer.reasons.get(key)))
    peers.set(ref.memberId, peer)
  }
  for (const row of await answersTo(db, member, found.questions.slice(0, EVIDENCE_MAX))) {
    const score = (row.helped ? WEIGHT.helped : WEIGHT.answered) / (1 + found.questions.indexOf(row.question))
    credit(row, score, 'answered', (known) => answered(known, row.question, row.helped))
  }
  for (const row of await tellers(db, member, found.stories.slice(0, EVIDENCE_MAX))) {
    const score = WEIGHT.told / (1 + found.stories.indexOf(row.story))
    credit(row, score, `told ${row.kind}`, (known) => told(known, row.story, row.kind))
  }
  for (const row of await declared(db, member, words, topic)) {
    credit(row, WEIGHT.topic, 'topic', (known) => known ?? { type: 'topic', topic: row.topic })
  }
  return [...peers.values()]
    .sort((a, b) => b.score - a.score || a.ref.memberName.localeCompare(b.ref.memberName))
    .slice(0, limits.SUGGESTIONS_MAX)
    .map(({ ref, reasons }) => ({ member: toMemberRef(ref), because: [...reasons.values()] }))
}

function answered(known: Reason | undefined, question: string, helped: number): Reason {
  const before =
    known?.type === 'answered' ? known : { type: 'answered' as const, count: 0, helped: 0, questions: [] }
  return {
    type: 'answered',
    count: before.count + 1,
    helped: before.helped + helped,
    questions: [...new Set([...before.questions, question])],
  }
}

function told(known: Reason | undefined, story: string, kind: StoryKind): Reason {
  const before = known?.type === 'told' ? known : { type: 'told' as const, kind, count: 0, stories: [] }
  return { type: 'told', kind, count: before.count + 1, stories: [...before.stories, story] }
}

function answersTo(db: Kysely<Tables>, member: Asker, questions: string[]) {
  if (questions.length === 0) return []
  return db
    .selectFrom('answer')
    .innerJoin('member', (join) =>
      join.onRef('member.community', '=', 'answer.community').onRef('member.id', '=', 'answer.author'),
    )
    .select(['answer.question', 'answer.helped'])
    .select(memberRefColumns)
    .where('answer.community', '=', member.community)
    .where('answer.question', 'in', questions)
    .where('member.active', '=', 1)
    .where('member.id', '!=', member.id)
    .execute()
}

function tellers(db: Kysely<Tables>, member: Asker, stories: string[]) {
  if (stories.length === 0) return []
  return db
    .selectFrom('story')
    .innerJoin('member', (join) =>
      join.onRef('member.community', '=', 'story.community').onRef('member.id', '=', 'story.author'),
    )
    .select(['story.id as story', 'story.kind'])
    .select(memberRefColumns)
    .where('story.community', '=', member.community)
    .where('story.id', 'in', stories)
    .where('member.active', '=', 1)
    .where('member.id', '!=', member.id)
    .execute()
}

/** Members who said that they can be asked about a topic that was typed or chosen. */
async function declared(db: Kysely<Tables>, member: Asker, words: Words, topic: string | undefined) {
  const typed = new Set(words.whole)
  if (words.typing !== undefined) typed.add(words.typing)
  const known = await db
    .selectFrom('memberTopic')
    .select('topic')
    .distinct()
    .where('community', '=', member.community)
    .execute()
  const named = known.map((row) => row.topic).filter((name) => name === topic || typed.has(fold(name)))
  if (named.length === 0) return []
  return db
    .selectFrom('memberTopic')
    .innerJoin('member', (join) =>
      join
        .onRef('member.community', '=', 'memberTopic.community')
        .onRef('member.id', '=', 'memberTopic.owner'),
    )
    .select('memberTopic.topic')
    .select(memberRefColumns)
    .where('memberTopic.community', '=', member.community)
    .where('memberTopic.topic', 'in', named)
    .where('member.active', '=', 1)
    .where('member.id', '!=', member.id)
    .execute()
}
