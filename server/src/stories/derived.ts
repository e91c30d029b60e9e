/** What is derived from a story's words, and kept beside them so that a list need not read them. */
import { type Kysely, sql } from 'kysely'
import { isOpen } from '../identity/readable.ts'
import { dropEntry, indexEntry } from '../search/entries.ts'
import type { StoryTable, Tables } from '../storage/schema.ts'
import { knownLanguage } from '../text/language.ts'
import { toRichText } from '../text/markdown.ts'
import { excerpt, readingTime, toPlainText } from '../text/plain.ts'

export interface Section {
  prompt: string
  body: string
}

interface Words {
  body: string
  sections: Section[]
}

/** The tale in Markdown: the body, then each section. */
export const parts = ({ body, sections }: Words): string[] => [body, ...sections.map(({ body }) => body)]

/** The same in plain text. Made once a write, for what is derived and for the index. */
export const tale = (words: Words): string =>
  parts(words)
    .map((part) => toPlainText(toRichText(part)))
    .join('\n')
    .trim()

/** The excerpt is of the tale, as the lesson is shown whole; reading takes the time of both. */
export const derived = (lesson: string, tale: string): Pick<StoryTable, 'excerpt' | 'readingTime'> => ({
  excerpt: excerpt(tale),
  readingTime: readingTime(`${lesson} ${tale}`),
})

/** Puts a story, with the topics it has by now, into the search index, in the transaction of its write; takes it out if it is kept from readers. */
export async function indexStory(
  db: Kysely<Tables>,
  story: { community: string; id: string; title: string; lesson: string; tale: string },
): Promise<void> {
  const { community, id, title, lesson, tale } = story
  const kept = await db
    .selectFrom('story')
    .select(['hidden', 'status', 'language'])
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (!isOpen(kept)) return dropEntry(db, community, 'story', id)
  const topics = await db
    .selectFrom('storyTopic')
    .select('topic')
    .where('community', '=', community)
    .where('owner', '=', id)
    .execute()
  const body = [lesson, ...topics.map(({ topic }) => topic), tale].join('\n')
  await indexEntry(db, { community, type: 'story', id, language: knownLanguage(kept.language), title, body })
}

/** The same, of a story as it is stored. */
export async function reindexStory(db: Kysely<Tables>, community: string, id: string): Promise<void> {
  const { sections, ...story } = await db
    .selectFrom('story')
    .select(['title', 'lesson', 'body', 'sections'])
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const words = { body: story.body, sections: JSON.parse(sections) as Section[] }
  await indexStory(db, { community, id, ...story, tale: tale(words) })
}

/** Counts a story's comments anew, without those that are hidden. */
export const countComments = (db: Kysely<Tables>, community: string, story: string) =>
  db
    .updateTable('story')
    .set({
      comments: sql<number>`(select count(*) from comment c where c.community = ${community}
        and c.on_type = 'story' and c.on_id = ${story} and c.hidden = 0)`,
    })
    .where('community', '=', community)
    .where('id', '=', story)
    .execute()
