/** What was merged into a question: the same, asked by others. Their answers and comments stand under it, and remember from where they came. */
import type { MergedQuestion } from '@vlinder/contract'
import { type Kysely, sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { readable } from '../identity/readable.ts'
import { changed } from '../live/changes.ts'
import { memberRefColumns, toMemberRef } from '../members/member-ref.ts'
import { namedIn, toNamed } from '../mentions/mentioned.ts'
import type { Tables } from '../storage/schema.ts'
import { knownLanguage } from '../text/language.ts'
import { toRichText } from '../text/markdown.ts'
import { indexQuestion, recount } from './derived.ts'
import { standing } from './standing.ts'

/** Ids of a question and of all that went up in it, through others as well. */
const groupOf = (community: string, id: string) => sql<string>`(with recursive went (id) as (
    select ${id} union select q.id from question q join went on q.merged_into = went.id where q.community = ${community}
  ) select id from went)`

/** What `member` may read of it, oldest first. */
export async function mergedInto(db: Kysely<Tables>, member: Asker, id: string): Promise<MergedQuestion[]> {
  const rows = await db
    .selectFrom('question')
    .innerJoin('member', (join) =>
      join.onRef('member.community', '=', 'question.community').onRef('member.id', '=', 'question.author'),
    )
    .select(['question.id', 'question.title', 'question.body', 'question.language', 'question.at'])
    .select(namedIn('question'))
    .select(memberRefColumns)
    .where('question.community', '=', member.community)
    .where('question.id', 'in', groupOf(member.community, id))
    .where('question.id', '!=', id)
    .where(readable('question', member))
    .orderBy('question.at')
    .orderBy('question.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    body: toRichText(row.body, toNamed(row.named)),
    language: knownLanguage(row.language),
    author: toMemberRef(row),
    at: row.at,
  }))
}

/** Lets `id` go up in `into`: its answers and comments move to where that stands. In the transaction of whoever says so. */
export async function goInto(db: Kysely<Tables>, community: string, id: string, into: string): Promise<void> {
  const place = await standing(db, community, into)
  await db
    .updateTable('answer')
    .set({ question: place, origin: sql<string>`coalesce(origin, ${id})` })
    .where('community', '=', community)
    .where('question', '=', id)
    .execute()
  await db
    .updateTable('comment')
    .set({ onId: place, origin: sql<string>`coalesce(origin, ${id})` })
    .where('community', '=', community)
    .where('onType', '=', 'question')
    .where('onId', '=', id)
    .execute()
  await moveAsks(db, community, id, place)
  await setInto(db, community, id, into)
  await derive(db, community, [id, place])
}

/** The opposite: what was written under it, and under what went up in it, comes back; what came since stays. */
export async function comeOut(db: Kysely<Tables>, community: string, id: string): Promise<void> {
  const from = await standing(db, community, id)
  const group = groupOf(community, id)
  const origin = sql<string | null>`nullif(origin, ${id})`
  await db
    .updateTable('answer')
    .set({ question: id, origin })
    .where('community', '=', community)
    .where('question', '=', from)
    .where('origin', 'in', group)
    .execute()
  await db
    .updateTable('comment')
    .set({ onId: id, origin })
    .where('community', '=', community)
    .where('onType', '=', 'question')
    .where('onId', '=', from)
    .where('origin', 'in', group)
    .execute()
  await db
    .updateTable('ask')
    .set({ question: id, origin })
    .where('community', '=', community)
    // Some were left halfway: they were asked further on as well.
    .where('question', 'not in', group)
    .where('origin', 'in', group)
    .execute()
  await setInto(db, community, id, null)
  await derive(db, community, [id, from])
}

/**
 * Before a question is deleted. What went up in it stands by itself again: it is others' question. Was it merged itself,
 * then they go where it went, and so does what was answered to it: that was given to all of them.
 */
export async function leaveMerges(db: Kysely<Tables>, community: string, id: string): Promise<void> {
  const into = await standing(db, community, id)
  const children = await db
    .selectFrom('question')
    .select('id')
    .where('community', '=', community)
    .where('mergedInto', '=', id)
    .execute()
  for (const child of children) {
    if (into === id) {
      await comeOut(db, community, child.id)
      await changed(db, community, { type: 'question', id: child.id, action: 'created' })
    } else await setInto(db, community, child.id, into)
  }
  if (into === id) return
  for (const table of ['answer', 'comment', 'ask'] as const)
    await db
      .updateTable(table as 'answer')
      .set({ origin: null })
      .where('community', '=', community)
      .where(sql.ref(table === 'comment' ? 'onId' : 'question'), '=', into)
      .where('origin', '=', id)
      .execute()
}

/** Who was asked both, or asked the other one themselves, stays where they are. */
const moveAsks = (db: Kysely<Tables>, community: string, id: string, into: string) =>
  db
    .updateTable('ask')
    .set({ question: into, origin: sql<string>`coalesce(origin, ${id})` })
    .where('community', '=', community)
    .where('question', '=', id)
    .where(
      sql<boolean>`member not in (select b.member from ask b where b.community = ${community} and b.question = ${into}
        union all select q.author from question q where q.community = ${community} and q.id = ${into})`,
    )
    .execute()

async function setInto(
  db: Kysely<Tables>,
  community: string,
  id: string,
  mergedInto: string | null,
): Promise<void> {
  await db
    .updateTable('question')
    .set({ mergedInto })
    .where('community', '=', community)
    .where('id', '=', id)
    .execute()
}

async function derive(db: Kysely<Tables>, community: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await recount(db, community, id)
    await indexQuestion(db, community, id)
  }
}
