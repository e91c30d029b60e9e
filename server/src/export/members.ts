/** Members as an export tells them: with whom the host calls them, their photo, and what they changed here themselves. */
import type { Kysely } from 'kysely'
import { mediaBytes } from '../media/queries.ts'
import type { Tables } from '../storage/schema.ts'
import { dataUrl } from './pictures.ts'
import { BATCH_ROWS, inOrder, labelsOf, record } from './rows.ts'

export async function* exportedMembers(db: Kysely<Tables>, community: string): AsyncGenerator<object> {
  const first = await firstIssuer(db, community)
  const rows = inOrder((after) =>
    db
      .selectFrom('member')
      .leftJoin('identity', (join) =>
        join
          .onRef('identity.community', '=', 'member.community')
          .onRef('identity.member', '=', 'member.id')
          // Only the first issuer's people are recognised by their subject.
          .on('identity.issuer', '=', first ?? ''),
      )
      .select(['id', 'name', 'position', 'organisation', 'email', 'about', 'language', 'joined', 'photo'])
      .select(['hours', 'awayFrom', 'awayUntil', 'suggested'])
      .select(['active', 'own', 'member.subject', 'identity.subject as known'])
      .select(labelsOf('member', 'member_topic', 'topic').as('topics'))
      .where('member.community', '=', community)
      .where('id', '>', after)
      .orderBy('id')
      .groupBy('id')
      .limit(BATCH_ROWS),
  )
  for await (const { topics, own, active, photo, known, subject, ...row } of rows) {
    const { awayFrom, awayUntil, suggested, ...member } = row
    const picture = photo && (await mediaBytes(db, photo, 'large'))
    yield record(
      'member',
      community,
      {
        ...member,
        subject: known ?? subject,
        active: active === 1,
        away: awayFrom && { from: awayFrom, until: awayUntil },
        suggested: suggested === 1 ? null : false,
        photo: picture ? dataUrl(picture) : null,
      },
      { topics, own },
    )
  }
}

async function firstIssuer(db: Kysely<Tables>, community: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('issuer')
    .select('issuer')
    .where('community', '=', community)
    .where('position', '>', 0)
    .orderBy('position')
    .executeTakeFirst()
  return row?.issuer
}
