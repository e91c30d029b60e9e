/** What was reported, as facilitators see it in the list: who wrote it, its first words, and where to read it. */
import type { Report, WrittenType } from '@vlinder/contract'
import { type Kysely, sql } from 'kysely'
import { memberRefColumns, toMemberRef } from '../members/member-ref.ts'
import type { Tables } from '../storage/schema.ts'
import { toRichText } from '../text/markdown.ts'
import { excerpt, toPlainText } from '../text/plain.ts'

export type Thing = Pick<Report, 'author' | 'excerpt' | 'hidden' | 'edited'> & { in: Report['on']['in'] }

/** First words, and what each stands in. A comment on an answer stands in that answer's question. */
const COLUMNS = {
  story: sql`t.title as words, 'story' as in_type, t.id as in_id`,
  question: sql`t.title as words, 'question' as in_type, t.id as in_id`,
  answer: sql`t.body as words, 'question' as in_type, t.question as in_id`,
  comment: sql`t.body as words, iif(t.on_type = 'story', 'story', 'question') as in_type, iif(t.on_type = 'answer',
    (select a.question from answer a where a.community = t.community and a.id = t.on_id), t.on_id) as in_id`,
} satisfies Record<WrittenType, unknown>

/** By the ids of one type. */
export async function thingsOf(
  db: Kysely<Tables>,
  community: string,
  type: WrittenType,
  ids: readonly string[],
): Promise<Map<string, Thing>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom(
      sql<Row>`(select t.id, t.author, t.hidden, t.edited, ${COLUMNS[type]} from ${sql.table(type)} t
      where t.community = ${community} and t.id in (${sql.join(ids)}))`.as('thing'),
    )
    .innerJoin('member', (join) =>
      join.onRef('member.id', '=', 'thing.author').on('member.community', '=', community),
    )
    .select(['thing.id', 'thing.hidden', 'thing.edited', 'thing.words', 'thing.inType', 'thing.inId'])
    .select(memberRefColumns)
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        author: toMemberRef(row),
        excerpt:
          type === 'story' || type === 'question' ? row.words : excerpt(toPlainText(toRichText(row.words))),
        hidden: row.hidden === 1,
        ...(row.edited !== null && { edited: row.edited }),
        in: { type: row.inType, id: row.inId },
      },
    ]),
  )
}

interface Row {
  id: string
  author: string
  hidden: number
  edited: string | null
  words: string
  inType: 'story' | 'question'
  inId: string
}
