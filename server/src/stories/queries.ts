/** One story at a time: read, told, changed and deleted. */

import { isDeepStrictEqual } from 'node:util'
import type { NewStory, Page, PageQuery, Revision, StoryChange, StoryOne } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { InferOutput } from 'valibot'
import type { Asker } from '../http/asking.ts'
import { type Idempotency, madeBefore } from '../http/idempotency.ts'
import { ProblemError } from '../http/problem.ts'
import { mustBeAble } from '../identity/can.ts'
import { keptFrom, readableStory } from '../identity/readable.ts'
import { changed } from '../live/changes.ts'
import { nameAttachments } from '../media/attachments.ts'
import { keepMentions, namedIn } from '../mentions/mentioned.ts'
import { becomes } from '../previews/queries.ts'
import { keepRevision } from '../revisions/keep.ts'
import { revisionPage } from '../revisions/queries.ts'
import { newId } from '../storage/id.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { derived, indexStory, parts, type Section, tale } from './derived.ts'
import { patternsOf, readableStories, toOne, topicsOf } from './rows.ts'

/** @throws ProblemError `not-found` */
export async function oneStory(db: Kysely<Tables>, member: Asker, id: string): Promise<StoryOne> {
  const row = await readableStories(db, member)
    .select(['story.body', 'story.sections', 'story.contact', 'member.active', namedIn('story')])
    .where('story.id', '=', id)
    .executeTakeFirst()
  if (!row) throw noStory()
  return toOne(row, member)
}

const noStory = () => new ProblemError('not-found', 'There is no such story in this community.')

/** Who told a story, and whether it is kept; refuses one that is not there for `member`. @throws ProblemError `not-found` */
export async function storySubject(db: Kysely<Tables>, member: Asker, id: string) {
  const row = await db
    .selectFrom('story')
    .select(['author as owner', 'community', 'status', 'hidden'])
    .select(readableStory(member).as('readable'))
    .where('community', '=', member.community)
    .where('id', '=', id)
    .executeTakeFirst()
  // What is hidden is said to be so; what is gone, or taken back, is not there.
  if (!row || (row.status === 'deleted' && !row.readable)) throw noStory()
  return { owner: row.owner, community: row.community, ...keptFrom(row) }
}

/** Publishes a story; the same request again gives the story that it made. */
export async function publishStory(
  storage: Storage,
  member: Asker,
  story: InferOutput<typeof NewStory> & { language: string },
  idempotency: Idempotency,
): Promise<StoryOne> {
  const { community, id: author } = member
  return storage.transaction(async (db) => {
    const before = await madeBefore(db, 'story', member, idempotency)
    if (before) return oneStory(db, member, before)
    const { topics, patterns, sections, preview, contact, ...words } = story
    const text = tale(story)
    const written = { community, id: newId(), author, at: new Date().toISOString() }
    const { id } = written
    await db
      .insertInto('story')
      .values({
        ...words,
        ...derived(story.lesson, text),
        ...idempotency,
        ...written,
        sections: JSON.stringify(sections),
        contact: toFlag(contact),
        comments: 0,
        recognise: 0,
        learned: 0,
        thanks: 0,
      })
      .execute()
    await setLabels(db, community, id, { topics, patterns })
    await keepMentions(db, { ...written, type: 'story' }, parts(story))
    await nameAttachments(db, community, id, parts(story))
    await indexStory(db, { community, id, ...words, tale: text })
    if (preview) await becomes(db, member, preview, id)
    await changed(db, community, { type: 'story', id, action: 'created' })
    return oneStory(db, member, id)
  })
}

/** Changes a story, all or nothing; what was already so does not count as an edit. */
export async function changeStory(
  storage: Storage,
  member: Asker,
  id: string,
  { contact, ...change }: InferOutput<typeof StoryChange>,
): Promise<StoryOne> {
  const { community } = member
  return storage.transaction(async (db) => {
    const subject = await storySubject(db, member, id)
    mustBeAble(member, 'story:change', subject)
    const before = await storyAsItIs(db, community, id)
    // Optional fields never hold undefined here: JSON has none.
    const next = { ...before, ...(change as Partial<typeof before>) }
    if (!isDeepStrictEqual(next, before)) {
      await keepRevision(db, member, 'story', id, before)
      await rewriteStory(db, community, id, next, subject.owner)
    }
    if (contact !== undefined) await setContact(db, community, id, contact)
    return oneStory(db, member, id)
  })
}

const toFlag = (said: boolean | null | undefined) => (said == null ? null : Number(said))

/** No words of the story: it counts as no edit, and its history, which facilitators read, keeps to itself who would rather not. */
async function setContact(
  db: Kysely<Tables>,
  community: string,
  id: string,
  said: boolean | null,
): Promise<void> {
  await db
    .updateTable('story')
    .set({ contact: toFlag(said) })
    .where('community', '=', community)
    .where('id', '=', id)
    .execute()
  await changed(db, community, { type: 'story', id, action: 'changed' })
}

/** What became of a story, for its author and facilitators. */
export async function storyRevisions(
  { db }: Storage,
  member: Asker,
  id: string,
  query: PageQuery,
): Promise<Page<Revision, object>> {
  mustBeAble(member, 'story:history', await storySubject(db, member, id))
  return revisionPage(db, member, 'story', id, await storyAsItIs(db, member.community, id), query)
}

/** Everything about a story that its author may change. */
async function storyAsItIs(db: Kysely<Tables>, community: string, id: string) {
  const row = await db
    .selectFrom('story')
    .select(['kind', 'title', 'lesson', 'body', 'sections', 'language', topicsOf, patternsOf])
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return {
    ...row,
    sections: JSON.parse(row.sections) as Section[],
    topics: JSON.parse(row.topics) as string[],
    patterns: JSON.parse(row.patterns) as string[],
  }
}

async function rewriteStory(
  db: Kysely<Tables>,
  community: string,
  id: string,
  { topics, patterns, ...words }: Awaited<ReturnType<typeof storyAsItIs>>,
  author: string,
): Promise<void> {
  const text = tale(words)
  const edited = new Date().toISOString()
  await db
    .updateTable('story')
    .set({
      ...words,
      ...derived(words.lesson, text),
      sections: JSON.stringify(words.sections),
      edited,
    })
    .where('community', '=', community)
    .where('id', '=', id)
    .execute()
  await setLabels(db, community, id, { topics, patterns })
  await keepMentions(db, { community, type: 'story', id, author, at: edited }, parts(words))
  await nameAttachments(db, community, id, parts(words))
  await indexStory(db, { community, id, ...words, tale: text })
  await changed(db, community, { type: 'story', id, action: 'changed' })
}

interface Labels {
  topics?: readonly string[] | undefined
  patterns?: readonly string[] | undefined
}

/** Topics and patterns of a story, each replaced as a whole; what is left out stays. */
export async function setLabels(
  db: Kysely<Tables>,
  community: string,
  owner: string,
  { topics, patterns }: Labels,
): Promise<void> {
  if (topics) {
    await db.deleteFrom('storyTopic').where('community', '=', community).where('owner', '=', owner).execute()
    if (topics.length > 0) {
      await db
        .insertInto('storyTopic')
        .values(topics.map((topic) => ({ community, owner, topic })))
        .execute()
    }
  }
  if (patterns) {
    await db
      .deleteFrom('storyPattern')
      .where('community', '=', community)
      .where('owner', '=', owner)
      .execute()
    if (patterns.length > 0) {
      await db
        .insertInto('storyPattern')
        .values(patterns.map((pattern) => ({ community, owner, pattern })))
        .execute()
    }
  }
}
