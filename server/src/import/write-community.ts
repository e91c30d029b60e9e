/** A community: made, or changed to what the record says. */
import { defaultPatterns } from '../communities/patterns.ts'
import type { Writer } from './writing.ts'

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
