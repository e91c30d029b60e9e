/** The mixed order: neither side crowds out the other, and pages join up whatever is written in between. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { StoryPage } from '@vlinder/contract'
import fc from 'fast-check'
import { parse } from 'valibot'
import { community } from '../testing.ts'
import { mix, type Place } from './mixed.ts'

interface Told {
  at: string
  id: string
  failed: boolean
}

/** Stories of both sides at moments of which some are the same. */
const stories = fc
  .uniqueArray(fc.record({ at: fc.nat(20), id: fc.nat(500), failed: fc.boolean() }), {
    selector: ({ id }) => id,
    maxLength: 40,
  })
  .map((all) =>
    all.map(({ at, id, failed }): Told => ({ at: `2026-01-${10 + at}`, id: `s-${1000 + id}`, failed })),
  )

const newestFirst = (a: Told, b: Told) => (a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1)

/** One page, as the server reads it: of each side what comes after its place. */
function page(all: Told[], limit: number, from?: Place) {
  const side = (failed: boolean, after = from?.[failed ? 'failures' : 'others']) =>
    all
      .filter((one) => one.failed === failed)
      .filter(({ at, id }) => !after || at < after.at || (at === after.at && id < after.id))
      .sort(newestFirst)
      .slice(0, limit + 1)
  return mix(side(true), side(false), limit, from)
}

/** The whole list, page by page; `between` may write. */
function paged(all: Told[], limit: number, between = (shown: Told[]): Told[] => shown): Told[] {
  const shown: Told[] = []
  let now = all
  for (let from: Place | undefined; ; ) {
    const found = page(now, limit, from)
    shown.push(...found.map(({ row }) => row))
    if (found.length < limit) return shown
    from = found.at(-1)!.place
    now = [...now, ...between(shown)]
  }
}

const whole = (all: Told[]) => page(all, all.length).map(({ row }) => row)

test('every story is in the mixed list once, each side newest first', () => {
  fc.assert(
    fc.property(stories, (all) => {
      const list = whole(all)
      for (const failed of [true, false])
        assert.deepEqual(
          list.filter((one) => one.failed === failed),
          all.filter((one) => one.failed === failed).sort(newestFirst),
        )
    }),
  )
})

test('three of one side never follow each other while the other side has a story left', () => {
  fc.assert(
    fc.property(stories, (all) => {
      const list = whole(all)
      for (let i = 2; i < list.length; i++) {
        const [a, b, c] = list.slice(i - 2, i + 1) as [Told, Told, Told]
        if (a.failed !== b.failed || b.failed !== c.failed) continue
        assert.ok(list.slice(i).every(({ failed }) => failed === c.failed))
      }
    }),
  )
})

test('a list in which neither side is crowded out is plainly newest first', () => {
  const all = [true, false, false, true, true, false].map((failed, i) => ({
    at: `2026-01-${20 - i}`,
    id: `s-${i}`,
    failed,
  }))
  assert.deepEqual(whole(all), all)
})

test('pages of any size join up to the whole mixed list', () => {
  fc.assert(
    fc.property(stories, fc.integer({ min: 1, max: 9 }), (all, limit) => {
      assert.deepEqual(paged(all, limit), whole(all))
    }),
  )
})

test('what is told while somebody pages through the mixed list moves nothing', () => {
  fc.assert(
    fc.property(
      stories,
      fc.integer({ min: 1, max: 9 }),
      fc.infiniteStream(fc.boolean()),
      (all, limit, sides) => {
        let told = 0
        const tell = () => [{ at: '2026-02-01', id: `t-${told++}`, failed: sides.next().value }]
        assert.deepEqual(paged(all, limit, tell), whole(all))
      },
    ),
  )
})

test('the feed is mixed unless it is asked otherwise, and newest first when it is', async () => {
  const { as } = await community()
  const tell = (kind: string, title: string) =>
    as('m-1')('stories', { method: 'POST', body: { kind, title } })
  await tell('failure', 'f1')
  await tell('failure', 'f2')
  for (let i = 1; i <= 5; i++) await tell(i % 2 ? 'success' : 'practice', `s${i}`)
  const titles = async (query: string) => {
    const found: string[] = []
    for (let cursor = ''; ; ) {
      const page = parse(StoryPage, await (await as('m-2')(`stories?${query}${cursor}`)).json())
      found.push(...page.items.map(({ title }) => title))
      if (page.next === null) return found
      cursor = `&cursor=${page.next}`
    }
  }
  for (const limit of [1, 2, 3, 100])
    assert.deepEqual(await titles(`limit=${limit}`), ['s5', 's4', 'f2', 's3', 's2', 'f1', 's1'])
  assert.deepEqual(await titles('sort=latest&limit=2'), ['s5', 's4', 's3', 's2', 's1', 'f2', 'f1'])
  assert.deepEqual(await titles('kind=success&limit=1'), ['s5', 's3', 's1'])
  assert.deepEqual(await titles('author=m-1&limit=3'), ['s5', 's4', 's3', 's2', 's1', 'f2', 'f1'])
})
