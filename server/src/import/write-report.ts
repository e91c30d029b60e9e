/** Reports and what was decided about them. Whether the thing is hidden stands in its own record. */
import type { Transaction } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import type { ImportRecord } from './records.ts'
import { communityOf, isDeleted, mustExist, quoted, Rejection, type Writer } from './writing.ts'

export const writeReport: Writer<'report'> = async ({ db }, record) => {
  const { type: _, community, id, on, decidedBy, decidedAt, ...said } = record
  await communityOf(db, community)
  await mustExist(db, 'member', community, said.author, 'author')
  await mustExist(db, on.type, community, on.id, 'on')
  if (await isDeleted(db, community, on)) return 'left out: this story was deleted here'
  if (decidedBy !== undefined) await mustExist(db, 'member', community, decidedBy, 'decidedBy')
  await refuseSecond(db, record)
  const before = await db
    .selectFrom('report')
    .select('decidedAt')
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirst()
  if (before?.decidedAt && before.decidedAt > (decidedAt ?? ''))
    return `kept as it is: this report was decided here on ${before.decidedAt}`
  const columns = {
    ...said,
    onType: on.type,
    onId: on.id,
    decidedBy: decidedBy ?? null,
    decidedAt: decidedAt ?? null,
  }
  await db
    .insertInto('report')
    .values({ ...columns, community, id })
    .onConflict((conflict) => conflict.columns(['community', 'id']).doUpdateSet(columns))
    .execute()
  return undefined
}

/** A member reports a thing once. */
async function refuseSecond(
  db: Transaction<Tables>,
  { community, id, on, author }: ImportRecord['report'],
): Promise<void> {
  const other = await db
    .selectFrom('report')
    .select('id')
    .where('community', '=', community)
    .where('onType', '=', on.type)
    .where('onId', '=', on.id)
    .where('author', '=', author)
    .where('id', '!=', id)
    .executeTakeFirst()
  if (other) throw new Rejection(`author: reported this before, in report ${quoted(other.id)}`)
}
