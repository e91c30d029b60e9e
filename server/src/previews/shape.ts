/** Stories in preview as the contract shows them. */
import type {
  Peer,
  PreviewMine,
  PreviewOne,
  PreviewSummary,
  StoryPreview,
  StorySource,
} from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { toMemberRef } from '../members/member-ref.ts'
import { namedBy } from '../mentions/mentioned.ts'
import type { Tables } from '../storage/schema.ts'
import { toRichText } from '../text/markdown.ts'
import { type PeerRow, type PreviewRow, previewFor, reading } from './rows.ts'
import { commentsOn } from './said.ts'

export const toSummary = (row: PreviewRow): PreviewSummary => ({
  id: row.id,
  kind: row.words.kind,
  title: row.words.title,
  author: toMemberRef(row),
  peers: reading(row).map(toMemberRef),
  at: row.at,
  ...(row.edited !== null && { edited: row.edited }),
  revision: row.revision,
  comments: row.comments,
  ...(row.story !== null && { story: row.story }),
})

const changedSince = ({ revision }: PreviewRow, { state, seen }: PeerRow): boolean =>
  state === 'read' && seen < revision

export function toMine({ id }: Asker, row: PreviewRow): PreviewMine {
  const own = row.author === id
  const peer = own ? undefined : row.peers.find(({ memberId }) => memberId === id)
  const toPeer = (one: PeerRow): Peer => ({
    member: toMemberRef(one),
    state: one.state,
    changed: changedSince(row, one),
    comments: one.comments,
  })
  return {
    self: id,
    mayEdit: own && row.story === null,
    ...(own && { peers: row.peers.map(toPeer) }),
    ...(peer && { state: peer.state, changed: changedSince(row, peer) }),
  }
}

/** @throws ProblemError `not-found` */
export async function onePreview(db: Kysely<Tables>, member: Asker, id: string): Promise<PreviewOne> {
  const row = await previewFor(db, member, 'preview:read', id)
  const { lesson, body, sections, topics, patterns, language, contact } = row.words
  const said = await commentsOn(db, member.community, id)
  // Who is named hears of it once it is published.
  const named = await namedBy(db, member.community, [body, ...sections.map((one) => one.body)].join('\n'))
  const item: StoryPreview = {
    ...toSummary(row),
    ...{ lesson, topics, patterns, language },
    body: toRichText(body, named),
    sections: sections.map((section) => ({ ...section, body: toRichText(section.body, named) })),
    said,
  }
  const source: StorySource = { lesson, body, sections, ...(contact !== undefined && { contact }) }
  const mine = toMine(member, row)
  const own = said.flatMap(({ id, author }) => (author.id === member.id ? [id] : []))
  return { item, mine: { ...mine, ...(mine.mayEdit && { source }), said: own } }
}
