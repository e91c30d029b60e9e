/** Closing a question, so that nobody answers it any more, and opening it again. */
import type { QuestionOne } from '@vlinder/contract'
import type { Asker } from '../http/asking.ts'
import { mustBeAble } from '../identity/can.ts'
import { changed } from '../live/changes.ts'
import type { Storage } from '../storage/storage.ts'
import { recount } from './derived.ts'
import { oneQuestion, questionSubject } from './queries.ts'
import { mustStand } from './standing.ts'

/** Doing so twice changes nothing. */
export async function setClosed(
  storage: Storage,
  member: Asker,
  id: string,
  closed: boolean,
): Promise<QuestionOne> {
  const { community } = member
  return storage.transaction(async (db) => {
    const subject = await questionSubject(db, community, id)
    mustBeAble(member, 'question:close', subject)
    mustStand(subject)
    if (closed !== (subject.state === 'closed')) {
      await db
        .updateTable('question')
        .set({ state: closed ? 'closed' : 'open' })
        .where('community', '=', community)
        .where('id', '=', id)
        .execute()
      // Opened again, it is answered if it was.
      await recount(db, community, id)
      await changed(db, community, { type: 'question', id, action: 'changed' })
    }
    return oneQuestion(db, member, id)
  })
}
