/** Stories and reactions to them. */
import { limits } from '@vlinder/contract'
import { sql, type Transaction } from 'kysely'
import { keepMentions } from '../mentions/mentioned.ts'
import type { Tables } from '../storage/schema.ts'
import { derived, indexStory, parts, tale } from '../stories/derived.ts'
import { frontIsFull } from '../stories/featured.ts'
import { setLabels } from '../stories/queries.ts'
import { ALWAYS } from '../stories/rows.ts'
import {
  communityOf,
  editedHere,
  isDeleted,
  markdown,
  mustExist,
  quoted,
  Rejection,
  standing,
  type Writer,
  type Writing,
} from './writing.ts'

export const writeStory: Writer<'story'> = async (writing, record) => {
  const { db, touch } = writing
  const { community, id, author, kind, title, lesson, at, topics = [], patterns, format } = record
  const of = await communityOf(db, community)
  await mustExist(db, 'member', community, author, 'author')
  const before = await storyBefore(db, community, id)
  if (before?.status === 'deleted') return 'kept as it is: this story was deleted here'
  const kept = editedHere(before, 'story', record.edited)
  if (kept) return kept
  refuseUnknownPatterns(of.patterns, patterns)
  const sections = record.sections.map(({ prompt, body }, i) => ({
    prompt,
    body: markdown(body, format, `sections.${i}.body`),
  }))
  const words = { title, lesson, body: markdown(record.body, format, 'body'), sections }
  const text = tale(words)
  const columns = {
    author,
    kind,
    at,
    edited: record.edited ?? null,
    title,
    lesson,
    body: words.body,
    sections: JSON.stringify(sections),
    language: record.language ?? JSON.parse(of.languages)[0],
    ...derived(lesson, text),
    ...standing(record),
  }
  await db
    .insertInto('story')
    .values({ ...columns, community, id, comments: 0, recognise: 0, learned: 0, thanks: 0 })
    .onConflict((conflict) => conflict.columns(['community', 'id']).doUpdateSet(columns))
    .execute()
  await setLabels(db, community, id, { topics, patterns })
  await keepMentions(db, { community, type: 'story', id, author, at }, parts(words))
  await indexStory(db, { community, id, title, lesson, tale: text })
  if (record.contact !== undefined) await writeContact(writing, community, id, record.contact)
  if (record.featured !== undefined) await writeFeatured(writing, community, id, record.featured)
  touch({ type: 'story', community, id })
  return undefined
}

const storyBefore = (db: Transaction<Tables>, community: string, id: string) =>
  db
    .selectFrom('story')
    .select(['edited', 'status'])
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirst()

/** Whoever said here that they would rather not is not overruled by what they said before. */
async function writeContact(
  { db, note }: Writing,
  community: string,
  id: string,
  contact: boolean,
): Promise<void> {
  const set = await db
    .updateTable('story')
    .set({ contact: Number(contact) })
    .where('community', '=', community)
    .where('id', '=', id)
    .where(sql<boolean>`coalesce(contact, 1) >= ${Number(contact)}`)
    .returning('id')
    .executeTakeFirst()
  if (!set) note('contact kept as it is: its author said here that they would rather not')
}

/** In front through a day, for good, or no more; as many as fit there. */
async function writeFeatured(
  { db, note }: Writing,
  community: string,
  id: string,
  featured: boolean | string,
): Promise<void> {
  if (featured && (await frontIsFull(db, community, id)))
    return note(`not put in front: ${limits.FEATURED_MAX} stories stand there already`)
  const featuredUntil = featured === true ? ALWAYS : featured || null
  await db
    .updateTable('story')
    .set({ featuredUntil })
    .where('community', '=', community)
    .where('id', '=', id)
    .execute()
}

function refuseUnknownPatterns(known: string, patterns: string[]): void {
  if (patterns.length === 0) return
  const ids = new Set((JSON.parse(known) as { id: string }[]).map(({ id }) => id))
  const unknown = patterns.findIndex((pattern) => !ids.has(pattern))
  if (unknown < 0) return
  throw new Rejection(`patterns.${unknown}: the community has no pattern ${quoted(patterns[unknown]!)}`)
}

export const writeReaction: Writer<'reaction'> = async ({ db, touch }, record) => {
  const { community, on, member, reaction, at } = record
  await mustExist(db, 'member', community, member, 'member')
  await mustExist(db, 'story', community, on.id, 'on')
  if (await isDeleted(db, community, on)) return 'left out: this story was deleted here'
  await db
    .insertInto('reaction')
    .values({ community, story: on.id, member, reaction, at })
    .onConflict((conflict) =>
      conflict.columns(['community', 'story', 'member', 'reaction']).doUpdateSet({ at }),
    )
    .execute()
  touch({ type: 'story', community, id: on.id })
  return undefined
}
