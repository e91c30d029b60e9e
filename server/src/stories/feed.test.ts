import assert from 'node:assert/strict'
import test from 'node:test'
import { type Problem, problemType, StoryPage, StoryQuery } from '@vlinder/contract'
import type { Insertable } from 'kysely'
import { parse } from 'valibot'
import type { Asker } from '../http/asking.ts'
import { plansOf } from '../storage/plans.ts'
import type { Tables } from '../storage/schema.ts'
import { community } from '../testing.ts'
import { storyPage } from './feed.ts'

const MARIEKE: Asker = { community: 'zorg', id: 'm-1', role: 'member' }

/** A community with stories `s-1`... of these properties, told one a minute; `titles` reads a list to its end. */
async function feed(stories: Partial<Insertable<Tables['story']>>[]) {
  const { as, storage } = await community()
  let minute = 0
  const add = async (story: Partial<Insertable<Tables['story']>>) => {
    minute++
    await storage.db
      .insertInto('story')
      .values({
        community: 'zorg',
        id: `s-${minute}`,
        author: 'm-1',
        kind: 'success',
        title: String(minute),
        lesson: '',
        body: '',
        sections: '[]',
        language: 'nl',
        excerpt: '',
        readingTime: 1,
        at: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
        edited: null,
        comments: 0,
        recognise: 0,
        learned: 0,
        thanks: 0,
        idempotencyKey: null,
        idempotencyHash: null,
        ...story,
      })
      .execute()
  }
  for (const story of stories) await add(story)
  const page = async (query: string) => parse(StoryPage, await (await as('m-1')(`stories?${query}`)).json())
  const titles = async (query: string, between = async () => {}) => {
    const found: string[] = []
    for (let cursor = ''; ; ) {
      const { items, next } = await page(query + cursor)
      found.push(...items.map(({ title }) => title))
      if (next === null) return found
      assert.ok(found.length < 100, 'the pages never end')
      cursor = `&cursor=${encodeURIComponent(next)}`
      await between()
    }
  }
  return { as, storage, add, page, titles }
}

test('the newest story stands first, and pages join up', async () => {
  const { titles } = await feed(Array(7).fill({}))
  assert.deepEqual(await titles('limit=2'), ['7', '6', '5', '4', '3', '2', '1'])
  assert.deepEqual(await titles('limit=7'), ['7', '6', '5', '4', '3', '2', '1'])
})

test('stories of the same moment are all there, once', async () => {
  const { titles } = await feed(Array(7).fill({ at: '2026-01-01T00:00:00.000Z' }))
  assert.deepEqual((await titles('limit=2')).sort(), ['1', '2', '3', '4', '5', '6', '7'])
})

test('a story told while somebody pages moves nothing', async () => {
  const { titles, add } = await feed(Array(6).fill({}))
  assert.deepEqual(await titles('limit=2', () => add({})), ['6', '5', '4', '3', '2', '1'])
})

test('a story deleted while somebody pages moves nothing', async () => {
  const { titles, as } = await feed(Array(5).fill({}))
  const remove = async () => void (await as('m-1')('stories/s-4', { method: 'DELETE' }))
  assert.deepEqual(await titles('limit=2', remove), ['5', '4', '3', '2', '1'])
})

test('most learned puts the story that taught most first, and the newest of equals', async () => {
  const { titles } = await feed([{ learned: 2 }, { learned: 5 }, { learned: 2 }, {}])
  assert.deepEqual(await titles('sort=most-learned&limit=1'), ['2', '3', '1', '4'])
})

test('the feed is narrowed by kind, author, topic and pattern, alone and together', async () => {
  const { titles, as } = await feed([
    { kind: 'failure' },
    { author: 'm-2' },
    { kind: 'failure', author: 'm-2' },
  ])
  const label = (id: string, body: object) => as('m-2')(`stories/${id}`, { method: 'PATCH', body })
  await label('s-2', { topics: ['medicatie', 'thuis'] })
  await label('s-3', { topics: ['medicatie'], patterns: ['missing-party'] })
  assert.deepEqual(await titles('kind=failure'), ['3', '1'])
  assert.deepEqual(await titles('author=m-2'), ['3', '2'])
  assert.deepEqual(await titles('topic=medicatie&limit=1'), ['3', '2'])
  assert.deepEqual(await titles('pattern=missing-party'), ['3'])
  assert.deepEqual(await titles('kind=failure&author=m-2&topic=medicatie&sort=most-learned'), ['3'])
  assert.deepEqual(await titles('sort=latest&author=m-2&limit=1'), ['3', '2'])
  assert.deepEqual(await titles('topic=medicatie&kind=success'), ['2'])
  assert.deepEqual(await titles('topic=nothing'), [])
})

