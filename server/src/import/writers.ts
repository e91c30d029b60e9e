/** Who writes which record of the import format. */
import type { RecordType } from './records.ts'
import { writeFollowUp, writeMerge, writeTried } from './write-afterwards.ts'
import { writeAsk } from './write-ask.ts'
import { writeComment } from './write-comment.ts'
import { writeCommunity, writePattern } from './write-community.ts'
import { writeExperience } from './write-experience.ts'
import { writeMember } from './write-member.ts'
import { writeDeletedStory, writeReads, writeRevision } from './write-past.ts'
import { writePicture } from './write-picture.ts'
import { writeAnswer, writeQuestion } from './write-question.ts'
import { writeReport } from './write-report.ts'
import { writeReaction, writeStory } from './write-story.ts'
import type { Writer } from './writing.ts'

export const WRITERS: { [Type in RecordType]: Writer<Type> } = {
  community: writeCommunity,
  member: writeMember,
  experience: writeExperience,
  story: writeStory,
  picture: writePicture,
  question: writeQuestion,
  ask: writeAsk,
  answer: writeAnswer,
  comment: writeComment,
  merge: writeMerge,
  tried: writeTried,
  'follow-up': writeFollowUp,
  reaction: writeReaction,
  pattern: writePattern,
  'deleted-story': writeDeletedStory,
  revision: writeRevision,
  reads: writeReads,
  report: writeReport,
}
