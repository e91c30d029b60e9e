/** The history of something: its changes, newest first, for its author and facilitators. */
import type { Page, PageQuery, Revision, WrittenType } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { decodeCursor, toPage } from '../http/paging.ts'
import { type MemberRefRow, memberRefColumns, toMemberRef } from '../members/member-ref.ts'
import type { Tables } from '../storage/schema.ts'
import { difference } from './difference.ts'
import type { Fields } from './keep.ts'

type Row = MemberRefRow & { n: number; at: string; words: string }

/** `now` is what it says today. Whoever calls has asked whether `member` may know. */
export async function revisionPage(
  db: Kysely<Tables>,
  { community }: Asker,
  type: WrittenType,
  id: string,
  now: Fields,
  { cursor, limit }: PageQuery,
): Promise<Page<Revision, object>> {
  const list = `revisions ${type} ${id}`
  const after = decodeCursor(list, cursor, 1)
  const rows: Row[] = await db
    .selectFrom('revision')
    .innerJoin('member', (join) =>
      join.onRef('member.community', '=', 'revision.community').onRef('member.id', '=', 'revision.member'),
    )
    .select(['revision.n', 'revision.at', 'revision.words'])
    .select(memberRefColumns)
    .where('revision.community', '=', community)
    .where('revision.type', '=', type)
    .where('revision.id', '=', id)
    // The one before the page's first says what that was changed into.
    .$if(after !== undefined, (q) => q.where('revision.n', '<=', Number(after![0])))
    .orderBy('revision.n', 'desc')
    .limit(limit + 2)
    .execute()
  const newer = after ? rows.shift() : undefined
  let words: Fields = newer ? JSON.parse(newer.words) : now
  return toPage(rows.slice(0, limit + 1), {
    limit,
    list,
    key: ({ n }) => [n],
    item: (row) => {
      const before: Fields = JSON.parse(row.words)
      const changes = difference(before, words)
      words = before
      return { id: String(row.n), at: row.at, by: toMemberRef(row), changes }
    },
    mine: () => ({}),
  })
}
