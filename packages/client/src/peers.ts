/** Stories that peers read before they are published. */
import type {
  NewPreview,
  NewPreviewComment,
  PreviewAnswer,
  PreviewChange,
  PreviewOne,
  Previews,
} from '@vlinder/contract'
import { at } from './address.ts'
import type { Options, WriteOptions } from './connection.ts'
import { create } from './editing.ts'
import type { Link } from './link.ts'

const CHANGED = { type: 'preview', action: 'changed' } as const

export const previews = (link: Link) => ({
  /** Mine, and those that I was asked to read. */
  previews: (o?: Options) => link.get<Previews>('/previews', o),
  preview: (id: string, o?: Options) => link.get<PreviewOne>(at`/previews/${id}`, o),
  askPeers: (body: NewPreview, o?: WriteOptions) =>
    create<PreviewOne>(link, '/previews', { type: 'preview' }, body, o),
  changePreview: (id: string, body: PreviewChange, o?: Options) =>
    link.write<PreviewOne>('PUT', at`/previews/${id}/story`, CHANGED, o, body),
  /** Who reads it from now on: nobody takes it back. */
  setPeers: (id: string, peers: string[], o?: Options) =>
    link.write<PreviewOne>('PUT', at`/previews/${id}/peers`, CHANGED, o, { peers }),
  deletePreview: (id: string, o?: Options) =>
    link.write<void>('DELETE', at`/previews/${id}`, { type: 'preview', action: 'deleted', id }, o),

  answerPreview: (id: string, body: PreviewAnswer, o?: Options) =>
    link.write<void>('PUT', at`/previews/${id}/answer`, { ...CHANGED, id }, o, body),
  say: (id: string, body: NewPreviewComment, o?: WriteOptions) =>
    link.write<PreviewOne>('POST', at`/previews/${id}/comments`, CHANGED, o, body),
  unsay: (id: string, comment: string, o?: Options) =>
    link.write<void>('DELETE', at`/previews/${id}/comments/${comment}`, { ...CHANGED, id }, o),
})