test('the feed is narrowed to a year or a month', async () => {
  const { titles } = await feed([
    { at: '2025-12-31T23:59:59.999Z' },
    { at: '2026-01-01T00:00:00.000Z' },
    { at: '2026-01-31T23:59:59.999Z' },
    { at: '2026-02-01T00:00:00.000Z' },
  ])
  for (const sort of ['latest', 'mixed', 'most-learned', 'most-read']) {
    assert.deepEqual(await titles(`sort=${sort}&period=2026`), ['4', '3', '2'], sort)
    assert.deepEqual(await titles(`sort=${sort}&period=2026-01`), ['3', '2'], sort)
    assert.deepEqual(await titles(`sort=${sort}&period=2024`), [], sort)
  }
})

test('a period that is no year or month is named', async () => {
  const { as } = await feed([])
  for (const period of ['26', '2026-13', '2026-1', '2026-01-01', 'x', '']) {
    const res = await as('m-1')(`stories?period=${period}`)
    assert.equal(res.status, 400, period)
    assert.equal(((await res.json()) as Problem).errors?.[0]?.path, 'query.period')
  }
})

test("a cursor is good for the list that it came from, and for nobody's invention", async () => {
  const { as, page } = await feed(Array(3).fill({}))
  const { next } = await page('limit=1')
  const made = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const stale = [
    `kind=success&cursor=${next}`,
    `sort=most-learned&cursor=${next}`,
    `sort=most-read&cursor=${next}`,
  ]
  const invented = ['x', made([]), made(['stories', 1, 2]), made({}), made(null), `${next}AAAA`]
  for (const query of [...stale, ...invented.map((cursor) => `cursor=${cursor}`)]) {
    const res = await as('m-1')(`stories?${query}`)
    assert.equal(res.status, 400, query)
    assert.equal(((await res.json()) as Problem).type, problemType('stale-cursor'), query)
  }
})

test('the longest filters give a cursor that can be sent', async () => {
  const id = '界'.repeat(128)
  const { titles } = await feed([{ id }, { id: `${id.slice(1)}a` }, {}])
  const filters = new URLSearchParams({ topic: '界'.repeat(80), pattern: id, author: id, limit: '1' })
  assert.deepEqual(await titles(String(filters)), [])
  assert.deepEqual(await titles('limit=1'), ['3', '2', '1'])
})

const FEEDS: [filter: string, index: string, top?: boolean][] = [
  ['', 'story_candour'],
  ['sort=latest', 'story_latest'],
  ['sort=latest&period=2026', 'story_latest'],
  ['kind=failure', 'story_kind'],
  ['author=m-1', 'story_author'],
  ['sort=most-learned', 'story_learned'],
  ['sort=most-learned&kind=failure', 'story_kind_learned'],
]

/** What was most read is one page. */
const TOPS: typeof FEEDS = [
  ['sort=most-read', 'story_reads', true],
  ['sort=most-read&kind=failure', 'story_kind_reads', true],
  ['sort=most-read-month', 'story_month', true],
  ['sort=most-read-month&kind=failure', 'story_kind_month', true],
]

test('a feed page reads stories from an index, in order, and never what came before', async () => {
  const { storage, page } = await feed(Array(3).fill({ kind: 'failure' }))
  for (const [filter, index, top] of [...FEEDS, ...TOPS]) {
    const next = top ? null : (await page(`limit=1&${filter}`)).next
    for (const cursor of next ? ['', `cursor=${next}`] : ['']) {
      const query = parse(StoryQuery, Object.fromEntries(new URLSearchParams(`${filter}&${cursor}`)))
      const plans = await plansOf(storage, (observed) => storyPage(observed, MARIEKE, query))
      // The mixed feed reads both of its sides, and what stands in front.
      assert.equal(plans.length, filter ? 1 : cursor ? 2 : 3, filter)
      for (const plan of plans.slice(0, 2)) {
        const where = `${filter} ${cursor}:\n${plan.join('\n')}`
        assert.ok(
          plan.some((line) => line.startsWith(`SEARCH story USING INDEX ${index} (community=?`)),
          where,
        )
        assert.ok(!plan.some((line) => /^SCAN|TEMP B-TREE/.test(line)), where)
        // The index itself finds where the page begins: it does not read what came before.
        if (cursor)
          assert.ok(
            plan.some((line) => /^SEARCH story .*\)<\(/.test(line)),
            where,
          )
      }
    }
  }
})

test('a feed page by topic or pattern walks the index in order, too', async () => {
  const { storage } = await feed([{}])
  for (const filter of [
    'topic=medicatie',
    'pattern=missing-party',
    'topic=medicatie&kind=failure',
    'topic=medicatie&sort=latest',
  ]) {
    const query = parse(StoryQuery, Object.fromEntries(new URLSearchParams(filter)))
    const [plan = []] = await plansOf(storage, (observed) => storyPage(observed, MARIEKE, query))
    assert.ok(!plan.some((line) => /^SCAN|TEMP B-TREE/.test(line)), `${filter}:\n${plan.join('\n')}`)
  }
})
