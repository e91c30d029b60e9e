/** Stories that resemble one: the same words, topics or patterns. */
import { limits, type RelatedStories, type StorySummary } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { find } from '../search/find.ts'
import { queryOf } from '../search/query.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { candidates } from '../suggestions/candidates.ts'
import { toPlainText } from '../text/plain.ts'
import { oneStory } from './queries.ts'
import { readableStories, toSummary } from './rows.ts'

/** A pattern in common says as much as fitting this much better. */
const PATTERN_WEIGHT = 0.5

/** The few that resemble it most, best first. @throws ProblemError `not-found` */
export async function relatedStories({ db }: Storage, member: Asker, id: string): Promise<RelatedStories> {
  const all = await resembling(db, member, id)
  const close = all.filter((one) => one.close).map(({ story }) => story)
  return { items: close.slice(0, limits.SUGGESTIONS_MAX) }
}

/** All that resemble it, best first. @throws ProblemError `not-found` */
export async function resembling(
  db: Kysely<Tables>,
  member: Asker,
  id: string,
): Promise<{ story: StorySummary; close: boolean }[]> {
  const { item } = await oneStory(db, member, id)
  const { title, lesson = '', topics, patterns, body, sections } = item
  const tale = [body, ...sections.map((section) => section.body)].map(toPlainText)
  const query = await queryOf(db, member.community, [title, lesson, ...topics, ...tale].join('\n'))
  if (query === undefined) return []
  const hits = await find(db, member.community, query)
  const found = await candidates(db, member, 'story', hits, topics[0], id)
  if (found.length === 0) return []
  const candidate = new Map(found.map((one) => [one.id, one]))
  const rows = await readableStories(db, member)
    .where('story.id', 'in', [...candidate.keys()])
    .execute()
  return rows
    .map((row) => {
      const story = toSummary(row)
      const { fit = 0, close = false } = candidate.get(story.id) ?? {}
      const shared = story.patterns.filter((pattern) => patterns.includes(pattern)).length
      return { story, close, weight: fit + shared * PATTERN_WEIGHT }
    })
    .sort((a, b) => b.weight - a.weight || (a.story.id < b.story.id ? 1 : -1))
}
