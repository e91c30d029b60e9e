/** Who may be suggested to somebody, and how they stand beside them: those who left, are away, or would not be suggested stay out. */
import { type Kysely, sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { anyOf } from '../search/entries.ts'
import { day, daysAgo } from '../storage/day.ts'
import type { Tables } from '../storage/schema.ts'
import { alikeTo } from './alike.ts'
import type { Standing } from './ranking.ts'

/** What was asked of somebody weighs on them for so many days. */
const LATELY_DAYS = 7

/** `now`: the moment of asking, in milliseconds since 1970. Nobody is held back by their contact hours: an answer may wait for them. */
export async function standingsOf(
  db: Kysely<Tables>,
  { community, id }: Asker,
  members: readonly string[],
  now: number,
): Promise<Map<string, Standing>> {
  if (members.length === 0) return new Map()
  const today = day(0, now)
  const since = daysAgo(LATELY_DAYS, now)
  const rows = await db
    .selectFrom('member')
    .select(['id', 'position', 'organisation'])
    .select(
      sql<number>`(select count(*) from ask a
        where a.community = member.community and a.member = member.id and a.at >= ${since})`.as('asked'),
    )
    .select(
      sql<number>`(select count(*) from answer a
        where a.community = member.community and a.author = member.id and a.at >= ${since})`.as('answered'),
    )
    .where('community', '=', community)
    .where('id', 'in', anyOf([...members, id]))
    .where('active', '=', 1)
    .where(({ or, eb }) =>
      or([
        eb('id', '=', id),
        sql<boolean>`suggested = 1 and not coalesce(${today} between away_from and away_until, 0)`,
      ]),
    )
    .execute()
  const me = rows.find((row) => row.id === id)
  const [position, organisation] = [alikeTo(me?.position), alikeTo(me?.organisation)]
  return new Map(
    rows
      .filter((row) => row !== me)
      .map((row) => [
        row.id,
        {
          position: position(row.position),
          organisation: organisation(row.organisation),
          asked: row.asked,
          answered: row.answered,
        },
      ]),
  )
}
