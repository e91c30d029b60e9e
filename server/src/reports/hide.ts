/** Keeps something from readers, or gives it back to them, with everything that is derived from it: counts and the index. */
import type { WrittenType } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import { commentSubject } from '../comments/queries.ts'
import { changed } from '../live/changes.ts'
import { answerSubject } from '../questions/answers.ts'
import { indexQuestion, recount } from '../questions/derived.ts'
import type { Tables } from '../storage/schema.ts'
import { countComments, reindexStory } from '../stories/derived.ts'

/** In the transaction of what made it so. */
export async function hide(
  db: Kysely<Tables>,
  community: string,
  type: WrittenType,
  id: string,
  hidden: boolean,
): Promise<void> {
  await db
    // The four tables have these columns alike; the types follow one of them.
    .updateTable(type as 'story')
    .set({ hidden: hidden ? 1 : 0 })
    .where('community', '=', community)
    .where('id', '=', id)
    .execute()
  const parent = await DERIVED[type](db, community, id)
  await changed(db, community, { type, id, ...(parent && { parent }), action: 'changed' })
}

/** What follows from it; gives what it stands under. */
const DERIVED: Record<
  WrittenType,
  (db: Kysely<Tables>, community: string, id: string) => Promise<string | undefined>
> = {
  async story(db, community, id) {
    await reindexStory(db, community, id)
    return undefined
  },
  async question(db, community, id) {
    await indexQuestion(db, community, id)
    return undefined
  },
  async comment(db, community, id) {
    const { onType, onId } = await commentSubject(db, community, id)
    if (onType === 'story') await countComments(db, community, onId)
    return onId
  },
  async answer(db, community, id) {
    const { question } = await answerSubject(db, community, id)
    await recount(db, community, question)
    await indexQuestion(db, community, question)
    return question
  },
}
