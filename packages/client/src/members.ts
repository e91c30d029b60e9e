/** Members, one by one or in a list, and the asking member. */
import type { Me, MeChange, MemberChange, MemberChanged, MemberOne, MemberPage } from '@vlinder/contract'
import { at, query } from './address.ts'
import { batching } from './batch.ts'
import type { MembersQuery, Options } from './connection.ts'
import { newKey } from './keys.ts'
import type { Link } from './link.ts'

const CHANGED = { type: 'member', action: 'changed' } as const

export const members = (link: Link) => {
  /** All that are asked for at about the same time go in one request. */
  const together = (field: 'ids' | 'subjects') =>
    link.share<MemberOne>(field, (env) => batching(env, field, link.get))
  return {
    me: (o?: Options) => link.get<Me>('/me', o),
    changeMe: (body: MeChange, o?: Options) => link.write<Me>('PATCH', '/me', CHANGED, o, body),
    changeMember: (id: string, body: MemberChange, o?: Options) =>
      link.write<MemberChanged>('PATCH', at`/members/${id}`, { type: 'member', action: 'changed' }, o, body),
    changePhoto: (photo: Blob, o?: Options) =>
      link.write<Me>('PUT', '/me/photo', CHANGED, { ...o, key: newKey() }, photo),
    removePhoto: (o?: Options) => link.write<Me>('DELETE', '/me/photo', CHANGED, { ...o, key: newKey() }),
    member: (id: string, o?: Options) => together('ids')(id, o?.signal),
    memberBySubject: (subject: string, o?: Options) => together('subjects')(subject, o?.signal),
    members: (asked?: MembersQuery, o?: Options) => link.get<MemberPage>(`/members${query(asked)}`, o),
  }
}
