/** Stories in preview as they are stored: for their author, and for the peers who were asked. */
import { limits, type PeerState, type StoryWords } from '@vlinder/contract'
import { type Kysely, sql } from 'kysely'
import type { InferOutput } from 'valibot'
import type { Asker } from '../http/asking.ts'
import { ProblemError } from '../http/problem.ts'
import { type Action, mustBeAble } from '../identity/can.ts'
import { memberRefColumns } from '../members/member-ref.ts'
import { day } from '../storage/day.ts'
import type { Tables } from '../storage/schema.ts'

/** What is to be published. */
export type Words = InferOutput<typeof StoryWords> & { language: 'nl' | 'en' }

const READS: readonly PeerState[] = ['asked', 'read']

/** What `asker` lets others read and was asked to read, newest first; or the one of these with this id. */
export async function previewsOf(db: Kysely<Tables>, { community, id: me }: Asker, id?: string) {
  const own = db
    .selectFrom('preview')
    .select('id')
    .where('community', '=', community)
    .where('author', '=', me)
  const asked = db
    .selectFrom('previewPeer')
    .select('preview as id')
    .where('community', '=', community)
    .where('member', '=', me)
    .where('state', 'in', READS)
  const rows = await db
    .selectFrom('preview')
    .innerJoin('member', (join) =>
      join.onRef('member.community', '=', 'preview.community').onRef('member.id', '=', 'preview.author'),
    )
    .select(['preview.community', 'preview.id', 'preview.author', 'preview.at', 'preview.edited'])
    .select(['preview.words', 'preview.revision', 'preview.story'])
    .select(memberRefColumns)
    .select(
      sql<number>`(select count(*) from preview_comment c
        where c.community = preview.community and c.preview = preview.id)`.as('comments'),
    )
    .where('preview.community', '=', community)
    .where('preview.id', 'in', own.unionAll(asked))
    // Of somebody who left nobody reads what they never said.
    .where('member.active', '=', 1)
    .where(sql<boolean>`coalesce(published, '9') >= ${day(limits.PREVIEW_KEPT_DAYS)}`)
    .$if(id !== undefined, (rows) => rows.where('preview.id', '=', id!))
    .orderBy('preview.at', 'desc')
    .orderBy('preview.id', 'desc')
    .limit(limits.PAGE_MAX)
    .execute()
  const peers = await peersOf(
    db,
    community,
    rows.map((row) => row.id),
  )
  return rows.map(({ words, ...row }) => ({
    ...row,
    words: JSON.parse(words) as Words,
    peers: peers.get(row.id) ?? [],
  }))
}

export type PreviewRow = Awaited<ReturnType<typeof previewsOf>>[number]
export type PeerRow = Awaited<ReturnType<typeof peerRows>>[number]

const peersOf = async (db: Kysely<Tables>, community: string, previews: string[]) =>
  Map.groupBy(previews.length ? await peerRows(db, community, previews) : [], ({ preview }) => preview)

const peerRows = (db: Kysely<Tables>, community: string, previews: string[]) =>
  db
    .selectFrom('previewPeer as peer')
    .innerJoin('member', (join) =>
      join.onRef('member.community', '=', 'peer.community').onRef('member.id', '=', 'peer.member'),
    )
    .select(['peer.preview', 'peer.state', 'peer.seen'])
    .select(memberRefColumns)
    .select(
      sql<number>`(select count(*) from preview_comment c where c.community = peer.community
        and c.preview = peer.preview and c.author = peer.member)`.as('comments'),
    )
    .where('peer.community', '=', community)
    .where('peer.preview', 'in', previews)
    .orderBy('member.name')
    .execute()

export const reading = ({ peers }: Pick<PreviewRow, 'peers'>): PeerRow[] =>
  peers.filter(({ state }) => READS.includes(state))

/** Ids of the peers who can read it. */
export const readersOf = (row: Pick<PreviewRow, 'peers'>): string[] =>
  reading(row).map(({ memberId }) => memberId)

export const noPreview = () => new ProblemError('not-found', 'There is no such preview for you.')

/**
 * The one with this id, if `member` may do this to it. @throws ProblemError `not-found` to everybody but its author and
 * peers, facilitators included; `forbidden` to the operator, whether it is there or not
 */
export async function previewFor(
  db: Kysely<Tables>,
  member: Asker,
  action: Action,
  id: string,
): Promise<PreviewRow> {
  const [row] = await previewsOf(db, member, id)
  if (!row && member.role !== 'operator') throw noPreview()
  const peers = row ? readersOf(row) : []
  mustBeAble(member, action, { community: member.community, ...(row && { owner: row.author, peers }) })
  return row!
}

/** @throws ProblemError `conflict` once it is published */
export function mustBeOpen({ story }: Pick<PreviewRow, 'story'>): void {
  if (story !== null) throw new ProblemError('conflict', 'It is published already.')
}
