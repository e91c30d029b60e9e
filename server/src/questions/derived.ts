/** What is derived from a question's words, and kept beside them. */
import type { Kysely } from 'kysely'
import { indexEntry } from '../search/entries.ts'
import type { Tables } from '../storage/schema.ts'
import { toRichText } from '../text/markdown.ts'
import { excerpt, toPlainText } from '../text/plain.ts'

export const questionExcerpt = (body: string): string => excerpt(toPlainText(toRichText(body)))

/** Puts a question with its topics and answers into the search index, in the transaction of the write. */
export async function indexQuestion(db: Kysely<Tables>, community: string, id: string): Promise<void> {
  const { title, body } = await db
    .selectFrom('question')
    .select(['title', 'body'])
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const answers = await db
    .selectFrom('answer')
    .select('body')
    .where('community', '=', community)
    .where('question', '=', id)
    .execute()
  const topics = await db
    .selectFrom('questionTopic')
    .select('topic')
    .where('community', '=', community)
    .where('owner', '=', id)
    .execute()
  const words = [body, ...answers.map((answer) => answer.body)].map((part) => toPlainText(toRichText(part)))
  const text = [...topics.map(({ topic }) => topic), ...words].join('\n')
  await indexEntry(db, { community, type: 'question', id, title, body: text })
}
