/** Who was asked a question by name, and what they replied. */
import type { Transaction } from 'kysely'
import { expectReply } from '../questions/later.ts'
import type { Tables } from '../storage/schema.ts'
import type { ImportRecord } from './records.ts'
import { communityOf, mustExist, placeOf, Rejection, type Writer } from './writing.ts'

export const writeAsk: Writer<'ask'> = async ({ db }, record) => {
  const { community, member, at, to, replied } = record
  await communityOf(db, community)
  await mustExist(db, 'question', community, record.question, 'question')
  await mustExist(db, 'member', community, member, 'member')
  const author = await authorOf(db, community, record.question)
  if (member === author) throw new Rejection('member: asked this question, and is not asked it')
  const { by = author } = record
  await mustExist(db, 'member', community, by, 'by')
  if (to !== undefined) await mustExist(db, 'member', community, to, 'to')
  const { question, origin, before } = await whereAsked(db, record)
  if (before?.replied && before.replied > (replied ?? ''))
    return `kept as it is: this member replied here on ${before.replied}`
  const silent = record.state === 'asked' && before?.state === 'silent' && before.at === at
  const state = silent ? before.state : record.state
  const columns = { askedBy: by, at, state, referredTo: to ?? null, replied: replied ?? null, origin }
  await db
    .insertInto('ask')
    .values({ community, question, member, ...columns })
    .onConflict((conflict) => conflict.columns(['community', 'question', 'member']).doUpdateSet(columns))
    .execute()
  if (state === 'asked') await expectReply(db, community, origin ?? question, member, at)
  return undefined
}

/** Under which question it stands: as in a merge, who was asked both or asked the other one stays where they are. */
async function whereAsked(
  db: Transaction<Tables>,
  { community, question, member, origin }: ImportRecord['ask'],
) {
  const place = await placeOf(db, community, question, origin)
  const rows = await db
    .selectFrom('ask')
    .select(['question', 'origin', 'state', 'at', 'replied'])
    .where('community', '=', community)
    .where('question', 'in', [question, place.id])
    .where('member', '=', member)
    .execute()
  const before =
    rows.find((row) => row.question === place.id && row.origin === place.origin) ??
    rows.find((row) => row.question === question)
  const goes = rows.length === 0 && (await authorOf(db, community, place.id)) !== member
  const at = before?.question ?? (goes ? place.id : question)
  return { question: at, origin: at === place.id ? place.origin : (origin ?? null), before }
}

async function authorOf(db: Transaction<Tables>, community: string, question: string): Promise<string> {
  const { author } = await db
    .selectFrom('question')
    .select('author')
    .where('community', '=', community)
    .where('id', '=', question)
    .executeTakeFirstOrThrow()
  return author
}
