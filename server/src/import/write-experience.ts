/** What a member went through with a topic. */
import { limits } from '@vlinder/contract'
import { mustExist, Rejection, type Writer } from './writing.ts'

export const writeExperience: Writer<'experience'> = async ({ db }, record) => {
  const { community, member, topic, outcome, note = null, own } = record
  await mustExist(db, 'member', community, member, 'member')
  const before = await db
    .selectFrom('experience')
    .select(['topic', 'outcome', 'note'])
    .where('community', '=', community)
    .where('member', '=', member)
    .execute()
  const known = before.find((one) => one.topic === topic)
  if (known?.outcome === outcome && known.note === note) return undefined
  const changedHere = await saidHere(db, community, member)
  // What they said elsewhere comes along with them; what an export says of it no longer counts once they said it here.
  if (changedHere && (known || !own)) return 'kept as it is: this member changed their experience here'
  if (!known && before.length >= limits.TOPICS_MAX)
    throw new Rejection(`topic: this member has ${limits.TOPICS_MAX} experiences already`)
  await db
    .insertInto('experience')
    .values({ community, member, topic, outcome, note })
    .onConflict((conflict) =>
      conflict.columns(['community', 'member', 'topic']).doUpdateSet({ outcome, note }),
    )
    .execute()
  return undefined
}

async function saidHere(
  db: Parameters<typeof mustExist>[0],
  community: string,
  member: string,
): Promise<boolean> {
  const { own } = await db
    .selectFrom('member')
    .select('own')
    .where('community', '=', community)
    .where('id', '=', member)
    .executeTakeFirstOrThrow()
  return (JSON.parse(own) as string[]).includes('experience')
}
