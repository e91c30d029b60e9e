/** Questions and their answers. */
import { limits } from '@vlinder/contract'
import { keepMentions } from '../mentions/mentioned.ts'
import { questionExcerpt } from '../questions/derived.ts'
import { expectAnswer } from '../questions/later.ts'
import { setQuestionTopics } from '../questions/queries.ts'
import { hoursAgo } from '../storage/day.ts'
import {
  communityOf,
  editedHere,
  markdown,
  mustExist,
  placeOf,
  someMarkdown,
  standing,
  type Writer,
} from './writing.ts'

export const writeQuestion: Writer<'question'> = async ({ db, touch }, record) => {
  const { community, id, author, title, at, goal, tried, constraint, topics = [] } = record
  const of = await communityOf(db, community)
  await mustExist(db, 'member', community, author, 'author')
  const before = await db
    .selectFrom('question')
    .select('edited')
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirst()
  const kept = editedHere(before, 'question', record.edited)
  if (kept) return kept
  const body = markdown(record.body, record.format, 'body')
  const language = record.language ?? JSON.parse(of.languages)[0]
  const edited = record.edited ?? null
  const columns = {
    author,
    title,
    body,
    language,
    at,
    edited,
    excerpt: questionExcerpt(body),
    goal,
    tried,
    constraint,
    by: record.by ?? null,
    help: record.help ?? null,
    ...standing(record),
    ...(record.state === 'closed' && { state: record.state }),
  }
  await db
    .insertInto('question')
    .values({ state: 'open', ...columns, community, id, answers: 0, helped: 0 })
    .onConflict((conflict) => conflict.columns(['community', 'id']).doUpdateSet(columns))
    .execute()
  await setQuestionTopics(db, community, id, topics)
  await keepMentions(db, { community, type: 'question', id, author, at }, [body])
  // Of what waits longer already nobody needs to hear at this moment: it stands in the list.
  if (at > hoursAgo(limits.UNHEARD_HOURS)) await expectAnswer(db, community, id, at)
  touch({ type: 'question', community, id })
  return undefined
}

export const writeAnswer: Writer<'answer'> = async ({ db, touch }, record) => {
  const { community, id, author, at } = record
  await communityOf(db, community)
  await mustExist(db, 'member', community, author, 'author')
  await mustExist(db, 'question', community, record.question, 'question')
  const { id: question, origin } = await placeOf(db, community, record.question, record.origin)
  const before = await db
    .selectFrom('answer')
    .select(['edited', 'question'])
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirst()
  const kept = editedHere(before, 'answer', record.edited)
  if (kept) return kept
  const body = someMarkdown(record.body, record.format)
  const columns = {
    question,
    origin,
    author,
    at,
    edited: record.edited ?? null,
    body,
    helped: record.helped ? 1 : 0,
    ...standing(record),
  }
  await db
    .insertInto('answer')
    .values({ ...columns, community, id })
    .onConflict((conflict) => conflict.columns(['community', 'id']).doUpdateSet(columns))
    .execute()
  await keepMentions(db, { community, type: 'answer', id, author, at }, [body])
  touch({ type: 'question', community, id: question })
  if (before) touch({ type: 'question', community, id: before.question })
  return undefined
}
