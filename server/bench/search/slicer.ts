/**
 * A product forum, told again in the order in which it was written: each judged topic is asked at the moment it was
 * asked then, of what stood there by then. So nothing that came later helps.
 */
import { join } from 'node:path'
import { limits } from '@vlinder/contract'
import { searchPage } from '../../src/search/page.ts'
import { peersFor } from '../../src/suggestions/peers.ts'
import { suggest, whatWasThere } from '../../src/suggestions/queries.ts'
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
import { hit, mean, ndcg, percentile } from './measures.ts'

interface Post {
  n: number
  user: string
  created: string
  html: string
}
interface Topic {
  id: number
  title: string
  created: string
  posts: Post[]
}

const COMMUNITY = 'slicer'
/** As a half-written question may be. */
const TEXT_MAX = limits.SUGGESTION_TEXT_MAX
/** Those who answer nearly everything are no news. */
const MOST_ACTIVE = 5
/** No topic after it is judged. */
const JUDGED_UNTIL = '2022'
const LATENCY_QUERIES = 400

const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')

/** What is typed of a topic: its title and what it says. */
const typed = ({ title, posts }: Topic) => `${title}\n${plain(posts[0]?.html ?? '')}`.slice(0, TEXT_MAX)

/** Topics and posts as records, each with its time. */
function* recordsOf(topics: readonly Topic[]) {
  for (const { id, title, created, posts } of topics) {
    const [first, ...answers] = posts
    if (!first) continue
    const of = { community: COMMUNITY, format: 'html', language: 'en' }
    yield { type: 'question', ...of, id: `${id}`, title, author: first.user, body: first.html, at: created }
    for (const { n, user, html, created: at } of answers) {
      const { language: _, ...answer } = of
      const said = {
        type: 'answer',
        ...answer,
        id: `${id}-${n}`,
        question: `${id}`,
        author: user,
        body: html,
      }
      // Some posts are moved into a topic that was made later.
      yield { ...said, at: [at, created].sort()[1] as string }
    }
  }
}

/** Measures related topics and who should answer on topics before 2022, and latency and size with all there is. */
export async function slicer(data: string, into: Imported, print: Print): Promise<void> {
  const folder = join(data, 'communities/slicer')
  const topics = [1, 2].flatMap((part) => jsonLines<Topic>(join(folder, `slicer_topics_${part}of2.jsonl.gz`)))
  const records = [...recordsOf(topics)].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  await importRecords(into, [
    communityRecord(COMMUNITY, 'en'),
    ...memberRecords(
      COMMUNITY,
      topics.flatMap(({ posts }) => posts.map(({ user }) => user)),
    ),
  ])
  const byId = new Map(topics.map((topic) => [`${topic.id}`, topic]))
  const until = records.findIndex(({ at }) => at >= JUDGED_UNTIL)
  print(await replay(data, into, records.slice(0, until), byId))
  await importRecords(into, records.slice(until))
  print({ posts: records.length, ...(await latency(into, topics)) })
}

async function replay(
  data: string,
  into: Imported,
  records: readonly { type: string; id: string; at: string }[],
  topics: ReadonlyMap<string, Topic>,
): Promise<Record<string, number>> {
  const file = (name: string) => tableRows(join(data, `search/slicer_before_2022_${name}.tsv.gz`))
  const related = judgements(file('related_qrels'), ([query = '', right = '']) => [query, right, 1])
  const candidates = file('experts_candidates').map(([user = '']) => user)
  const asked = new Set(candidates.slice(MOST_ACTIVE))
  const experts = judgements(
    file('experts_qrels').filter(([, user = '']) => asked.has(user)),
    ([query = '', user = '', grade]) => [query, user, Number(grade)],
  )
  const scores = {
    related: [] as number[],
    hit10: [] as number[],
    experts: [] as number[],
    hit5: [] as number[],
  }
  let waiting: object[] = []
  for (const record of records) {
    const topic = topics.get(record.id)
    const right = related.get(record.id)
    const who = experts.get(record.id)
    if (record.type === 'question' && topic && (right || who)) {
      await importRecords(into, waiting)
      waiting = []
      const db = into.storage.db
      const me = { ...asker(COMMUNITY), id: topic.posts[0]?.user ?? '' }
      const before = await whatWasThere(db, me, typed(topic))
      if (right) {
        const ranked = before?.questions.map(({ id }) => id) ?? []
        scores.related.push(ndcg(ranked, right))
        scores.hit10.push(hit(ranked, right, 10))
      }
      if (who) {
        const now = Date.parse(record.at)
        const peers = before ? await peersFor(db, me, before, { max: Infinity, now }) : []
        const ranked = peers.map(({ member }) => member).filter((member) => asked.has(member))
        scores.experts.push(ndcg(ranked, who))
        scores.hit5.push(hit(ranked, who, 5))
      }
    }
    waiting.push(record)
  }
  await importRecords(into, waiting)
  return {
    'related topics, queries': scores.related.length,
    'related topics, nDCG@10': mean(scores.related),
    'related topics, hit@10': mean(scores.hit10),
    'who should answer, queries': scores.experts.length,
    'who should answer, nDCG@10': mean(scores.experts),
    'who should answer, hit@5': mean(scores.hit5),
  }
}

/** How long a suggestion takes, whole questions and the beginnings of titles in turn, and a search for such a beginning, with every post indexed. */
async function latency(into: Imported, topics: readonly Topic[]): Promise<Record<string, number>> {
  const step = Math.max(1, Math.floor(topics.length / LATENCY_QUERIES))
  const times: Record<'whole' | 'typing' | 'search', number[]> = { whole: [], typing: [], search: [] }
  for (let i = 0; i < topics.length; i += step) {
    const topic = topics[i] as Topic
    const half = topic.title.slice(0, Math.ceil(topic.title.length * 0.7))
    for (const [kind, ask] of [
      ['whole', () => suggest(into.storage, asker(COMMUNITY), { text: typed(topic) })],
      ['typing', () => suggest(into.storage, asker(COMMUNITY), { text: half })],
      ['search', () => searchPage(into.storage, asker(COMMUNITY), { q: half, limit: 10 })],
    ] as const) {
      const start = performance.now()
      await ask()
      times[kind].push(performance.now() - start)
    }
  }
  return {
    'suggestion for a whole question, p95 ms': percentile(times.whole, 0.95),
    'suggestion for a whole question, p50 ms': percentile(times.whole, 0.5),
    'suggestion for a half title, p95 ms': percentile(times.typing, 0.95),
    'suggestion for a half title, p50 ms': percentile(times.typing, 0.5),
    'ten hits of a search for a half title, p95 ms': percentile(times.search, 0.95),
    'ten hits of a search for a half title, p50 ms': percentile(times.search, 0.5),
  }
}
