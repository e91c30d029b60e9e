/** Drafts as they are stored: by member and key, each with a revision that tells two pages apart. */
import { type Draft, type DraftChange, limits } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { ProblemError } from '../http/problem.ts'
import type { DraftTable, Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'

const toDraft = ({
  key,
  value,
  revision,
  at,
}: Pick<DraftTable, 'key' | 'value' | 'revision' | 'at'>): Draft => ({
  key,
  value: JSON.parse(value),
  revision,
  at,
})

const mine = (db: Kysely<Tables>, { community, id }: Asker) =>
  db
    .selectFrom('draft')
    .select(['key', 'value', 'revision', 'at'])
    .where('community', '=', community)
    .where('member', '=', id)

/** The newest first. */
export async function draftsOf(db: Kysely<Tables>, member: Asker): Promise<Draft[]> {
  const rows = await mine(db, member).orderBy('at', 'desc').orderBy('key').execute()
  return rows.map(toDraft)
}

export async function oneDraft(db: Kysely<Tables>, member: Asker, key: string): Promise<Draft | undefined> {
  const row = await mine(db, member).where('key', '=', key).executeTakeFirst()
  return row && toDraft(row)
}

/**
 * Keeps what was written. What is there already is left as it is, and gets no new revision.
 * @throws ProblemError `conflict` when another page changed it since `after`, or when there are too many
 */
export async function keepDraft(
  { db: whole }: Storage,
  member: Asker,
  key: string,
  { value, after }: DraftChange,
): Promise<Draft> {
  const text = JSON.stringify(value)
  // Not by `storage.transaction`: what somebody has not said yet is not for the audit log.
  return whole.transaction().execute(async (db) => {
    const before = await mine(db, member).where('key', '=', key).executeTakeFirst()
    if (before?.value === text) return toDraft(before)
    const revision = before?.revision ?? 0
    if (after !== undefined && after !== revision) throw changedElsewhere()
    if (!before) await mustHaveRoom(db, member)
    const kept = { value: text, revision: revision + 1, at: new Date().toISOString() }
    await db
      .insertInto('draft')
      .values({ community: member.community, member: member.id, key, ...kept })
      .onConflict((conflict) => conflict.columns(['community', 'member', 'key']).doUpdateSet(kept))
      .execute()
    return toDraft({ key, ...kept })
  })
}

const changedElsewhere = () =>
  new ProblemError('conflict', 'This draft was changed on another page: read it, then choose which to keep.')

async function mustHaveRoom(db: Kysely<Tables>, { community, id }: Asker): Promise<void> {
  const { drafts } = await db
    .selectFrom('draft')
    .select((eb) => eb.fn.countAll<number>().as('drafts'))
    .where('community', '=', community)
    .where('member', '=', id)
    .executeTakeFirstOrThrow()
  if (drafts >= limits.DRAFTS_MAX)
    throw new ProblemError('conflict', `There are ${limits.DRAFTS_MAX} drafts already: throw one away first.`)
}

export async function dropDraft(db: Kysely<Tables>, { community, id }: Asker, key: string): Promise<void> {
  await db
    .deleteFrom('draft')
    .where('community', '=', community)
    .where('member', '=', id)
    .where('key', '=', key)
    .execute()
}
