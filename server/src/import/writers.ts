/** How each record of the import format is written. Each says why it left a known record alone, or nothing. */
import { limits } from '@vlinder/contract'
import type { Transaction } from 'kysely'
import { defaultPatterns } from '../communities/patterns.ts'
import { setPhoto, storeMedia } from '../media/queries.ts'
import { toPhoto } from '../members/photo.ts'
import { setTopics } from '../members/queries.ts'
import { questionExcerpt } from '../questions/derived.ts'
import { setQuestionTopics } from '../questions/queries.ts'
import type { Tables } from '../storage/schema.ts'
import { derived, indexStory } from '../stories/derived.ts'
import { setLabels } from '../stories/queries.ts'
import { toMarkdown } from '../text/html.ts'
import { photoBytes } from './photo.ts'
import type { ImportRecord, RecordType } from './records.ts'

export interface Place {
  file: string
  line: number
}

/** Why a line is not imported; the message names the field. */
export class Rejection extends Error {}

export interface Writing {
  db: Transaction<Tables>
  /** Stories and questions whose counters and index entries are brought up to date at the end of the batch. */
  touched: Record<'stories' | 'questions', Map<string, [community: string, id: string]>>
  /** Where the import file stands. */
  folder: string
  note(reason: string): void
}

type Writer<Type extends RecordType> = (
  writing: Writing,
  record: ImportRecord[Type],
) => Promise<string | undefined>

