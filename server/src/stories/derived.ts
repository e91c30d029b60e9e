/** What is derived from a story's words, and kept beside them so that a list need not read them. */
import type { Kysely } from 'kysely'
import { indexEntry } from '../search/entries.ts'
import type { StoryTable, Tables } from '../storage/schema.ts'
import { toRichText } from '../text/markdown.ts'
import { excerpt, readingTime, toPlainText } from '../text/plain.ts'

export interface Section {
  prompt: string
  body: string
}

interface Words {
  lesson: string
  body: string
  sections: Section[]
}

/** The tale in plain text: the body, then each section. */
const tale = ({ body, sections }: Words): string =>
  [body, ...sections.map((section) => section.body)]
    .map((part) => toPlainText(toRichText(part)))
    .join('\n')
    .trim()

/** The excerpt is of the tale, as the lesson is shown whole; reading takes the time of both. */
export function derived(words: Words): Pick<StoryTable, 'excerpt' | 'readingTime'> {
  const text = tale(words)
  return { excerpt: excerpt(text), readingTime: readingTime(`${words.lesson} ${text}`) }
}

/** Puts a story, with the topics it has by now, into the search index, in the transaction of its write. */
export async function indexStory(
  db: Kysely<Tables>,
  story: { community: string; id: string; title: string } & Words,
): Promise<void> {
  const { community, id, title, lesson } = story
  const topics = await db
    .selectFrom('storyTopic')
    .select('topic')
    .where('community', '=', community)
    .where('owner', '=', id)
    .execute()
  const body = [lesson, ...topics.map(({ topic }) => topic), tale(story)].join('\n')
  await indexEntry(db, { community, type: 'story', id, title, body })
}
