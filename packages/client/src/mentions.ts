/** Where colleagues named the asking member. */
import type { MentionPage } from '@vlinder/contract'
import { at, query } from './address.ts'
import type { MentionsQuery, Options } from './connection.ts'
import type { Link } from './link.ts'

export const mentions = (link: Link) => ({
  mentions: (asked?: MentionsQuery, o?: Options) => link.get<MentionPage>(`/mentions${query(asked)}`, o),
  /** Others see nothing of it: nothing that they read has changed. */
  seeMention: (id: string, o?: Options) => link.ask<void>('PUT', at`/mentions/${id}/seen`, undefined, o),
})
