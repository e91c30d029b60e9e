/**
 * Which of all things somebody may read: what `can()` says of one thing, for a list of them. Every list, search and count
 * asks here, so that what is kept from readers is kept everywhere.
 */
import { WhyHidden } from '@vlinder/contract'
import { type RawBuilder, sql } from 'kysely'
import { parse } from 'valibot'
import type { Asker } from '../http/asking.ts'
import type { StoryTable } from '../storage/schema.ts'
import type { Subject } from './can.ts'

const theirs = (table: string, { id, role }: Asker) =>
  role === 'facilitator' ? sql`true` : sql`${sql.ref(`${table}.author`)} = ${id}`

/** Questions, answers and comments; for stories there is more to it. */
export const readable = (table: 'question' | 'answer' | 'comment', member: Asker) =>
  sql<boolean>`(${sql.ref(`${table}.hidden`)} = 0 or ${theirs(table, member)})`

export const readableStory = (member: Asker) => sql<boolean>`case story.status
  when 'deleted' then ${below(member)}
  when 'withdrawn' then ${theirs('story', member)}
  else story.hidden = 0 or ${theirs('story', member)} end`

/** Of a deleted story only the thread is left, for those who wrote in it and for facilitators. */
const below = ({ id, role }: Asker): RawBuilder<boolean> =>
  role === 'facilitator'
    ? sql`true`
    : sql`exists (select 1 from comment c where c.community = story.community
        and c.on_type = 'story' and c.on_id = story.id and c.author = ${id})`

/** What is to be found by everybody: only this is in the index, and counted. */
export const isOpen = ({ hidden, status = 'published' }: Kept): boolean =>
  hidden === 0 && (status === 'published' || status === 'archived')

interface Kept {
  hidden: number
  status?: StoryTable['status'] extends { __select__: infer S } ? S : never
}

/** For `can()`: what everybody but its author and facilitators is told of it. */
export function keptFrom({ hidden, status }: Kept): Pick<Subject, 'kept' | 'closed'> {
  if (status === 'deleted') return { closed: true }
  if (status === 'withdrawn') return { kept: 'not-found' }
  return hidden ? { kept: 'hidden' } : {}
}

/** Why the row in `table` is hidden, as JSON: a report that was not taken away. */
export const whyHidden = (table: string) =>
  sql<
    string | null
  >`iif(${sql.ref(`${table}.hidden`)}, (select json_object('reason', r.reason, 'note', r.note)
    from report r where r.community = ${sql.ref(`${table}.community`)} and r.on_type = ${table}
    and r.on_id = ${sql.ref(`${table}.id`)} and r.state != 'restored' limit 1), null)`.as('why')

/** The same as the contract has it, for those whose business it is. */
export const toWhy = (why: string | null, may: boolean): { hidden?: WhyHidden } =>
  why !== null && may ? { hidden: parse(WhyHidden, JSON.parse(why)) } : {}
