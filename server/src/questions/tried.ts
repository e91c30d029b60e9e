/**
 * "I tried this": what came of an answer for somebody else than who gave it. It is evidence that the answer is worth
 * something, whatever its asker marked: `suggestions/evidence.ts` (`answersTo`) is where the ranking of peers could count it.
 */
import type { AnswerOne, Outcome } from '@vlinder/contract'
import type { Asker } from '../http/asking.ts'
import { mustBeAble } from '../identity/can.ts'
import { changed } from '../live/changes.ts'
import type { Storage } from '../storage/storage.ts'
import { oneAnswer } from './answer-rows.ts'
import { answerSubject } from './answers.ts'
import { questionSubject } from './queries.ts'

/** Says, changes, or with null takes back what came of it for `member`; doing so twice changes nothing. */
export async function setTried(
  storage: Storage,
  member: Asker,
  answer: string,
  outcome: Outcome | null,
): Promise<AnswerOne> {
  const { community, id } = member
  return storage.transaction(async (db) => {
    const subject = await answerSubject(db, community, answer)
    const { heard: _, ...reader } = member
    mustBeAble(reader, 'question:read', await questionSubject(db, community, subject.question))
    mustBeAble(member, 'answer:try', subject)
    const theirs = await db
      .selectFrom('tried')
      .select('outcome')
      .where('community', '=', community)
      .where('answer', '=', answer)
      .where('member', '=', id)
      .executeTakeFirst()
    if ((theirs?.outcome ?? null) === outcome) return oneAnswer(db, member, answer)
    if (outcome === null)
      await db
        .deleteFrom('tried')
        .where('community', '=', community)
        .where('answer', '=', answer)
        .where('member', '=', id)
        .execute()
    else {
      const said = { outcome, at: new Date().toISOString() }
      await db
        .insertInto('tried')
        .values({ community, answer, member: id, ...said })
        .onConflict((conflict) => conflict.columns(['community', 'answer', 'member']).doUpdateSet(said))
        .execute()
    }
    await changed(db, community, { type: 'answer', id: answer, parent: subject.question, action: 'changed' })
    return oneAnswer(db, member, answer)
  })
}
