/** Members of a community: lists, one, and what a member changes of themselves. */
import type { Me, MeChange, Member, MemberMine, MemberPage, MemberQuery } from '@vlinder/contract'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { decodeCursor, toPage } from '../http/paging.ts'
import { ProblemError } from '../http/problem.ts'
import { can } from '../identity/can.ts'
import { changed } from '../live/changes.ts'
import { setPhoto, storeMedia } from '../media/queries.ts'
import { contains } from '../storage/contains.ts'
import type { MemberTable, Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { toRichText } from '../text/markdown.ts'
import { away, awayUntil } from './away.ts'
import { contactAddress } from './contact.ts'
import { indexMember } from './derived.ts'
import { experienceOf, setExperience, toExperience } from './experience.ts'
import { photoPath } from './member-ref.ts'
import type { Photo } from './photo.ts'

interface MemberRow extends Selectable<MemberTable> {
  topics: string
  experience: string
  stories: number
  answers: number
  helped: number
}

/** Members with their topics and what they shared; counts come from indexes. */
function members(db: Kysely<Tables>, community: string) {
  return db
    .selectFrom('member')
    .selectAll('member')
    .select([
      sql<string>`(select json_group_array(topic) from member_topic t
        where t.community = member.community and t.owner = member.id)`.as('topics'),
      experienceOf.as('experience'),
      sql<number>`(select count(*) from story s where s.community = member.community and s.author = member.id
        and s.hidden = 0 and s.status in ('published', 'archived'))`.as('stories'),
      sql<number>`(select count(*) from answer a where a.community = member.community and a.author = member.id and a.hidden = 0)`.as(
        'answers',
      ),
      sql<number>`(select count(*) from answer a
        where a.community = member.community and a.author = member.id and a.helped = 1 and a.hidden = 0)`.as(
        'helped',
      ),
    ])
    .where('member.community', '=', community)
}

const toMember =
  (contact: string | undefined) =>
  (row: MemberRow): Member => ({
    id: row.id,
    name: row.name,
    ...(row.position !== null && { position: row.position }),
    ...(row.organisation !== null && { organisation: row.organisation }),
    ...(row.photo !== null && { photo: photoPath(row.photo) }),
    role: row.role,
    active: row.active === 1,
    about: toRichText(row.about),
    topics: JSON.parse(row.topics),
    experience: toExperience(row.experience),
    ...(row.hours !== null && { hours: row.hours }),
    ...awayUntil(row),
    joined: row.joined,
    shared: { stories: row.stories, answers: row.answers, helped: row.helped },
    ...contactAddress(contact, row),
  })

/** Whose name has a word that begins with `q` comes first, then whose name holds it, then whose job or organisation does. */
const nearness = (q: string) =>
  sql<number>`iif(${contains(sql`' ' || member.name`, ` ${q}`)}, 0, iif(${contains(sql`member.name`, q)}, 1, 2))`

/** A page of active members by name, those nearest to `q` first; or those asked for by `ids` or `subjects`, leavers included, on one page. */
export async function memberPage(
  { db }: Storage,
  member: Asker,
  query: MemberQuery,
  contact: string | undefined,
): Promise<MemberPage> {
  const { ids, subjects, q, topic, limit } = query
  if (subjects) return bySubjects(db, member, subjects, contact)
  if (ids)
    return onePage(
      await members(db, member.community).where('member.id', 'in', ids).execute(),
      member,
      contact,
    )

  const list = JSON.stringify(['members', q, topic])
  const near = q === undefined ? undefined : nearness(q)
  const after = decodeCursor(list, query.cursor, near ? 3 : 2)
  const key = sql.join([...(near ? [near] : []), sql.ref('member.name'), sql.ref('member.id')])
  const rows = await members(db, member.community)
    .$if(near !== undefined, (rows) => rows.select(near!.as('near')).orderBy('near'))
    .where('member.active', '=', 1)
    .$if(q !== undefined, (rows) =>
      rows.where((eb) =>
        eb.or(
          ['name', 'position', 'organisation'].map((column) => contains(sql.ref(`member.${column}`), q!)),
        ),
      ),
    )
    .$if(topic !== undefined, (rows) =>
      rows.where(
        sql<boolean>`exists (select 1 from member_topic t
          where t.community = member.community and t.topic = ${topic} and t.owner = member.id)`,
      ),
    )
    .$if(after !== undefined, (rows) => rows.where(sql<boolean>`(${key}) > (${sql.join(after!)})`))
    .orderBy('member.name')
    .orderBy('member.id')
    .limit(limit + 1)
    .execute()
  return toPage(rows, {
    limit,
    list,
    key: (row) => [...(row.near === undefined ? [] : [row.near]), row.name, row.id],
    item: toMember(contact),
    mine: (row) => toMine(member, row),
  })
}

const onePage = (rows: MemberRow[], member: Asker, contact: string | undefined): MemberPage => ({
  items: rows.map(toMember(contact)),
  next: null,
  mine: Object.fromEntries(rows.map((row) => [row.id, toMine(member, row)])),
})

/** The asker already knows these subjects; only what they asked for comes back. */
async function bySubjects(
  db: Kysely<Tables>,
  member: Asker,
  subjects: string[],
  contact: string | undefined,
): Promise<MemberPage> {
  const claimed = db
    .selectFrom('identity')
    .select(['subject', 'member'])
    .where('community', '=', member.community)
    .where('subject', 'in', subjects)
  const imported = db
    .selectFrom('member')
    .select(['subject', 'id as member'])
    .where('community', '=', member.community)
    .where('subject', 'in', subjects)
  // What an issuer said stands above what was imported.
  const found = new Map(
    [...(await imported.execute()), ...(await claimed.execute())].map((row) => [row.subject!, row.member]),
  )
  if (found.size === 0) return { items: [], next: null, mine: {}, subjects: {} }
  const rows = await members(db, member.community)
    .where('member.id', 'in', [...found.values()])
    .execute()
  return { ...onePage(rows, member, contact), subjects: Object.fromEntries(found) }
}

export const noMember = () => new ProblemError('not-found', 'There is no such member in this community.')

/** What of a member depends on who asks. */
export const toMine = (asker: Asker, { id }: { id: string }): MemberMine => ({
  self: id === asker.id,
  mayDeactivate: can(asker, 'member:deactivate', { community: asker.community, owner: id }),
})

/** @throws ProblemError `not-found` */
export async function oneMember(
  { db }: Storage,
  community: string,
  id: string,
  contact: string | undefined,
): Promise<Member> {
  const row = await members(db, community).where('member.id', '=', id).executeTakeFirst()
  if (!row) throw noMember()
  return toMember(contact)(row)
}

/** The asking member, with what only they see of themselves. */
export async function me({ db }: Storage, member: Asker, contact: string | undefined): Promise<Me> {
  const row = await members(db, member.community).where('member.id', '=', member.id).executeTakeFirstOrThrow()
  return {
    item: toMember(contact)(row),
    mine: {
      self: true,
      ...(row.email !== null && { email: row.email }),
      ...((row.language === 'nl' || row.language === 'en') && { language: row.language }),
      ...away(row),
      suggested: row.suggested === 1,
      source: { about: row.about },
    },
  }
}

/** Changes the asking member; what they change is theirs from then on, whatever an assertion or import says. */
export async function changeMe(storage: Storage, member: Asker, change: MeChange): Promise<void> {
  const { topics, experience, away, suggested, ...others } = change
  const columns = {
    ...others,
    ...(away !== undefined && { awayFrom: away?.from ?? null, awayUntil: away?.until ?? null }),
    ...(suggested !== undefined && { suggested: suggested ? 1 : 0 }),
  }
  await storage.transaction(async (db) => {
    const own = await ownWith(db, member, Object.keys(change))
    await db
      .updateTable('member')
      .set({ ...columns, own })
      .where('community', '=', member.community)
      .where('id', '=', member.id)
      .execute()
    if (topics) await setTopics(db, member.community, member.id, topics)
    if (experience) await setExperience(db, member.community, member.id, experience)
    await indexMember(db, member.community, member.id)
    await changed(db, member.community, { type: 'member', id: member.id, action: 'changed' })
  })
}

/** Shows another photo of the asking member, or none; that, too, is theirs from then on. */
export async function changePhoto(storage: Storage, member: Asker, photo: Photo | undefined): Promise<void> {
  const { community, id } = member
  await storage.transaction(async (db) => {
    const own = await ownWith(db, member, ['photo'])
    await db
      .updateTable('member')
      .set({ own })
      .where('community', '=', community)
      .where('id', '=', id)
      .execute()
    await setPhoto(db, community, id, photo ? await storeMedia(db, community, photo) : null)
    await changed(db, community, { type: 'member', id, action: 'changed' })
  })
}

/** The fields that a member changed here, with `fields` among them, as they are stored. */
async function ownWith(db: Kysely<Tables>, member: Asker, fields: string[]): Promise<string> {
  const { own } = await db
    .selectFrom('member')
    .select('own')
    .where('community', '=', member.community)
    .where('id', '=', member.id)
    .executeTakeFirstOrThrow()
  return JSON.stringify([...new Set([...JSON.parse(own), ...fields])])
}

/** What a member can be asked about, replaced as a whole. */
export async function setTopics(
  db: Kysely<Tables>,
  community: string,
  owner: string,
  topics: string[],
): Promise<void> {
  await db.deleteFrom('memberTopic').where('community', '=', community).where('owner', '=', owner).execute()
  if (topics.length === 0) return
  await db
    .insertInto('memberTopic')
    .values(topics.map((topic) => ({ community, owner, topic })))
    .execute()
}
