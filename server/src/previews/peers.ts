/** Who reads a story before it is published: chosen by its author, each free to say no. */
import type { PreviewAnswer, PreviewOne } from '@vlinder/contract'
import { type Kysely, sql } from 'kysely'
import type { InferOutput } from 'valibot'
import type { Asker } from '../http/asking.ts'
import { ProblemError } from '../http/problem.ts'
import { mustBeOthers } from '../members/others.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { mustBeOpen, type PreviewRow, previewFor, readersOf } from './rows.ts'
import { onePreview } from './shape.ts'
import { tell } from './tell.ts'

/**
 * Asks these members to read it. @throws ProblemError `invalid`, naming who is not an active member or is its author
 */
export async function addPeers(
  db: Kysely<Tables>,
  { community, author, id }: Pick<PreviewRow, 'community' | 'author' | 'id'>,
  peers: readonly string[],
  added: readonly string[] = peers,
): Promise<void> {
  if (added.length === 0) return
  await mustBeOthers(db, { community, owner: author }, added, (peer) => `body.peers.${peers.indexOf(peer)}`)
  await db
    .insertInto('previewPeer')
    .values(added.map((member) => ({ community, preview: id, member, state: 'asked' })))
    .execute()
}

/** Who reads it from now on: those who stay keep what they said, those who go lose it at once. */
export async function setPeers(
  { db: whole }: Storage,
  member: Asker,
  id: string,
  peers: readonly string[],
): Promise<PreviewOne> {
  return whole.transaction().execute(async (db) => {
    const row = await previewFor(db, member, 'preview:change', id)
    mustBeOpen(row)
    const reading = readersOf(row)
    const staying = reading.filter((one) => peers.includes(one))
    await db
      .deleteFrom('previewPeer')
      .where('community', '=', row.community)
      .where('preview', '=', id)
      .$if(staying.length > 0, (rows) => rows.where('member', 'not in', staying))
      .execute()
    // Who said no, or left, is asked anew.
    await addPeers(
      db,
      row,
      peers,
      peers.filter((one) => !staying.includes(one)),
    )
    const one = await onePreview(db, member, id)
    const gone = reading.filter((one) => !staying.includes(one))
    if (gone.length > 0) await tell(db, row, 'deleted', gone)
    await tell(db, row, 'changed', [row.author, ...one.item.peers.map((peer) => peer.id)])
    return one
  })
}

/** A peer says that they have nothing to add, or would rather not; then it is there for them no more. */
export async function answerPreview(
  { db: whole }: Storage,
  member: Asker,
  id: string,
  answer: InferOutput<typeof PreviewAnswer>,
): Promise<void> {
  await whole.transaction().execute(async (db) => {
    const row = await previewFor(db, member, 'preview:answer', id)
    mustBeOpen(row)
    await noteRead(db, member, row, answer)
    await tell(db, row)
  })
}

/** What a peer has read; of the author there is nothing to note. @throws ProblemError `invalid` */
export async function noteRead(
  db: Kysely<Tables>,
  { id: member }: Asker,
  { community, id, revision: newest }: PreviewRow,
  { state, revision }: InferOutput<typeof PreviewAnswer>,
): Promise<void> {
  if (revision > newest) {
    const errors = [{ path: 'body.revision', detail: `must be at most ${newest}` }]
    throw new ProblemError('invalid', 'There is no such revision.', { errors })
  }
  await db
    .updateTable('previewPeer')
    .set({ state, seen: sql<number>`max(seen, ${revision})` })
    .where('community', '=', community)
    .where('preview', '=', id)
    .where('member', '=', member)
    .execute()
}
