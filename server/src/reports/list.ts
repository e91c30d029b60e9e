/** Reports with what they are about: one query for the page, and one for each sort of thing on it. */
import type { Page, Report, ReportState } from '@vlinder/contract'
import { WrittenType } from '@vlinder/contract'
import { type Kysely, sql } from 'kysely'
import { decodeCursor, toPage } from '../http/paging.ts'
import { memberRefColumns, toMemberRef } from '../members/member-ref.ts'
import type { Tables } from '../storage/schema.ts'
import { thingsOf } from './things.ts'

interface Asked {
  state?: ReportState
  ids?: readonly string[]
  cursor?: string | undefined
  limit: number
}

export async function reportPageOf(
  db: Kysely<Tables>,
  community: string,
  { state, ids, cursor, limit }: Asked,
): Promise<Page<Report, object>> {
  const list = `reports ${state}`
  const after = decodeCursor(list, cursor, 2)
  const rows = await db
    .selectFrom('report')
    .innerJoin('member', (join) =>
      join.onRef('member.community', '=', 'report.community').onRef('member.id', '=', 'report.author'),
    )
    .select(['report.id', 'report.at', 'report.onType', 'report.onId', 'report.reason', 'report.text'])
    .select(['report.state', 'report.note', 'report.decidedBy', 'report.decidedAt'])
    .select(memberRefColumns)
    .where('report.community', '=', community)
    .$if(state !== undefined, (q) => q.where('report.state', '=', state!))
    .$if(ids !== undefined, (q) => q.where('report.id', 'in', ids!))
    .$if(after !== undefined, (q) => q.where(sql<boolean>`(report.at, report.id) < (${sql.join(after!)})`))
    .orderBy('report.at', 'desc')
    .orderBy('report.id', 'desc')
    .limit(limit + 1)
    .execute()
  const of = (type: WrittenType) => rows.filter(({ onType }) => onType === type).map(({ onId }) => onId)
  const things = new Map(
    await Promise.all(
      WrittenType.options.map(async (type) => [type, await thingsOf(db, community, type, of(type))] as const),
    ),
  )
  const deciders = await membersOf(
    db,
    community,
    rows.flatMap(({ decidedBy }) => decidedBy ?? []),
  )
  return toPage(rows, {
    limit,
    list,
    key: ({ at, id }) => [at, id],
    item: (row) => {
      // A report goes with what it is about.
      const { in: where, ...thing } = things.get(row.onType)!.get(row.onId)!
      const by = row.decidedBy === null ? undefined : deciders.get(row.decidedBy)
      return {
        id: row.id,
        at: row.at,
        on: { type: row.onType, id: row.onId, in: where },
        ...thing,
        by: toMemberRef(row),
        reason: row.reason,
        text: row.text,
        state: row.state,
        note: row.note,
        ...(by && row.decidedAt !== null && { decided: { by, at: row.decidedAt } }),
      }
    },
    mine: () => ({}),
  })
}

async function membersOf(db: Kysely<Tables>, community: string, ids: readonly string[]) {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('member')
    .select(memberRefColumns)
    .where('member.community', '=', community)
    .where('member.id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.memberId, toMemberRef(row)]))
}