export const WRITERS: { [Type in RecordType]: Writer<Type> } = {
  async community({ db }, { type: _, id, languages, origins, topics, patterns, contact, ...words }) {
    const columns = {
      ...words,
      languages: JSON.stringify(languages),
      origins: JSON.stringify(origins),
      topics: JSON.stringify(topics),
      patterns: JSON.stringify(patterns ?? defaultPatterns(languages[0] ?? 'nl')),
      contact: contact ?? null,
    }
    await db
      .insertInto('community')
      .values({ id, ...columns })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
      .execute()
    return undefined
  },

  async member(writing, record) {
    const { db } = writing
    const { community, id, topics = [], photo } = record
    await mustExist(db, 'community', community)
    const known = await db
      .selectFrom('member')
      .select('own')
      .where('community', '=', community)
      .where('id', '=', id)
      .executeTakeFirst()
    const own = new Set<string>(known ? JSON.parse(known.own) : [])
    const columns = {
      subject: record.subject ?? id,
      name: record.name,
      position: record.position ?? null,
      organisation: record.organisation ?? null,
      email: record.email ?? null,
      about: record.about ?? '',
      active: record.active === false ? 0 : 1,
    }
    await refuseTakenSubject(db, community, id, columns.subject)
    const changed = Object.fromEntries(Object.entries(columns).filter(([name]) => !own.has(name))) as Partial<
      typeof columns
    >
    await db
      .insertInto('member')
      .values({
        ...columns,
        community,
        id,
        joined: record.joined ?? new Date().toISOString(),
        role: 'member',
        own: '[]',
      })
      .onConflict((conflict) =>
        conflict
          .columns(['community', 'id'])
          .doUpdateSet({ ...changed, ...(record.joined && { joined: record.joined }) }),
      )
      .execute()
    if (!own.has('topics')) await setTopics(db, community, id, topics)
    if (photo !== undefined && !own.has('photo')) await importPhoto(writing, community, id, photo)
    if (own.size > 0) writing.note(`kept what this member changed here: ${[...own].join(', ')}`)
    return undefined
  },

  async story({ db, touched }, record) {
    const { community, id, author, kind, title, lesson, at, topics = [], patterns, format } = record
    await mustExist(db, 'community', community)
    await mustExist(db, 'member', community, author, 'author')
    if (await editedHere(db, 'story', community, id)) return 'kept: this story was edited here since'
    await mustKnowPatterns(db, community, patterns)
    const sections = record.sections.map(({ prompt, body }, i) => ({
      prompt,
      body: markdown(body, format, `sections.${i}.body`),
    }))
    const words = { title, lesson, body: markdown(record.body, format, 'body'), sections }
    const language = record.language ?? (await firstLanguage(db, community))
    const columns = {
      author,
      kind,
      title,
      lesson,
      body: words.body,
      language,
      at,
      ...derived(words),
      sections: JSON.stringify(sections),
    }
    await db
      .insertInto('story')
      .values({ ...columns, community, id, comments: 0, recognise: 0, learned: 0, thanks: 0 })
      .onConflict((conflict) => conflict.columns(['community', 'id']).doUpdateSet(columns))
      .execute()
    await setLabels(db, community, id, { topics, patterns })
    await indexStory(db, { community, id, ...words })
    touched.stories.set(`${community} ${id}`, [community, id])
    return undefined
  },

  async question({ db, touched }, record) {
    const { community, id, author, title, at, topics = [] } = record
    await mustExist(db, 'community', community)
    await mustExist(db, 'member', community, author, 'author')
    if (await editedHere(db, 'question', community, id)) return 'kept: this question was edited here since'
    const body = markdown(record.body, record.format, 'body')
    const language = record.language ?? (await firstLanguage(db, community))
    const columns = { author, title, body, language, at, excerpt: questionExcerpt(body) }
    await db
      .insertInto('question')
      .values({ ...columns, community, id, state: 'open', answers: 0, helped: 0 })
      .onConflict((conflict) => conflict.columns(['community', 'id']).doUpdateSet(columns))
      .execute()
    await setQuestionTopics(db, community, id, topics)
    touched.questions.set(`${community} ${id}`, [community, id])
    return undefined
  },

  async answer({ db, touched }, record) {
    const { community, id, question, author, at } = record
    await mustExist(db, 'member', community, author, 'author')
    await mustExist(db, 'question', community, question, 'question')
    if (await editedHere(db, 'answer', community, id)) return 'kept: this answer was edited here since'
    const columns = {
      question,
      author,
      at,
      body: filled(record.body, record.format),
      helped: record.helped ? 1 : 0,
    }
    await db
      .insertInto('answer')
      .values({ ...columns, community, id })
      .onConflict((conflict) => conflict.columns(['community', 'id']).doUpdateSet(columns))
      .execute()
    touched.questions.set(`${community} ${question}`, [community, question])
    return undefined
  },

  async comment({ db, touched }, record) {
    const { community, id, on, author, at, replyTo } = record
    const onType = on.type as 'story' | 'question' | 'answer'
    await mustExist(db, 'member', community, author, 'author')
    await mustExist(db, onType, community, on.id, 'on')
    if (await editedHere(db, 'comment', community, id)) return 'kept: this comment was edited here since'
    const thread = replyTo === undefined ? null : await head(db, community, replyTo, on)
    const body = filled(record.body, record.format, limits.COMMENT_MAX)
    const columns = { onType, onId: on.id, replyTo: thread, author, at, body }
    await db
      .insertInto('comment')
      .values({ ...columns, community, id })
      .onConflict((conflict) => conflict.columns(['community', 'id']).doUpdateSet(columns))
      .execute()
    if (onType === 'story') touched.stories.set(`${community} ${on.id}`, [community, on.id])
    return undefined
  },

  async reaction({ db, touched }, { community, on, member, reaction, at }) {
    await mustExist(db, 'member', community, member, 'member')
    await mustExist(db, 'story', community, on.id, 'on')
    await db
      .insertInto('reaction')
      .values({ community, story: on.id, member, reaction, at })
      .onConflict((conflict) =>
        conflict.columns(['community', 'story', 'member', 'reaction']).doUpdateSet({ at }),
      )
      .execute()
    touched.stories.set(`${community} ${on.id}`, [community, on.id])
    return undefined
  },
}

