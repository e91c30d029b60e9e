/** What author and peers said to each other about a story in preview. */
import type { PreviewComment } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import { memberRefColumns, toMemberRef } from '../members/member-ref.ts'
import { namedBy } from '../mentions/mentioned.ts'
import type { Tables } from '../storage/schema.ts'
import { toRichText } from '../text/markdown.ts'

/** Oldest first. */
export async function commentsOn(
  db: Kysely<Tables>,
  community: string,
  preview: string,
): Promise<PreviewComment[]> {
  const rows = await db
    .selectFrom('previewComment as comment')
    .innerJoin('member', (join) =>
      join.onRef('member.community', '=', 'comment.community').onRef('member.id', '=', 'comment.author'),
    )
    .select(['comment.id', 'comment.body', 'comment.at', 'comment.revision'])
    .select(memberRefColumns)
    .where('comment.community', '=', community)
    .where('comment.preview', '=', preview)
    .orderBy('comment.at')
    .orderBy('comment.id')
    .execute()
  const named = await namedBy(db, community, rows.map(({ body }) => body).join('\n'))
  return rows.map((row) => ({
    id: row.id,
    author: toMemberRef(row),
    body: toRichText(row.body, named),
    at: row.at,
    revision: row.revision,
  }))
}
