/** A member: made, or brought up to date but for what they changed here themselves. */
import { limits } from '@vlinder/contract'
import type { Transaction } from 'kysely'
import { appendCommand } from '../audit/append.ts'
import { setPhoto, storeMedia } from '../media/queries.ts'
import { indexMember } from '../members/derived.ts'
import { toImportedPhoto } from '../members/photo.ts'
import { setTopics } from '../members/queries.ts'
import type { Tables } from '../storage/schema.ts'
import { photoBytes } from './photo.ts'
import { communityOf, markdown, quoted, Rejection, type Writer, type Writing } from './writing.ts'

export const writeMember: Writer<'member'> = async (writing, record) => {
  const { db } = writing
  const { community, id, topics = [], photo, joined } = record
  await communityOf(db, community)
  const known = await db
    .selectFrom('member')
    .select(['own', 'subject', 'active'])
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirst()
  const own = new Set<string>(known ? JSON.parse(known.own) : [])
  const columns = {
    subject: record.subject ?? known?.subject ?? id,
    name: record.name,
    position: record.position ?? null,
    organisation: record.organisation ?? null,
    email: record.email ?? null,
    about: markdown(record.about ?? '', record.format, 'about', limits.ABOUT_MAX),
    ...(record.language && { language: record.language }),
    hours: record.hours ?? null,
    active: record.active === false ? 0 : 1,
    ...(own.has('away') ? {} : daysAway(record.away)),
    ...(own.has('suggested') ? {} : { suggested: record.suggested === false ? 0 : 1 }),
  }
  await refuseTakenSubject(db, community, id, columns.subject)
  const changed = Object.fromEntries(Object.entries(columns).filter(([name]) => !own.has(name)))
  await db
    .insertInto('member')
    .values({
      ...columns,
      community,
      id,
      joined: joined ?? new Date().toISOString(),
      role: 'member',
      own: JSON.stringify(record.own ?? []),
    })
    .onConflict((conflict) =>
      conflict.columns(['community', 'id']).doUpdateSet({ ...changed, ...(joined && { joined }) }),
    )
    .execute()
  if (known && !own.has('active') && known.active !== columns.active) {
    const action = columns.active ? 'member:activate' : 'member:deactivate'
    await appendCommand(db, community, { action, type: 'member', object: id })
  }
  if (!own.has('topics')) await setTopics(db, community, id, topics)
  await indexMember(db, community, id)
  if (photo !== undefined && !own.has('photo')) await writePhoto(writing, community, id, photo)
  const kept = [...own].filter((field) => Object.hasOwn(record, field))
  if (kept.length > 0) writing.note(`kept what this member changed here: ${kept.join(', ')}`)
  return undefined
}

const daysAway = (away: { from: string; until: string } | undefined) => ({
  awayFrom: away?.from ?? null,
  awayUntil: away?.until ?? null,
})

async function refuseTakenSubject(
  db: Transaction<Tables>,
  community: string,
  id: string,
  subject: string,
): Promise<void> {
  const other = await db
    .selectFrom('member')
    .select('id')
    .where('community', '=', community)
    .where('subject', '=', subject)
    .where('id', '!=', id)
    .executeTakeFirst()
  if (other) throw new Rejection(`subject: ${quoted(subject)} is that of member ${quoted(other.id)}`)
}

async function writePhoto(
  { db, folder, note }: Writing,
  community: string,
  member: string,
  photo: string,
): Promise<void> {
  const bytes = photoBytes(photo, folder)
  if (typeof bytes === 'string') return note(bytes)
  const made = await toImportedPhoto(bytes).catch((error: Error) => error)
  if (made instanceof Error) return note(`photo left out: ${made.message}`)
  await setPhoto(db, community, member, await storeMedia(db, community, made))
}
