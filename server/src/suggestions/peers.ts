/** Peers for a question: those who may know, with the reasons. */
import type { SuggestedPeer } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { memberRefColumns, toMemberRef } from '../members/member-ref.ts'
import type { Tables } from '../storage/schema.ts'
import { evidenceOf } from './evidence.ts'
import { type RankedPeer, rankPeers } from './ranking.ts'
import { standingsOf } from './standing.ts'

type Found = Parameters<typeof evidenceOf>[2]

/** Who may know, strongest first. `max`: how many; `now`: the moment of asking, in milliseconds since 1970. */
export async function peersFor(
  db: Kysely<Tables>,
  asker: Asker,
  found: Found,
  { max, now = Date.now() }: { max?: number; now?: number } = {},
): Promise<RankedPeer[]> {
  const evidence = await evidenceOf(db, asker, found, now)
  const members = [...new Set(evidence.map(({ member }) => member))]
  return rankPeers(evidence, await standingsOf(db, asker, members, now), max)
}

/** The same peers as others see them. */
export async function withFaces(
  db: Kysely<Tables>,
  asker: Asker,
  ranked: readonly RankedPeer[],
): Promise<SuggestedPeer[]> {
  if (ranked.length === 0) return []
  const rows = await db
    .selectFrom('member')
    .select(memberRefColumns)
    .where('member.community', '=', asker.community)
    .where(
      'member.id',
      'in',
      ranked.map(({ member }) => member),
    )
    .execute()
  const refs = new Map(rows.map((row) => [row.memberId, toMemberRef(row)]))
  return ranked.flatMap(({ member, because }) => {
    const ref = refs.get(member)
    return ref ? [{ member: ref, because }] : []
  })
}
