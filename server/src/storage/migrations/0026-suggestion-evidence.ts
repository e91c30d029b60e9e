/** What suggestions of peers look for besides what was there: declared experience, and how much somebody answered lately. */
import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  // Who went through something with a topic.
  'create index experience_topic on experience (community, topic, member)',
  // What somebody answered, and since when.
  'drop index answer_author',
  'create index answer_author on answer (community, author, at)',
]

export const suggestionEvidence = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
