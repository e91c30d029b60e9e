/** A community: made, or changed to what the record says; and one of its patterns. */
import { limits, type Pattern } from '@vlinder/contract'
import { defaultPatterns } from '../communities/patterns.ts'
import { communityOf, Rejection, type Writer } from './writing.ts'

export const writeCommunity: Writer<'community'> = async ({ db }, record) => {
  const { id, name, goal, languages, origins, topics, patterns, contact, photoBeforePost } = record
  const columns = {
    name,
    goal,
    languages: JSON.stringify(languages),
    origins: JSON.stringify(origins),
    topics: JSON.stringify(topics),
    patterns: JSON.stringify(patterns ?? defaultPatterns(languages[0] ?? 'nl')),
    contact: contact ?? null,
    photoBeforePost: photoBeforePost ? 1 : 0,
  }
  await db
    .insertInto('community')
    .values({ id, ...columns })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute()
  return undefined
}

/** A pattern that is known is changed where it stands; another comes last. */
export const writePattern: Writer<'pattern'> = async ({ db }, { type: _, community, ...pattern }) => {
  const known: Pattern[] = JSON.parse((await communityOf(db, community)).patterns)
  const at = known.findIndex(({ id }) => id === pattern.id)
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
