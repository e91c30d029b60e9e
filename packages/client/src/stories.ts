/** Stories, whole, and their comments. */
import type {
  CommentChange,
  CommentOne,
  CommentPage,
  Featuring,
  NewComment,
  NewStory,
  RelatedStories,
  StoryChange,
  StoryOne,
} from '@vlinder/contract'
import { at, query } from './address.ts'
import type { Options, PagingQuery, WriteOptions } from './connection.ts'
import { changing, create, deleting } from './editing.ts'
import type { Link } from './link.ts'

const FEATURED = { type: 'story', action: 'changed' } as const

export const stories = (link: Link) => ({
  story: (id: string, o?: Options) => link.get<StoryOne>(at`/stories/${id}`, o),
  tellStory: (body: NewStory, o?: WriteOptions) =>
    create<StoryOne>(link, '/stories', { type: 'story' }, body, o),
  changeStory: changing<StoryChange, StoryOne>(link, 'story', 'stories'),
  deleteStory: deleting(link, 'story', 'stories'),
  related: (id: string, o?: Options) => link.get<RelatedStories>(at`/stories/${id}/related`, o),
  /** Others see nothing of it: nothing that they read has changed. */
  countRead: (id: string, o?: Options) => link.ask<void>('PUT', at`/stories/${id}/read`, undefined, o),
  feature: (id: string, body: Featuring = {}, o?: Options) =>
    link.write<StoryOne>('PUT', at`/stories/${id}/featured`, FEATURED, o, body),
  unfeature: (id: string, o?: Options) =>
    link.write<void>('DELETE', at`/stories/${id}/featured`, { ...FEATURED, id }, o),

  comments: (story: string, asked?: PagingQuery, o?: Options) =>
    link.get<CommentPage>(at`/stories/${story}/comments` + query(asked), o),
  comment: (story: string, body: NewComment, o?: WriteOptions) =>
    create<CommentOne>(link, at`/stories/${story}/comments`, { type: 'comment', parent: story }, body, o),
  changeComment: changing<CommentChange, CommentOne>(link, 'comment', 'comments'),
  deleteComment: deleting(link, 'comment', 'comments'),
})
