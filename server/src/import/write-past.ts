/** What came of stories, questions, answers and comments: earlier words, reads, reports, and what is gone. */
import { AnswerChange, CommentChange, QuestionChange, StoryBefore, type WrittenType } from '@vlinder/contract'
import { type GenericSchema, safeParse } from 'valibot'
import { day } from '../storage/day.ts'
import { takeAway } from '../stories/life.ts'
import { MONTH_DAYS } from '../stories/reads.ts'
import { sentence } from './parse.ts'
import { communityOf, isDeleted, mustExist, Rejection, type Writer } from './writing.ts'

/** Its words go, were it here still; what others wrote below it comes after. */
export const writeDeletedStory: Writer<'deleted-story'> = async ({ db, touch }, record) => {
  const { community, id, author, kind, at } = record
  const of = await communityOf(db, community)
  await mustExist(db, 'member', community, author, 'author')
  const before = await db
    .selectFrom('story')
    .select('author')
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirst()
  if (before) await takeAway(db, community, id, before.author)
  const columns = { author, kind, at, language: record.language ?? JSON.parse(of.languages)[0] }
  const words = { title: '', lesson: '', body: '', sections: '[]', excerpt: '', readingTime: 1 }
  const counts = { comments: 0, recognise: 0, learned: 0, thanks: 0 }
  await db
    .insertInto('story')
    .values({ ...columns, ...words, ...counts, community, id, status: 'deleted', edited: null })
    .onConflict((conflict) => conflict.columns(['community', 'id']).doUpdateSet(columns))
    .execute()
  touch({ type: 'story', community, id })
  return undefined
}

/** What an author may change of each; what it was is held to the same bounds. */
const WORDS: Record<WrittenType, GenericSchema> = {
  story: StoryBefore,
  question: QuestionChange,
  answer: AnswerChange,
  comment: CommentChange,
}

export const writeRevision: Writer<'revision'> = async ({ db }, record) => {
  const { community, on, n, at, member } = record
  await mustExist(db, on.type, community, on.id, 'on')
  await mustExist(db, 'member', community, member, 'member')
  if (await isDeleted(db, community, on)) return 'kept as it is: this story was deleted here'
  const { issues } = safeParse(WORDS[on.type], record.words)
  if (issues) throw new Rejection(`words.${sentence(issues[0])}`)
  const before = await db
    .selectFrom('revision')
    .select('at')
    .where('community', '=', community)
    .where('type', '=', on.type)
    .where('id', '=', on.id)
    .where('n', '=', n)
    .executeTakeFirst()
  if (before && before.at > at) return `kept as it is: this ${on.type} was edited here on ${before.at}`
  // As they came: the order of their fields is that in which the history shows them.
  const columns = { at, member, words: JSON.stringify(record.words) }
  await db
    .insertInto('revision')
    .values({ community, type: on.type, id: on.id, n, ...columns })
    .onConflict((conflict) => conflict.columns(['community', 'type', 'id', 'n']).doUpdateSet(columns))
    .execute()
  return undefined
}

/** Who reads it from now on is counted on top. */
export const writeReads: Writer<'reads'> = async ({ db }, { community, on, total, days }) => {
  await mustExist(db, 'story', community, on.id, 'on')
  if (await isDeleted(db, community, on)) return 'kept as it is: this story was deleted here'
  const lately = days.filter((one) => one.day >= day(MONTH_DAYS))
  const readsMonth = lately.reduce((sum, { reads }) => sum + reads, 0)
  const updated = await db
    .updateTable('story')
    .set({ reads: total, readsMonth })
    .where('community', '=', community)
    .where('id', '=', on.id)
    .where('reads', '<=', total)
    .returning('id')
    .executeTakeFirst()
  if (!updated) return 'kept as it is: this story was read more often here'
  const ofStory = { community, story: on.id }
  await db.deleteFrom('storyReadDay').where('community', '=', community).where('story', '=', on.id).execute()
  if (lately.length > 0)
    await db
      .insertInto('storyReadDay')
      .values(lately.map((one) => ({ ...ofStory, ...one })))
      .execute()
  return undefined
}
