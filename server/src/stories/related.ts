/** Stories that resemble one: the same words, topics or patterns. */
import { limits, type RelatedStories } from '@vlinder/contract'
import type { Asker } from '../http/asking.ts'
import { find } from '../search/find.ts'
import { queryOf } from '../search/query.ts'
import type { Storage } from '../storage/storage.ts'
import { candidates } from '../suggestions/candidates.ts'
import { toPlainText } from '../text/plain.ts'
import { oneStory } from './queries.ts'
import { readableStories, toSummary } from './rows.ts'

/** A pattern in common says as much as fitting this much better. */
const PATTERN_WEIGHT = 0.5

/** The few that resemble it most, best first. @throws ProblemError `not-found` */
export async function relatedStories({ db }: Storage, member: Asker, id: string): Promise<RelatedStories> {
  const { item } = await oneStory(db, member, id)
  const { title, lesson = '', topics, patterns, body, sections } = item
  const tale = [body, ...sections.map((section) => section.body)].map(toPlainText)
  const query = await queryOf(db, member.community, [title, lesson, ...topics, ...tale].join('\n'))
  if (query === undefined) return { items: [] }
  const hits = await find(db, member.community, query)
  const found = await candidates(db, member, 'story', hits, topics[0], id)
  if (found.length === 0) return { items: [] }
  const ids = found.map((one) => one.id)
  const rows = await readableStories(db, member).where('story.id', 'in', ids).execute()
  const weighed = rows.map((row) => {
    const story = toSummary(row)
    const { fit = 0 } = found.find((one) => one.id === row.id) ?? {}
    const shared = story.patterns.filter((pattern) => patterns.includes(pattern)).length
    return { story, weight: fit + shared * PATTERN_WEIGHT }
  })
  weighed.sort((a, b) => b.weight - a.weight || (a.story.id < b.story.id ? 1 : -1))
  return { items: weighed.slice(0, limits.SUGGESTIONS_MAX).map(({ story }) => story) }
}
