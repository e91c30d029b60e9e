/** A month later: the asker says what came of it, that it is too early, or that they would rather not be asked. */
import type { FollowUp, FollowUpOutcome, QuestionOne } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { InferOutput } from 'valibot'
import type { Asker } from '../http/asking.ts'
import { mustBeAble } from '../identity/can.ts'
import { changed } from '../live/changes.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { oneQuestion, questionSubject } from './queries.ts'
import { mustStand } from './standing.ts'

/** Says it, in place of what was said before; `undefined` takes it back, and then it may be asked again. */
export async function setFollowUp(
  storage: Storage,
  member: Asker,
  question: string,
  said: InferOutput<typeof FollowUp> | undefined,
): Promise<QuestionOne> {
  const { community } = member
  return storage.transaction(async (db) => {
    const subject = await questionSubject(db, community, question)
    mustBeAble(member, 'question:follow-up', subject)
    mustStand(subject)
    const before = await saidBefore(db, community, question)
    const same = said?.outcome === before?.outcome && (said?.words ?? '') === (before?.words ?? '')
    // To say once more that it is too early is to be asked a month from now.
    if (same && said?.outcome !== 'not-yet') return oneQuestion(db, member, question)
    if (said) await keep(db, community, question, said)
    else
      await db
        .deleteFrom('followUp')
        .where('community', '=', community)
        .where('question', '=', question)
        .execute()
    const told = isResult(said?.outcome) || isResult(before?.outcome)
    await changed(db, community, {
      type: 'question',
      id: question,
      action: 'changed',
      ...(!told && { heardBy: [member.id] }),
    })
    return oneQuestion(db, member, question)
  })
}

const isResult = (outcome: FollowUpOutcome | undefined) =>
  outcome !== undefined && outcome !== 'not-yet' && outcome !== 'never'

const saidBefore = (db: Kysely<Tables>, community: string, question: string) =>
  db
    .selectFrom('followUp')
    .select(['outcome', 'words'])
    .where('community', '=', community)
    .where('question', '=', question)
    .executeTakeFirst()

async function keep(
  db: Kysely<Tables>,
  community: string,
  question: string,
  said: InferOutput<typeof FollowUp>,
): Promise<void> {
  const columns = { ...said, at: new Date().toISOString() }
  await db
    .insertInto('followUp')
    .values({ community, question, ...columns })
    .onConflict((conflict) => conflict.columns(['community', 'question']).doUpdateSet(columns))
    .execute()
}
