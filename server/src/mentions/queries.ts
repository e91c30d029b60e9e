/** Where colleagues named somebody: told to them alone, of what they may read. */
import { type Mention, type MentionMine, type MentionQuery, type Page, WrittenType } from '@vlinder/contract'
import { type Kysely, sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { decodeCursor, toPage } from '../http/paging.ts'
import { ProblemError } from '../http/problem.ts'
import { mustBeAble } from '../identity/can.ts'
import { readable, readableStory } from '../identity/readable.ts'
import { memberRefColumns, toMemberRef } from '../members/member-ref.ts'
import { day } from '../storage/day.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { toRichText } from '../text/markdown.ts'
import { excerpt, toPlainText } from '../text/plain.ts'

/** Older than this it is no news, in days: nor is what an import brings from years ago. */
const NEWS_DAYS = 30

/** One page, newest first. */
export async function mentionPage(
  { db }: Storage,
  member: Asker,
  { cursor, limit, unread }: MentionQuery,
): Promise<Page<Mention, MentionMine>> {
  mustBeAble(member, 'mention:read', { community: member.community, owner: member.id })
  const list = `mentions ${unread}`
  const after = decodeCursor(list, cursor, 3)
  const since = day(NEWS_DAYS)
  const rows = await readableMentions(db, member)
    .$if(unread !== undefined, (q) => q.where('mention.seen', '=', 0).where('mention.at', '>=', since))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(mention.at, mention.on_type, mention.on_id) < (${sql.join(after!)})`),
    )
    .orderBy('mention.at', 'desc')
    .orderBy('mention.onType', 'desc')
    .orderBy('mention.onId', 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(rows, {
    limit,
    list,
    key: ({ at, onType, onId }) => [at, onType, onId],
    item: (row): Mention => ({
      id: `${row.onType}:${row.onId}`,
      at: row.at,
      on: { type: row.onType, id: row.onId, in: whereOf(row) },
      by: toMemberRef(row),
      // Lists of stories and questions have their first words; the others are short.
      excerpt: row.storyExcerpt ?? row.questionExcerpt ?? excerpt(toPlainText(toRichText(row.body ?? ''))),
    }),
    mine: ({ seen, at }) => ({ unread: seen === 0 && at >= since }),
  })
}

/** Says that `member` has seen where they are named; saying it twice changes nothing. @throws ProblemError `not-found` */
export async function seeMention({ db: whole }: Storage, member: Asker, address: string): Promise<void> {
  mustBeAble(member, 'mention:read', { community: member.community, owner: member.id })
  const [, type = '', id = ''] = /^([a-z]+):(.+)$/s.exec(address) ?? []
  const onType = WrittenType.options.find((one) => one === type)
  // Not by `storage.transaction`: who read what is not for the audit log.
  const known = await whole
    .transaction()
    .execute(
      async (db) =>
        onType &&
        db
          .updateTable('mention')
          .set({ seen: 1 })
          .where('community', '=', member.community)
          .where('onType', '=', onType)
          .where('onId', '=', id)
          .where('member', '=', member.id)
          .returning('onId')
          .executeTakeFirst(),
    )
  if (!known) throw new ProblemError('not-found', 'You are not named there.')
}

/** Whoever opens a story sees where it, and the comments on it, name them. */
export const seeMentionsIn = (db: Kysely<Tables>, { community, id }: Asker, story: string) =>
  db
    .updateTable('mention')
    .set({ seen: 1 })
    .where('community', '=', community)
    .where('member', '=', id)
    .where('seen', '=', 0)
    .where(
      sql<boolean>`case on_type when 'story' then on_id = ${story} when 'comment' then exists (
        select 1 from comment c where c.community = ${community} and c.id = mention.on_id
        and c.on_type = 'story' and c.on_id = ${story}) end`,
    )
    .execute()

/** What names `member`, by others, with what it stands in: a comment on an answer stands in that answer's question. */
function readableMentions(db: Kysely<Tables>, member: Asker) {
  return db
    .selectFrom('mention')
    .innerJoin('member', (join) =>
      join.onRef('member.community', '=', 'mention.community').onRef('member.id', '=', 'mention.author'),
    )
    .leftJoin('comment', (join) =>
      join
        .onRef('comment.community', '=', 'mention.community')
        .on('comment.id', '=', sql<string>`iif(mention.on_type = 'comment', mention.on_id, null)`),
    )
    .leftJoin('answer', (join) =>
      join.onRef('answer.community', '=', 'mention.community').on('answer.id', '=', standsIn('answer')),
    )
    .leftJoin('question', (join) =>
      join
        .onRef('question.community', '=', 'mention.community')
        .on('question.id', '=', sql<string>`coalesce(answer.question, ${standsIn('question')})`),
    )
    .leftJoin('story', (join) =>
      join.onRef('story.community', '=', 'mention.community').on('story.id', '=', standsIn('story')),
    )
    .select(['mention.onType', 'mention.onId', 'mention.at', 'mention.seen'])
    .select(['story.id as storyId', 'story.title as storyTitle'])
    .select(['question.id as questionId', 'question.title as questionTitle'])
    .select([
      firstWords('story').as('storyExcerpt'),
      firstWords('question').as('questionExcerpt'),
      sql<string | null>`coalesce(comment.body, answer.body)`.as('body'),
    ])
    .select(memberRefColumns)
    .where('mention.community', '=', member.community)
    .where('mention.member', '=', member.id)
    .where('mention.author', '<>', member.id)
    .where(sql<boolean>`(comment.id is null or ${readable('comment', member)})`)
    .where(sql<boolean>`(answer.id is null or ${readable('answer', member)})`)
    .where(sql<boolean>`iif(story.id is null, ${readable('question', member)}, ${readableStory(member)})`)
}

/** The id of the `type` that a mention is in, or that the comment is on which it is in. */
const standsIn = (type: 'story' | 'question' | 'answer') => sql<string>`case ${type}
  when mention.on_type then mention.on_id when comment.on_type then comment.on_id end`

const firstWords = (type: 'story' | 'question') =>
  sql<string | null>`iif(mention.on_type = ${type}, ${sql.ref(`${type}.excerpt`)}, null)`

interface Place {
  storyId: string | null
  storyTitle: string | null
  questionId: string | null
  questionTitle: string | null
}

const whereOf = ({ storyId, storyTitle, questionId, questionTitle }: Place): Mention['on']['in'] =>
  storyId === null
    ? { type: 'question', id: questionId!, title: questionTitle! }
    : { type: 'story', id: storyId, title: storyTitle! }
