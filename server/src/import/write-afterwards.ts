/** What happened with questions and answers afterwards. */
import { goInto } from '../questions/merged.ts'
import { standing } from '../questions/standing.ts'
import { mustExist, quoted, Rejection, type Writer } from './writing.ts'

/** What stands under it here moves along. */
export const writeMerge: Writer<'merge'> = async ({ db }, { community, question, into }) => {
  await mustExist(db, 'question', community, question, 'question')
  await mustExist(db, 'question', community, into, 'into')
  const [before, after] = [await standing(db, community, question), await standing(db, community, into)]
  if (before === after && before !== question) return undefined
  if (before !== question) return 'kept as it is: this question was merged into another one here'
  if (after === question) throw new Rejection(`into: ${quoted(into)} went up in this question itself`)
  await goInto(db, community, question, into)
  return undefined
}

export const writeTried: Writer<'tried'> = async ({ db }, { community, answer, member, outcome, at }) => {
  await mustExist(db, 'answer', community, answer, 'answer')
  await mustExist(db, 'member', community, member, 'member')
  const { author } = await db
    .selectFrom('answer')
    .select('author')
    .where('community', '=', community)
    .where('id', '=', answer)
    .executeTakeFirstOrThrow()
  if (author === member) throw new Rejection('member: must be somebody else than who gave the answer')
  const before = await db
    .selectFrom('tried')
    .select('at')
    .where('community', '=', community)
    .where('answer', '=', answer)
    .where('member', '=', member)
    .executeTakeFirst()
  if (before && before.at > at) return `kept as it is: they said something else here on ${before.at}`
  await db
    .insertInto('tried')
    .values({ community, answer, member, outcome, at })
    .onConflict((conflict) =>
      conflict.columns(['community', 'answer', 'member']).doUpdateSet({ outcome, at }),
    )
    .execute()
  return undefined
}

export const writeFollowUp: Writer<'follow-up'> = async ({ db }, record) => {
  const { community, question, outcome, words, at } = record
  await mustExist(db, 'question', community, question, 'question')
  const before = await db
    .selectFrom('followUp')
    .select('at')
    .where('community', '=', community)
    .where('question', '=', question)
    .executeTakeFirst()
  if (before && before.at > at) return `kept as it is: they said something else here on ${before.at}`
  const columns = { outcome, words, at }
  await db
    .insertInto('followUp')
    .values({ community, question, ...columns })
    .onConflict((conflict) => conflict.columns(['community', 'question']).doUpdateSet(columns))
    .execute()
  return undefined
}
