/** Pictures for a story that is being written. */
import type { AttachmentOne } from '@vlinder/contract'
import type { Options } from './connection.ts'
import type { Link } from './link.ts'

/** Sends a picture, and says how the story's Markdown names it. The same one, sent again, is the same. */
export const attachments = (link: Link) => ({
  attach: (picture: Blob, o?: Options) => link.ask<AttachmentOne>('POST', '/attachments', picture, o),
})
