/** Asking a question by name, and replying to that. */
import type { NewReply, QuestionOne } from '@vlinder/contract'
import { at } from './address.ts'
import type { Options } from './connection.ts'
import type { Link } from './link.ts'

const CHANGED = { type: 'question', action: 'changed' } as const

export const asks = (link: Link) => ({
  /** Asks one more member by name: as the asker, or a facilitator. */
  askPeer: (question: string, member: string, o?: Options) =>
    link.write<QuestionOne>('PUT', at`/questions/${question}/asks/${member}`, CHANGED, o),
  /** Asks them no longer. */
  takeBackAsk: (question: string, member: string, o?: Options) =>
    link.write<void>('DELETE', at`/questions/${question}/asks/${member}`, { ...CHANGED, id: question }, o),
  /** What the asking member replies to being asked; until they have answered, another reply takes its place. */
  reply: (question: string, body: NewReply, o?: Options) =>
    link.write<QuestionOne>('PUT', at`/questions/${question}/reply`, CHANGED, o, body),
})
