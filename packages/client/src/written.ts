/** What members wrote, whatever it is: changed, removed, and what it said before. */
import type {
  NewReport,
  ReportMade,
  RevisionPage,
  StoryOne,
  StoryStatus,
  WrittenType,
} from '@vlinder/contract'
import { at, query } from './address.ts'
import type { Options, PagingQuery } from './connection.ts'
import { changing, deleting } from './editing.ts'
import type { Link } from './link.ts'

/** Where each sort of thing stands. */
const FOLDERS: Record<WrittenType, string> = {
  story: 'stories',
  comment: 'comments',
  question: 'questions',
  answer: 'answers',
}

export const written = (link: Link) => ({
  change: (type: WrittenType, id: string, body: object, o?: Options) =>
    changing(link, type, FOLDERS[type])(id, body, o),
  remove: (type: WrittenType, id: string, o?: Options) => deleting(link, type, FOLDERS[type])(id, o),
  /** Of a story. */
  setStatus: (id: string, status: StoryStatus, o?: Options) =>
    link.write<StoryOne>('PUT', at`/stories/${id}/status`, { type: 'story', action: 'changed' }, o, {
      status,
    }),
  /** Tells the facilitators; others who read the page notice when something is hidden. */
  report: (body: NewReport, key: string, o?: Options) =>
    link.write<ReportMade>(
      'POST',
      '/reports',
      { type: body.on.type, action: 'changed', id: body.on.id },
      { ...o, key },
      body,
    ),
  revisions: (type: WrittenType, id: string, asked?: PagingQuery, o?: Options) =>
    link.get<RevisionPage>(at`/${FOLDERS[type]}/${id}/revisions` + query(asked), o),
})
