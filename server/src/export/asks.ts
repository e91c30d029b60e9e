/** Who was asked a question by name, as an export tells it. */
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import { BATCH_ROWS, inOrder, record } from './rows.ts'

export async function* asks(db: Kysely<Tables>, community: string) {
  const rows = inOrder((after) =>
    db
      .selectFrom('ask')
      .innerJoin('question', (join) =>
        join.onRef('question.community', '=', 'ask.community').onRef('question.id', '=', 'ask.question'),
      )
      .select(['ask.question', 'ask.member', 'ask.at', 'ask.state', 'ask.replied', 'ask.origin'])
      .select(['ask.referredTo as to', 'ask.askedBy', 'question.author'])
      .select(({ ref, fn }) => fn<string>('json_array', [ref('ask.question'), ref('ask.member')]).as('id'))
      .where('ask.community', '=', community)
      .where(sql<boolean>`(ask.question, ask.member) > (${sql.join(after ? JSON.parse(after) : ['', ''])})`)
      .orderBy('ask.question')
      .orderBy('ask.member')
      .limit(BATCH_ROWS),
  )
  for await (const { id: _, askedBy, author, ...ask } of rows)
    yield record('ask', community, { ...ask, by: askedBy === author ? null : askedBy })
}
