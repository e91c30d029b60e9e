/** The index is derived: it is made again from what is stored when it was made by another analyser, or not at all. */
import type { Kysely } from 'kysely'
import { indexMember } from '../members/derived.ts'
import { indexQuestion } from '../questions/derived.ts'
import type { Tables } from '../storage/schema.ts'
import { reindexStory } from '../stories/derived.ts'

/** Raised with every change of what text/ and document.ts make of a text, and of how blocks.ts keeps it. */
const ANALYSER = 3

/** Documents a transaction, so that others can write in between. */
const BATCH = 200

const INDEXED = { story: reindexStory, question: indexQuestion, member: indexMember } as const

/** Brings the index up to what this code makes of the texts. What was begun and not finished begins again at the next start. */
export async function rebuildIndex(db: Kysely<Tables>): Promise<void> {
  const made = await db.selectFrom('searchState').select('analyser').executeTakeFirst()
  if (made?.analyser === ANALYSER) return
  await db.transaction().execute(async (db) => {
    for (const table of ['searchEntry', 'searchBlock', 'searchTerm', 'searchWord', 'searchState'] as const)
      await db.deleteFrom(table).execute()
  })
  for (const type of ['story', 'question', 'member'] as const) await indexAll(db, type)
  await db.insertInto('searchState').values({ analyser: ANALYSER }).execute()
}

async function indexAll(db: Kysely<Tables>, type: keyof typeof INDEXED): Promise<void> {
  let after = { community: '', id: '' }
  for (;;) {
    const batch = await db
      .selectFrom(type)
      .select(['community', 'id'])
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple('community', 'id'), '>', tuple(after.community, after.id)),
      )
      .orderBy('community')
      .orderBy('id')
      .limit(BATCH)
      .execute()
    const last = batch.at(-1)
    if (!last) return
    await db.transaction().execute(async (db) => {
      for (const { community, id } of batch) await INDEXED[type](db, community, id)
    })
    after = last
  }
}
