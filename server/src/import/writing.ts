/** What the writers of records share: what they are given, how they refuse, and how they look around. */
import { limits, type StoryStatus } from '@vlinder/contract'
import type { Transaction } from 'kysely'
import { standing as whereItStands } from '../questions/standing.ts'
import type { Tables } from '../storage/schema.ts'
import { toMarkdown } from '../text/html.ts'
import type { ImportRecord, RecordType } from './records.ts'

/** Why a line is not imported; the message names the field. */
export class Rejection extends Error {}

/** A story or question whose counters and index entry are brought up to date at the end of the batch. */
export interface Touched {
  type: 'story' | 'question'
  community: string
  id: string
}

export interface Writing {
  db: Transaction<Tables>
  /** Where the import file stands. */
  folder: string
  /** Says what was left out of a record that is kept otherwise. */
  note(reason: string): void
  touch(touched: Touched): void
}

/** Writes one record, in the batch's transaction. Returns why it left a known record alone, or nothing. */
export type Writer<Type extends RecordType> = (
  writing: Writing,
  record: ImportRecord[Type],
) => Promise<string | undefined>

type Table = 'member' | 'story' | 'question' | 'answer' | 'comment'

/** @throws Rejection when there is no such community */
export async function communityOf(db: Transaction<Tables>, community: string) {
  const row = await db
    .selectFrom('community')
    .select(['languages', 'patterns'])
    .where('id', '=', community)
    .executeTakeFirst()
  if (!row) throw missing('community', 'community', community)
  return row
}

/** @throws Rejection when what `field` names is not there */
export async function mustExist(
  db: Transaction<Tables>,
  table: Table,
  community: string,
  id: string,
  field: string,
): Promise<void> {
  const row = await db
    .selectFrom(table)
    .select('id')
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw missing(field, table, id)
}

/** It stands only for what others wrote below it. */
export async function isDeleted(
  db: Transaction<Tables>,
  community: string,
  { type, id }: { type: string; id: string },
): Promise<boolean> {
  if (type !== 'story') return false
  const row = await db
    .selectFrom('story')
    .select('status')
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.status === 'deleted'
}

/** Where what is written under a question stands, which may have been merged into another one here. */
export async function placeOf(
  db: Transaction<Tables>,
  community: string,
  question: string,
  origin: string | undefined,
): Promise<{ id: string; origin: string | null }> {
  if (origin !== undefined) await mustExist(db, 'question', community, origin, 'origin')
  const id = await whereItStands(db, community, question)
  const from = origin ?? question
  return { id, origin: from === id ? null : from }
}

const missing = (field: string, table: string, id: string) =>
  new Rejection(`${field}: there is no ${table} ${quoted(id)} (it must come before, and not be rejected)`)

/** Something that was typed, short enough for a message. */
export const quoted = (text: string): string =>
  JSON.stringify(text.length > 80 ? `${text.slice(0, 80).toWellFormed()}…` : text)

/** What a record says of who may read it; what it leaves out stays as it is here. */
export const standing = ({
  hidden,
  status,
}: {
  hidden?: boolean | undefined
  status?: StoryStatus | undefined
}) => ({
  ...(hidden !== undefined && { hidden: hidden ? 1 : 0 }),
  ...(status && { status }),
})

/** Why a record that was edited here since it came stays as it is. */
export const editedHere = (
  row: { edited: string | null } | undefined,
  table: Table,
  edited = '',
): string | undefined =>
  row?.edited && row.edited > edited
    ? `kept as it is: this ${table} was edited here on ${row.edited}`
    : undefined

type Format = 'markdown' | 'html'

/** The Markdown of a field. @throws Rejection when it is too long after all */
export function markdown(source: string, format: Format, field: string, max = limits.BODY_MAX): string {
  const text = format === 'html' ? fromHtml(source, field) : source
  if (text.length > max) throw new Rejection(`${field}: must be at most ${max} characters of Markdown`)
  return text
}

function fromHtml(html: string, field: string): string {
  try {
    return toMarkdown(html)
  } catch (error) {
    if (error instanceof RangeError) throw new Rejection(`${field}: its elements are nested too deep`)
    throw error
  }
}

/** As `markdown`, for what may not be empty. */
export function someMarkdown(source: string, format: Format, max?: number): string {
  const text = markdown(source, format, 'body', max)
  if (text.trim() === '') throw new Rejection('body: must not be empty')
  return text
}
