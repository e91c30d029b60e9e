/** What a story feed asks before anything else: the community, a page of stories, and a reaction. */
import type { Community, Reaction, ReactionResult, StoryPage } from '@vlinder/contract'
import { at, query } from './address.ts'
import type { Options, StoriesQuery } from './connection.ts'
import type { Link } from './link.ts'

export const feed = ({ get, write }: Link) => ({
  community: (o?: Options) => get<Community>('', o),
  stories: (asked?: StoriesQuery, o?: Options) => get<StoryPage>(`/stories${query(asked)}`, o),
  react: (id: string, reaction: Reaction, on: boolean, o?: Options) =>
    write<ReactionResult>(
      on ? 'PUT' : 'DELETE',
      at`/stories/${id}/reactions/${reaction}`,
      { type: 'reaction', action: 'changed', id },
      o,
    ),
})
