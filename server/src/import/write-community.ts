/** A community: made, or changed to what the record says; and one of its patterns. */
import { limits, type Pattern } from '@vlinder/contract'
import type { Transaction } from 'kysely'
import { defaultPatterns } from '../communities/patterns.ts'
import type { Tables } from '../storage/schema.ts'
import { communityOf, Rejection, type Writer } from './writing.ts'

export const writeCommunity: Writer<'community'> = async ({ db, note }, record) => {
  const { id, name, goal, languages, origins, topics, patterns, contact, photoBeforePost } = record
  const edited = await editedHere(db, id, record.patternsEdited)
  if (edited) note(`patterns kept as they are: they were changed here on ${edited}`)
  const columns = {
    name,
    goal,
    languages: JSON.stringify(languages),
    origins: JSON.stringify(origins),
    topics: JSON.stringify(topics),
    contact: contact ?? null,
    photoBeforePost: photoBeforePost ? 1 : 0,
  }
  const list = {
    patterns: JSON.stringify(patterns ?? defaultPatterns(languages[0] ?? 'nl')),
    patternsEdited: record.patternsEdited ?? null,
  }
  await db
    .insertInto('community')
    .values({ id, ...columns, ...list })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(edited ? columns : { ...columns, ...list }))
    .execute()
  return undefined
}

/** When facilitators changed the patterns here, if that was after what the record knows. */
async function editedHere(db: Transaction<Tables>, id: string, known = ''): Promise<string | undefined> {
  const row = await db
    .selectFrom('community')
    .select('patternsEdited')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.patternsEdited && row.patternsEdited > known ? row.patternsEdited : undefined
}

/** A pattern that is known is changed where it stands; another comes last. */
export const writePattern: Writer<'pattern'> = async ({ db }, { type: _, community, ...pattern }) => {
  const known: Pattern[] = JSON.parse((await communityOf(db, community)).patterns)
  const at = known.findIndex(({ id }) => id === pattern.id)
  const edited = at < 0 ? undefined : await editedHere(db, community)
  if (edited) return `kept as it is: the patterns were changed here on ${edited}`
  const patterns = at < 0 ? [...known, pattern] : known.with(at, pattern)
  if (patterns.length > limits.COMMUNITY_TOPICS_MAX)
    throw new Rejection(`id: the community has ${limits.COMMUNITY_TOPICS_MAX} patterns already`)
  await db
    .updateTable('community')
    .set({ patterns: JSON.stringify(patterns) })
    .where('id', '=', community)
    .execute()
  return undefined
}
