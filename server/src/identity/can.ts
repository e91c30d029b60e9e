/** The one authority on what a member may do. Every read and write asks here; nobody else decides. */

import type { ProblemName } from '@vlinder/contract'
import type { Asker } from '../http/asking.ts'
import { ProblemError } from '../http/problem.ts'

/** What is acted upon: its community, and whose it is where that matters. */
export interface Subject {
  community: string
  /** Member id of whoever wrote it, asked it, or is it. */
  owner?: string
  /** It is kept from all but its owner and facilitators: what the others are told. */
  kept?: Extract<ProblemName, 'hidden' | 'not-found'>
  /** It is over: what stands there is only read. */
  closed?: boolean
  /** Member ids of those who were asked by name. A preview is there for nobody else. */
  peers?: readonly string[]
}

type Rule = (member: Asker, subject: Subject) => boolean

const everybody: Rule = () => true
const owner: Rule = (member, subject) => subject.owner === member.id
const facilitator: Rule = (member) => member.role === 'facilitator'
const ownerOrFacilitator: Rule = (member, subject) => owner(member, subject) || facilitator(member, subject)
/** What is hidden or taken back is not everybody's to read, nor to answer. */
const reader: Rule = (member, subject) => !subject.kept || ownerOrFacilitator(member, subject)
const answerer: Rule = (member, subject) => reader(member, subject) && !subject.closed
const ownerWhileOpen: Rule = (member, subject) => owner(member, subject) && !subject.closed
const facilitatorWhileOpen: Rule = (member, subject) => ownerOrFacilitator(member, subject) && !subject.closed
/** Of nobody is asked what they may not read. */
const askerWhileOpen: Rule = (member, subject) => facilitatorWhileOpen(member, subject) && !subject.kept
const featurer: Rule = (member, subject) => facilitator(member, subject) && !subject.closed
const peer: Rule = (member, { peers = [] }) => peers.includes(member.id)
const between: Rule = (member, subject) => owner(member, subject) || peer(member, subject)
const betweenWhileOpen: Rule = (member, subject) => between(member, subject) && !subject.closed
const peerWhileOpen: Rule = (member, subject) => peer(member, subject) && !subject.closed
/** A question asked of somebody by name is theirs to reply to while they may read it. */
const askedWhileOpen: Rule = (member, subject) => peer(member, subject) && answerer(member, subject)
/** Nobody reports themselves: what is one's own one can change; and of what is gone there is nothing left to report. */
const othersReader: Rule = (member, subject) => answerer(member, subject) && !owner(member, subject)
/** Whoever does it stays: so a community never loses its last facilitator to a facilitator. */
const facilitatorToOthers: Rule = (member, subject) => facilitator(member, subject) && !owner(member, subject)

/** One line per action; nothing is allowed that does not stand here. */
const RULES = {
  'community:read': everybody,
  'changes:read': everybody,
  'pattern:write': facilitator,
  'pattern:change': facilitator,
  'member:read': everybody,
  'member:change': owner,
  'member:deactivate': facilitatorToOthers,
  'member:activate': facilitatorToOthers,
  'audit:read': facilitator,
  'story:read': reader,
  'story:write': everybody,
  'attachment:write': everybody,
  'story:change': ownerWhileOpen,
  'story:withdraw': ownerWhileOpen,
  'story:archive': facilitatorWhileOpen,
  'story:delete': facilitatorWhileOpen,
  'story:history': facilitatorWhileOpen,
  'story:react': answerer,
  'story:feature': featurer,
  'comment:read': reader,
  'comment:write': answerer,
  'comment:change': owner,
  'comment:delete': ownerOrFacilitator,
  'comment:history': ownerOrFacilitator,
  'question:read': reader,
  'question:write': everybody,
  'question:change': owner,
  'question:delete': ownerOrFacilitator,
  'question:history': ownerOrFacilitator,
  'question:mark-helped': owner,
  'question:ask': askerWhileOpen,
  'question:take-back': facilitatorWhileOpen,
  'question:replies': ownerOrFacilitator,
  'question:reply': askedWhileOpen,
  'question:unheard': facilitator,
  'question:follow-up': owner,
  'question:tell': owner,
  'question:close': ownerOrFacilitator,
  'question:merge': facilitator,
  'draft:use': owner,
  'mention:read': owner,
  'preview:write': everybody,
  'preview:read': between,
  'preview:change': ownerWhileOpen,
  'preview:delete': owner,
  'preview:answer': peerWhileOpen,
  'preview:comment': betweenWhileOpen,
  'preview:uncomment': owner,
  'report:write': othersReader,
  'report:read': facilitator,
  'report:decide': facilitator,
  'answer:read': reader,
  'answer:write': answerer,
  'answer:try': othersReader,
  'answer:change': owner,
  'answer:delete': ownerOrFacilitator,
  'answer:history': ownerOrFacilitator,
} satisfies Record<string, Rule>

export type Action = keyof typeof RULES

/** All that an operator may do over HTTP: never read what members share. */
const OPERATOR: ReadonlySet<Action> = new Set(['member:deactivate', 'member:activate', 'audit:read'] as const)

/** May `member` do this to `subject`? Never across communities. */
export function can(member: Asker, action: Action, subject: Subject): boolean {
  if (member.community !== subject.community) return false
  return member.role === 'operator' ? OPERATOR.has(action) : RULES[action](member, subject)
}

/** As `can`, but refuses with a 403; the audit log names what was asked. */
export function mustBeAble(member: Asker, action: Action, subject: Subject): void {
  member.heard?.(action)
  if (can(member, action, subject)) return
  const told = member.role !== 'operator' && !reader(member, subject) && subject.kept
  throw new ProblemError(told || 'forbidden')
}