type Parent = 'community' | 'member' | 'story' | 'question' | 'answer' | 'comment'

async function mustExist(
  db: Transaction<Tables>,
  table: Parent,
  community: string,
  id = community,
  field = 'community',
): Promise<void> {
  const row =
    table === 'community'
      ? await db.selectFrom('community').select('id').where('id', '=', id).executeTakeFirst()
      : await db
          .selectFrom(table)
          .select('id')
          .where('community', '=', community)
          .where('id', '=', id)
          .executeTakeFirst()
  if (!row) throw new Rejection(`${field} names a ${table} that did not come before: ${id.slice(0, 80)}`)
}

async function editedHere(
  db: Transaction<Tables>,
  table: 'story' | 'question' | 'answer' | 'comment',
  community: string,
  id: string,
): Promise<boolean> {
  const row = await db
    .selectFrom(table)
    .select('edited')
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.edited != null
}

async function refuseTakenSubject(
  db: Transaction<Tables>,
  community: string,
  id: string,
  subject: string,
): Promise<void> {
  const other = await db
    .selectFrom('member')
    .select('id')
    .where('community', '=', community)
    .where('subject', '=', subject)
    .where('id', '!=', id)
    .executeTakeFirst()
  if (other) throw new Rejection(`subject is that of another member: ${other.id}`)
}

async function mustKnowPatterns(
  db: Transaction<Tables>,
  community: string,
  patterns: string[],
): Promise<void> {
  if (patterns.length === 0) return
  const row = await db
    .selectFrom('community')
    .select('patterns')
    .where('id', '=', community)
    .executeTakeFirstOrThrow()
  const known = new Set((JSON.parse(row.patterns) as { id: string }[]).map(({ id }) => id))
  const unknown = patterns.find((pattern) => !known.has(pattern))
  if (unknown)
    throw new Rejection(`patterns names one that the community does not have: ${unknown.slice(0, 80)}`)
}

async function firstLanguage(db: Transaction<Tables>, community: string): Promise<string> {
  const row = await db
    .selectFrom('community')
    .select('languages')
    .where('id', '=', community)
    .executeTakeFirstOrThrow()
  return JSON.parse(row.languages)[0] ?? 'nl'
}

/** Threads are one level deep: a reply to a reply hangs under the same head. */
async function head(
  db: Transaction<Tables>,
  community: string,
  replyTo: string,
  on: { type: string; id: string },
): Promise<string> {
  const parent = await db
    .selectFrom('comment')
    .select(['id', 'replyTo'])
    .where('community', '=', community)
    .where('id', '=', replyTo)
    .where('onType', '=', on.type as 'story')
    .where('onId', '=', on.id)
    .executeTakeFirst()
  if (!parent)
    throw new Rejection(`replyTo names a comment that is not on ${on.type}:${on.id}: ${replyTo.slice(0, 80)}`)
  return parent.replyTo ?? parent.id
}

async function importPhoto(
  { db, folder, note }: Writing,
  community: string,
  member: string,
  photo: string,
): Promise<void> {
  const bytes = photoBytes(photo, folder)
  if (typeof bytes === 'string') return note(bytes)
  const picture = await toPhoto(bytes).catch(() => undefined)
  if (!picture) return note('photo left out: it cannot be read as a picture')
  await setPhoto(db, community, member, await storeMedia(db, community, picture))
}

function markdown(body: string, format: 'markdown' | 'html', field: string, max = limits.BODY_MAX): string {
  const source = format === 'html' ? toMarkdown(body) : body
  if (source.length > max) throw new Rejection(`${field} must be at most ${max} characters of Markdown`)
  return source
}

/** As `markdown`, for what may not be empty. */
function filled(body: string, format: 'markdown' | 'html', max?: number): string {
  const source = markdown(body, format, 'body', max)
  if (source.trim() === '') throw new Rejection('body must not be empty')
  return source
}
