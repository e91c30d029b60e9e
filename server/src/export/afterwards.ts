/** What happened with questions and answers afterwards, as an export tells it. */
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import { BATCH_ROWS, inOrder, record } from './rows.ts'

/** Questions that went up in others. Answers and comments say themselves under which they were written. */
export async function* merges(db: Kysely<Tables>, community: string) {
  const rows = inOrder((after) =>
    db
      .selectFrom('question')
      .select(['id', 'mergedInto as into'])
      .where('community', '=', community)
      .where('mergedInto', 'is not', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH_ROWS),
  )
  for await (const { id, into } of rows) yield record('merge', community, { question: id, into })
}

export async function* tried(db: Kysely<Tables>, community: string) {
  const rows = inOrder((after) =>
    db
      .selectFrom('tried')
      .select(['answer', 'member', 'outcome', 'at'])
      .select(({ ref, fn }) => fn<string>('json_array', [ref('answer'), ref('member')]).as('id'))
      .where('community', '=', community)
      .where(sql<boolean>`(answer, member) > (${sql.join(after ? JSON.parse(after) : ['', ''])})`)
      .orderBy('answer')
      .orderBy('member')
      .limit(BATCH_ROWS),
  )
  for await (const { id: _, ...row } of rows) yield record('tried', community, row)
}

/** That somebody would rather not be asked comes along: they are not asked on another server either. */
export async function* followUps(db: Kysely<Tables>, community: string) {
  const rows = inOrder((after) =>
    db
      .selectFrom('followUp')
      .select(['question as id', 'outcome', 'words', 'at'])
      .where('community', '=', community)
      .where('question', '>', after)
      .orderBy('question')
      .limit(BATCH_ROWS),
  )
  for await (const { id, words, ...row } of rows)
    yield record('follow-up', community, { question: id, ...row, words: words || null })
}
