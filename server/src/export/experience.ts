/** What members say they went through, as an export tells it: `own` where they said it here, and no import did. */
import type { Kysely } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import { BATCH_ROWS, inOrder, record } from './rows.ts'

export async function* exportedExperience(db: Kysely<Tables>, community: string): AsyncGenerator<object> {
  // One row of the key's two columns is one text, so that they are paged like everything else.
  const rows = inOrder((after) =>
    db
      .selectFrom('experience')
      .innerJoin('member', (join) =>
        join
          .onRef('member.community', '=', 'experience.community')
          .onRef('member.id', '=', 'experience.member'),
      )
      .select(['experience.member', 'topic', 'outcome', 'note', 'own'])
      .select(({ ref, fn }) => fn<string>('json_array', [ref('experience.member'), ref('topic')]).as('id'))
      .where('experience.community', '=', community)
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple('experience.member', 'topic'), '>', tuple(...place(after))),
      )
      .orderBy('experience.member')
      .orderBy('topic')
      .limit(BATCH_ROWS),
  )
  for await (const { id: _, own, ...experience } of rows) {
    const said = (JSON.parse(own) as string[]).includes('experience')
    yield record('experience', community, { ...experience, own: said || null })
  }
}

const place = (after: string) => (after ? JSON.parse(after) : ['', '']) as [string, string]
