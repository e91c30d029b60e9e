/** Topics as evidence: which of them the subject is about, and who says that they can be asked about it or went through it. */
import { type Kysely, sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { isAskedFor } from '../search/marks.ts'
import type { Query } from '../search/query.ts'
import type { Tables } from '../storage/schema.ts'
import { languageOf, STOP_WORDS } from '../text/language.ts'
import { wordsOf } from '../text/words.ts'
import type { Evidence } from './ranking.ts'

/** Members looked at for each topic: as many as could ever be shown, and then some. */
const DECLARED_MAX = 200

/** What members declared about `topics`, the asker aside. */
export async function declaredAbout(
  db: Kysely<Tables>,
  { community, id }: Asker,
  topics: readonly string[],
): Promise<Evidence[]> {
  if (topics.length === 0) return []
  const lived = await db
    .selectFrom('experience')
    .select(['member', 'topic', 'outcome', 'note'])
    .where('community', '=', community)
    .where('topic', 'in', [...topics])
    .where('member', '!=', id)
    .limit(DECLARED_MAX)
    .execute()
  const askable = await db
    .selectFrom('memberTopic')
    .select(['owner as member', 'topic'])
    .where('community', '=', community)
    .where('topic', 'in', [...topics])
    .where('owner', '!=', id)
    .limit(DECLARED_MAX)
    .execute()
  return [
    ...lived.map(
      ({ note, ...one }): Evidence => ({
        type: 'experience',
        ...one,
        ...(note !== null && { note }),
      }),
    ),
    ...askable.map((one): Evidence => ({ type: 'topic', ...one })),
  ]
}

/** Topics that members declared and the typed words are about: each of a topic's own words was typed. And the asked topic itself. */
export async function topicsAbout(
  db: Kysely<Tables>,
  { community }: Asker,
  query: Query,
  asked: string | undefined,
): Promise<string[]> {
  const { rows } = await sql<{ topic: string }>`
    select topic from member_topic where community = ${community}
    union select topic from experience where community = ${community}`.execute(db)
  return rows.map(({ topic }) => topic).filter((topic) => topic === asked || isAbout(topic, query))
}

/** Whether everything that `topic` says was typed. */
function isAbout(topic: string, query: Query): boolean {
  const saying = sayingOf(topic)
  return saying.length > 0 && saying.every((word) => isAskedFor(word, query))
}

/** Topics of which the words are remembered: to find them anew at every key takes longer than all else of a suggestion. */
const REMEMBERED_MAX = 20_000
const remembered = new Map<string, string[]>()

/** Its words that are not only grammar. */
function sayingOf(topic: string): string[] {
  const known = remembered.get(topic)
  if (known) return known
  const words = wordsOf(topic)
  const stops = STOP_WORDS[languageOf(words, 'nl')]
  const saying = words.map(({ word }) => word).filter((word) => !stops.has(word))
  if (remembered.size >= REMEMBERED_MAX) remembered.clear()
  remembered.set(topic, saying)
  return saying
}
