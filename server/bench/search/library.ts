/** A library of Dutch documents: which of them belong together. The judgements come from their links, so links are left out. */
import { join } from 'node:path'
import { limits } from '@vlinder/contract'
import { resembling } from '../../src/stories/related.ts'
import { whatWasThere } from '../../src/suggestions/queries.ts'
import {
  asker,
  communityRecord,
  type Imported,
  importRecords,
  jsonLines,
  judgements,
  memberRecords,
  type Print,
  tableRows,
} from './data.ts'
import { mean, ndcg } from './measures.ts'

const COMMUNITY = 'library'

interface Document {
  id: string
  title: string
  body: string
  summary: string | null
  tags: string[] | null
}

/** Neither where links go nor what they say, and nothing of what only lays out. */
const withoutLinks = (body: string) =>
  body
    .replace(/!?\[[^\]]*\]\([^)]*\)/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\{[^}]*\}/g, ' ')
    .replace(/https?:\S+/g, ' ')

export async function library(data: string, into: Imported, print: Print): Promise<void> {
  const folder = join(data, 'dutch')
  const documents = jsonLines<Document>(join(folder, 'knowledge_library_nl.jsonl.gz'))
  const ids = new Map(documents.map(({ id }, i) => [id, `d${i}`]))
  await importRecords(into, [
    communityRecord(COMMUNITY, 'nl'),
    ...memberRecords(COMMUNITY, ['librarian']),
    ...documents.map(({ id, title, body, summary, tags }) => ({
      ...{ type: 'story', community: COMMUNITY, id: ids.get(id), kind: 'practice', author: 'librarian' },
      ...{ title: title.slice(0, limits.TITLE_MAX), at: '2025-01-01T00:00:00Z' },
      lesson: (summary ?? '').slice(0, limits.LESSON_MAX),
      topics: [...new Set(tags ?? [])].slice(0, limits.TOPICS_MAX),
      body: withoutLinks(body).slice(0, limits.BODY_MAX) || '-',
    })),
  ])
  const related = judgements(
    tableRows(join(folder, 'library_related_qrels.tsv')),
    ([query = '', , right = '']) => [query, ids.get(right) ?? right, 1],
  )
  const titles = new Map(documents.map(({ id, title }) => [id, title]))
  const scores = { whole: [] as number[], title: [] as number[] }
  for (const [query, right] of related) {
    const { db } = into.storage
    const own = ids.get(query) as string
    const whole = await resembling(db, asker(COMMUNITY), own)
    scores.whole.push(
      ndcg(
        whole.map(({ story }) => story.id),
        right,
      ),
    )
    const before = await whatWasThere(db, asker(COMMUNITY), `${titles.get(query)} `)
    const found = before?.stories.map(({ id }) => id).filter((id) => id !== own) ?? []
    scores.title.push(ndcg(found, right))
  }
  print({
    'related documents, queries': scores.whole.length,
    'related documents by the whole text, nDCG@10': mean(scores.whole),
    'related documents by the title alone, nDCG@10': mean(scores.title),
  })
}
