/**
 * Everything in a community, in the import format and in an order in which an import can read it. Imported into an empty
 * server it gives an equal community, whose export has the same lines. Drafts stay out: they were not said yet.
 */
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import { ALWAYS } from '../stories/rows.ts'
import { followUps, merges, tried } from './afterwards.ts'
import { asks } from './asks.ts'
import { exportedExperience } from './experience.ts'
import { exportedMembers } from './members.ts'
import { deletedStories, reads, reports, revisions } from './past.ts'
import { pictures } from './pictures.ts'
import { BATCH_ROWS, inOrder, labelsOf, record } from './rows.ts'

export async function* exported(db: Kysely<Tables>, community: string): AsyncGenerator<object> {
  yield await communityRecord(db, community)
  yield* exportedMembers(db, community)
  yield* exportedExperience(db, community)
  yield* stories(db, community)
  yield* deletedStories(db, community)
  yield* pictures(db, community)
  yield* questions(db, community)
  yield* asks(db, community)
  yield* merges(db, community)
  yield* answers(db, community)
  yield* tried(db, community)
  yield* followUps(db, community)
  // What is replied to comes before its replies.
  yield* comments(db, community, 'is')
  yield* comments(db, community, 'is not')
  yield* reactions(db, community)
  yield* revisions(db, community)
  yield* reads(db, community)
  yield* reports(db, community)
}

async function communityRecord(db: Kysely<Tables>, id: string): Promise<object> {
  const { name, goal, contact, languages, origins, topics, patterns, patternsEdited, photoBeforePost } =
    await db.selectFrom('community').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const { community: _, ...rest } = record(
    'community',
    id,
    { id, name, goal, contact, patternsEdited, photoBeforePost: photoBeforePost === 1 },
    { languages, origins, topics, patterns },
  ) as { community: string }
  return rest
}

async function* stories(db: Kysely<Tables>, community: string) {
  const rows = inOrder((after) =>
    db
      .selectFrom('story')
      .select(['id', 'author', 'kind', 'title', 'lesson', 'body', 'sections', 'language', 'at', 'edited'])
      .select([shownAs('status', 'published'), shownAs('hidden', 0), 'contact', 'featuredUntil'])
      .select([
        labelsOf('story', 'story_topic', 'topic').as('topics'),
        labelsOf('story', 'story_pattern', 'pattern').as('patterns'),
      ])
      .where('community', '=', community)
      .where('status', '!=', 'deleted')
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH_ROWS),
  )
  const known = await patternsOf(db, community)
  for await (const { sections, topics, patterns, featuredUntil, ...row } of rows) {
    const story = { ...hiddenSaid(row), contact: row.contact === null ? null : row.contact === 1 }
    const featured = featuredUntil === ALWAYS ? true : featuredUntil
    const left = (JSON.parse(patterns) as string[]).filter((id) => known.has(id))
    yield record('story', community, { ...story, featured, patterns: left }, { sections, topics })
  }
}

/** Those that the community has: what it threw away says nothing any more. */
async function patternsOf(db: Kysely<Tables>, community: string): Promise<Set<string>> {
  const { patterns } = await db
    .selectFrom('community')
    .select('patterns')
    .where('id', '=', community)
    .executeTakeFirstOrThrow()
  return new Set((JSON.parse(patterns) as { id: string }[]).map(({ id }) => id))
}

async function* questions(db: Kysely<Tables>, community: string) {
  const rows = inOrder((after) =>
    db
      .selectFrom('question')
      .select(['id', 'author', 'title', 'body', 'language', 'at', 'edited', 'by', 'help'])
      .select([shownAs('goal', ''), shownAs('tried', ''), shownAs('constraint', '')])
      .select([shownAs('hidden', 0), sql<string | null>`iif(state = 'closed', state, null)`.as('state')])
      .select(labelsOf('question', 'question_topic', 'topic').as('topics'))
      .where('community', '=', community)
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH_ROWS),
  )
  for await (const { topics, ...question } of rows)
    yield record('question', community, hiddenSaid(question), { topics })
}

async function* answers(db: Kysely<Tables>, community: string) {
  const rows = inOrder((after) =>
    db
      .selectFrom('answer')
      .select(['id', 'question', 'author', 'body', 'at', 'edited', 'helped', 'origin'])
      .select(shownAs('hidden', 0))
      .where('community', '=', community)
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH_ROWS),
  )
  for await (const { helped, ...answer } of rows)
    yield record('answer', community, { ...hiddenSaid(answer), helped: helped === 1 })
}

async function* comments(db: Kysely<Tables>, community: string, head: 'is' | 'is not') {
  const rows = inOrder((after) =>
    db
      .selectFrom('comment')
      .select(['id', 'onType', 'onId', 'author', 'body', 'at', 'edited', 'replyTo', 'origin'])
      .select(shownAs('hidden', 0))
      .where('community', '=', community)
      .where('replyTo', head, null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH_ROWS),
  )
  for await (const { onType, onId, ...comment } of rows)
    yield record('comment', community, { ...hiddenSaid(comment), on: `${onType}:${onId}` })
}

async function* reactions(db: Kysely<Tables>, community: string) {
  // One row of the key's three columns is one text, so that they are paged like everything else.
  const rows = inOrder((after) =>
    db
      .selectFrom('reaction')
      .select(['story', 'member', 'reaction', 'at'])
      .select(({ ref, fn }) =>
        fn<string>('json_array', [ref('story'), ref('member'), ref('reaction')]).as('id'),
      )
      .where('community', '=', community)
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple('story', 'member', 'reaction'), '>', tuple(...place(after))),
      )
      .orderBy('story')
      .orderBy('member')
      .orderBy('reaction')
      .limit(BATCH_ROWS),
  )
  for await (const { story, member, reaction, at } of rows)
    yield record('reaction', community, { on: `story:${story}`, member, reaction, at })
}

const place = (after: string) => (after ? JSON.parse(after) : ['', '', '']) as [string, string, 'thanks']

/** A column, or null while it is as it is with most: then it is left out. */
const shownAs = <Column extends 'status' | 'hidden' | 'goal' | 'tried' | 'constraint'>(
  column: Column,
  usual: string | number,
) => sql<string | number | null>`nullif(${sql.ref(column)}, ${usual})`.as(column)

const hiddenSaid = <Row extends { hidden: string | number | null }>(row: Row) => ({
  ...row,
  hidden: row.hidden === null ? null : true,
})
