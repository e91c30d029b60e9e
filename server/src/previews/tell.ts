/** Open pages of author and peers hear that something became of a preview; everybody else's hear nothing. */
import type { ChangeAction } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import { changed } from '../live/changes.ts'
import type { Tables } from '../storage/schema.ts'
import { type PreviewRow, readersOf } from './rows.ts'

type Told = Pick<PreviewRow, 'community' | 'id' | 'author' | 'peers'>

/** `heardBy`: default its author and whoever can read it. */
export const tell = (
  db: Kysely<Tables>,
  preview: Told,
  action: ChangeAction = 'changed',
  heardBy = [preview.author, ...readersOf(preview)],
): Promise<void> => changed(db, preview.community, { type: 'preview', id: preview.id, action, heardBy })
