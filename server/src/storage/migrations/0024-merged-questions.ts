/** Questions that were merged into others, and what stood under them before. */
import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  'alter table question add column merged_into text',
  // What was merged into a question.
  `create index question_merged on question (community, merged_into) where merged_into is not null`,
  // The question under which it was written, where that was merged into the one under which it stands now.
  'alter table answer add column origin text',
  'alter table comment add column origin text',
  'alter table ask add column origin text',
]

export const mergedQuestions = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
