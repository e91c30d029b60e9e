/** What was found, as the contract shows it: read from where it stands, so that nobody is shown what they may not read. */
import type { SearchHit, SearchType } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { aboutMember } from '../members/derived.ts'
import { memberRefColumns, toMemberRef } from '../members/member-ref.ts'
import { namedIn, toNamed } from '../mentions/mentioned.ts'
import { readableAnswers } from '../questions/answer-rows.ts'
import { readableQuestions } from '../questions/rows.ts'
import type { Tables } from '../storage/schema.ts'
import { parts } from '../stories/derived.ts'
import { readableStories } from '../stories/rows.ts'
import { knownLanguage } from '../text/language.ts'
import { toRichText } from '../text/markdown.ts'
import { toPlainText } from '../text/plain.ts'
import type { Query } from './query.ts'
import { marked, snippet, tellsOf } from './snippet.ts'

interface Found {
  item: SearchHit
  /** Whose it is. */
  owner: string
}

/** Reads those of one type, by id; of an answer, by that of its question. */
type Read = (
  db: Kysely<Tables>,
  asker: Asker,
  ids: readonly string[],
  query: Query,
) => Promise<Map<string, Found>>

const READ: Record<SearchType, Read> = {
  story: storiesOf,
  question: questionsOf,
  answer: answersTo,
  member: membersOf,
}

/** In the order given; what went meanwhile is left out. */
export async function hitsOf(
  db: Kysely<Tables>,
  asker: Asker,
  ranked: readonly { type: SearchType; of: string }[],
  query: Query,
): Promise<Found[]> {
  const read = new Map<string, Map<string, Found>>()
  for (const [type, ones] of Map.groupBy(ranked, ({ type }) => type))
    read.set(
      type,
      await READ[type](
        db,
        asker,
        ones.map(({ of }) => of),
        query,
      ),
    )
  return ranked.flatMap(({ type, of }) => read.get(type)?.get(of) ?? [])
}

/** Plain text of what is said in Markdown, with the names that people have now. */
const plain = (markdown: string, named: string) => toPlainText(toRichText(markdown, toNamed(named)))

/** Where the text has nothing of what is looked for, its topics may have: they stand before it then. */
function shown(title: string, text: string, topics: readonly string[], query: Query) {
  let read = snippet(text, query)
  if (read.tells === 0 && topics.some((topic) => snippet(topic, query).tells > 0))
    read = snippet([topics.join(', '), text].filter(Boolean).join(' · '), query)
  const { tells: _, ...found } = read
  return { title: marked(title, query), snippet: found }
}

async function storiesOf(
  db: Kysely<Tables>,
  asker: Asker,
  ids: readonly string[],
  query: Query,
): Promise<Map<string, Found>> {
  const rows = await readableStories(db, asker)
    .select(['story.body', 'story.sections', namedIn('story')])
    .where('story.id', 'in', ids)
    .execute()
  return new Map(
    rows.map((row) => {
      const tale = parts({ body: row.body, sections: JSON.parse(row.sections) })
      const text = [row.lesson, ...tale.map((part) => plain(part, row.named))].join('\n')
      const item = {
        type: 'story' as const,
        id: `story:${row.id}`,
        ...shown(row.title, text, JSON.parse(row.topics), query),
        story: row.id,
        kind: row.kind,
        language: knownLanguage(row.language),
        author: toMemberRef(row),
        at: row.at,
        ...(row.status === 'archived' && { status: row.status }),
      }
      return [row.id, { item, owner: row.author }]
    }),
  )
}

async function questionsOf(
  db: Kysely<Tables>,
  asker: Asker,
  ids: readonly string[],
  query: Query,
): Promise<Map<string, Found>> {
  const rows = await readableQuestions(db, asker)
    .select(['question.body', 'question.goal', 'question.tried', 'question.constraint', namedIn('question')])
    .where('question.id', 'in', ids)
    .execute()
  return new Map(
    rows.map((row) => {
      const text = [plain(row.body, row.named), row.goal, row.tried, row.constraint].join('\n')
      const item = {
        type: 'question' as const,
        id: `question:${row.id}`,
        ...shown(row.title, text, JSON.parse(row.topics), query),
        question: row.id,
        answers: row.answers,
        helped: row.helped,
        language: knownLanguage(row.language),
        author: toMemberRef(row),
        at: row.at,
      }
      return [row.id, { item, owner: row.author }]
    }),
  )
}

/** Of each question the answer that tells most; of those that tell the same, one that helped, then the first. */
async function answersTo(
  db: Kysely<Tables>,
  asker: Asker,
  ids: readonly string[],
  query: Query,
): Promise<Map<string, Found>> {
  const questions = await readableQuestions(db, asker).where('question.id', 'in', ids).execute()
  const about = new Map(questions.map((row) => [row.id, row]))
  const rows = await readableAnswers(db, asker)
    .select('answer.question')
    .where('answer.question', 'in', [...about.keys()])
    .where('answer.hidden', '=', 0)
    .orderBy('answer.helped', 'desc')
    .orderBy('answer.at')
    .execute()
  const found = new Map<string, Found>()
  for (const [question, answers] of Map.groupBy(rows, (row) => row.question)) {
    // Markdown is read in full only of the one that is shown.
    const [best] = answers
      .map((row) => ({ row, tells: tellsOf(row.body, query) }))
      .sort((a, b) => b.tells - a.tells)
    if (!best || best.tells === 0) continue
    const { row } = best
    const { tells: _, ...words } = snippet(plain(row.body, row.named), query)
    const { title, language } = about.get(question)!
    const item = {
      type: 'answer' as const,
      id: `answer:${row.id}`,
      title: marked(title, query),
      snippet: words,
      answer: row.id,
      question,
      helped: row.helped === 1,
      language: knownLanguage(language),
      author: toMemberRef(row),
      at: row.at,
    }
    found.set(question, { item, owner: row.author })
  }
  return found
}

async function membersOf(
  db: Kysely<Tables>,
  asker: Asker,
  ids: readonly string[],
  query: Query,
): Promise<Map<string, Found>> {
  const rows = await db
    .selectFrom('member')
    .select([...memberRefColumns, 'about'])
    .where('community', '=', asker.community)
    .where('id', 'in', ids)
    .where('active', '=', 1)
    .execute()
  const topics = await db
    .selectFrom('memberTopic')
    .select(['owner', 'topic'])
    .where('community', '=', asker.community)
    .where('owner', 'in', ids)
    .execute()
  return new Map(
    rows.map((row) => {
      const member = toMemberRef(row)
      const about = aboutMember({
        position: row.memberPosition,
        organisation: row.memberOrganisation,
        topics: topics.filter(({ owner }) => owner === member.id).map(({ topic }) => topic),
        about: row.about,
      })
      const item = {
        type: 'member' as const,
        id: `member:${member.id}`,
        ...shown(member.name, about, [], query),
        member,
      }
      return [member.id, { item, owner: member.id }]
    }),
  )
}
