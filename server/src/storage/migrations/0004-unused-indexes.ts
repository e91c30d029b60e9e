/**
 * Indexes from a topic or pattern to what has it: no query used them. A page narrowed by topic walks the list's own
 * index in order and looks each row's labels up by the primary key.
 */
import { type Kysely, sql } from 'kysely'

const UNUSED = ['story_topic_topic', 'story_pattern_pattern', 'question_topic_topic']

export const unusedIndexes = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const index of UNUSED) await sql`drop index ${sql.id(index)}`.execute(db)
  },
}
