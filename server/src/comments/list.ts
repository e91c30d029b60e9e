/** Comments, oldest first: those on a story, or those on a question and on its answers. */
import type { Comment, Page, PageQuery, QuestionComment, WordsMine } from '@vlinder/contract'
import { sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { decodeCursor, toPage } from '../http/paging.ts'
import { mustBeAble } from '../identity/can.ts'
import { questionSubject } from '../questions/queries.ts'
import type { Storage } from '../storage/storage.ts'
import { storySubject } from '../stories/queries.ts'
import { type CommentRow, readableComments, toComment, toMine, toQuestionComment } from './rows.ts'

/** One page of a story's comments. */
export async function storyComments(
  { db }: Storage,
  member: Asker,
  story: string,
  query: PageQuery,
): Promise<Page<Comment, WordsMine>> {
  mustBeAble(member, 'comment:read', await storySubject(db, member, story))
  const on = readableComments(db, member)
    .where('comment.onType', '=', 'story')
    .where('comment.onId', '=', story)
  return commentPage(member, on, `comments ${story}`, query, toComment(member))
}

/** One page of the comments on a question and on its answers, each saying on which. */
export async function questionComments(
  { db }: Storage,
  member: Asker,
  question: string,
  query: PageQuery,
): Promise<Page<QuestionComment, WordsMine>> {
  mustBeAble(member, 'comment:read', await questionSubject(db, member.community, question))
  const answers = db
    .selectFrom('answer')
    .select('id')
    .where('community', '=', member.community)
    .where('question', '=', question)
  const on = readableComments(db, member).where(({ or, and, eb }) =>
    or([
      and([eb('comment.onType', '=', 'question'), eb('comment.onId', '=', question)]),
      and([eb('comment.onType', '=', 'answer'), eb('comment.onId', 'in', answers)]),
    ]),
  )
  return commentPage(member, on, `question comments ${question}`, query, toQuestionComment(member))
}

async function commentPage<Item extends Comment>(
  member: Asker,
  comments: ReturnType<typeof readableComments>,
  list: string,
  { cursor, limit }: PageQuery,
  item: (row: CommentRow) => Item,
): Promise<Page<Item, WordsMine>> {
  const after = decodeCursor(list, cursor, 2)
  const rows = await comments
    .$if(after !== undefined, (q) => q.where(sql<boolean>`(comment.at, comment.id) > (${sql.join(after!)})`))
    .orderBy('comment.at')
    .orderBy('comment.id')
    .limit(limit + 1)
    .execute()
  return toPage(rows, { limit, list, key: ({ at, id }) => [at, id], item, mine: toMine(member) })
}
