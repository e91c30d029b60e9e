/** What is derived from a question's words and answers, and kept beside them. */
import type { QuestionState } from '@vlinder/contract'
import { type Kysely, sql } from 'kysely'
import { dropEntry, indexEntry } from '../search/entries.ts'
import type { Tables } from '../storage/schema.ts'
import { knownLanguage } from '../text/language.ts'
import { toRichText } from '../text/markdown.ts'
import { excerpt, toPlainText } from '../text/plain.ts'

export const questionExcerpt = (body: string): string => excerpt(toPlainText(toRichText(body)))

/** Puts a question with its topics and answers into the search index, in the transaction of the write. */
export async function indexQuestion(db: Kysely<Tables>, community: string, id: string): Promise<void> {
  const { title, goal, tried, constraint, hidden, mergedInto, ...question } = await db
    .selectFrom('question')
    .select(['title', 'body', 'goal', 'tried', 'constraint', 'hidden', 'mergedInto', 'language'])
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (hidden || mergedInto !== null) return dropEntry(db, community, 'question', id)
  const answers = await db
    .selectFrom('answer')
    .select('body')
    .where('community', '=', community)
    .where('question', '=', id)
    .where('hidden', '=', 0)
    .execute()
  const topics = await db
    .selectFrom('questionTopic')
    .select('topic')
    .where('community', '=', community)
    .where('owner', '=', id)
    .execute()
  const plain = (body: string) => toPlainText(toRichText(body))
  await indexEntry(db, {
    community,
    type: 'question',
    id,
    language: knownLanguage(question.language),
    title,
    body: [...topics.map(({ topic }) => topic), plain(question.body), goal, tried, constraint].join('\n'),
    answers: answers.map((answer) => plain(answer.body)).join('\n'),
  })
}

/** Counts a question's answers anew, without those that are hidden; unless it is closed, it is open while there are none. */
export async function recount(db: Kysely<Tables>, community: string, question: string): Promise<void> {
  const { answers, helped } = await db
    .selectFrom('answer')
    .select((eb) => [eb.fn.countAll<number>().as('answers'), eb.fn.sum<number | null>('helped').as('helped')])
    .where('community', '=', community)
    .where('question', '=', question)
    .where('hidden', '=', 0)
    .executeTakeFirstOrThrow()
  await db
    .updateTable('question')
    .set({
      answers,
      helped: helped ?? 0,
      state: sql<QuestionState>`iif(state = 'closed', state, ${answers > 0 ? 'answered' : 'open'})`,
    })
    .where('community', '=', community)
    .where('id', '=', question)
    .execute()
}
