/** Who was asked a question by name, and what they replied. */
import { expectReply } from '../questions/later.ts'
import { communityOf, mustExist, Rejection, type Writer } from './writing.ts'

export const writeAsk: Writer<'ask'> = async ({ db }, record) => {
  const { community, question, member, at, state, to, replied } = record
  await communityOf(db, community)
  await mustExist(db, 'question', community, question, 'question')
  await mustExist(db, 'member', community, member, 'member')
  const { author } = await db
    .selectFrom('question')
    .select('author')
    .where('community', '=', community)
    .where('id', '=', question)
    .executeTakeFirstOrThrow()
  if (member === author) throw new Rejection('member: asked this question, and is not asked it')
  const { by = author } = record
  await mustExist(db, 'member', community, by, 'by')
  if (record.origin !== undefined) await mustExist(db, 'question', community, record.origin, 'origin')
  if (to !== undefined) await mustExist(db, 'member', community, to, 'to')
  const before = await db
    .selectFrom('ask')
    .select('replied')
    .where('community', '=', community)
    .where('question', '=', question)
    .where('member', '=', member)
    .executeTakeFirst()
  if (before?.replied && before.replied > (replied ?? ''))
    return `kept as it is: this member replied here on ${before.replied}`
  const columns = {
    askedBy: by,
    at,
    state,
    referredTo: to ?? null,
    replied: replied ?? null,
    origin: record.origin ?? null,
  }
  await db
    .insertInto('ask')
    .values({ community, question, member, ...columns })
    .onConflict((conflict) => conflict.columns(['community', 'question', 'member']).doUpdateSet(columns))
    .execute()
  if (state === 'asked') await expectReply(db, community, question, member, at)
  return undefined
}
