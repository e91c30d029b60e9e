/** How somebody stands beside what they wrote: joined into each list's own query, so that a page is one query. */
import type { MemberRef } from '@vlinder/contract'

/** Select these from a query joined with `member`. */
export const memberRefColumns = [
  'member.id as memberId',
  'member.name as memberName',
  'member.position as memberPosition',
  'member.organisation as memberOrganisation',
  'member.photo as memberPhoto',
] as const

export interface MemberRefRow {
  memberId: string
  memberName: string
  memberPosition: string | null
  memberOrganisation: string | null
  memberPhoto: string | null
}

export const toMemberRef = (row: MemberRefRow): MemberRef => ({
  id: row.memberId,
  name: row.memberName,
  ...(row.memberPosition !== null && { position: row.memberPosition }),
  ...(row.memberOrganisation !== null && { organisation: row.memberOrganisation }),
  ...(row.memberPhoto !== null && { photo: photoPath(row.memberPhoto) }),
})

/** Relative to the server's base address, so that a path prefix before the server works. */
export const photoPath = (media: string): string => `media/${media}.webp`
