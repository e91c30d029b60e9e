/** Pictures in stories: kept under the name that the stories' Markdown has for them. */
import { storeAttachment } from '../media/attachments.ts'
import { toImportedAttachment } from '../members/photo.ts'
import { photoBytes } from './photo.ts'
import { isDeleted, mustExist, Rejection, type Writer } from './writing.ts'

export const writePicture: Writer<'picture'> = async ({ db, folder }, record) => {
  const { community, id, stories, picture } = record
  for (const [i, story] of stories.entries()) await mustExist(db, 'story', community, story, `stories.${i}`)
  const bytes = photoBytes(picture, folder)
  if (typeof bytes === 'string') throw new Rejection(bytes.replace('photo', 'picture'))
  const drawing = await toImportedAttachment(bytes).catch((error: Error) => error)
  if (drawing instanceof Error) throw new Rejection(`picture: ${drawing.message}`)
  const left = []
  for (const story of stories)
    if (!(await isDeleted(db, community, { type: 'story', id: story }))) left.push(story)
  if (left.length === 0) return 'left out: the stories that name it were deleted here'
  await storeAttachment(db, community, id, drawing, left)
  return undefined
}
