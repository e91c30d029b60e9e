import assert from 'node:assert/strict'
import test from 'node:test'
import { Problem, StoryOne, StoryPage } from '@vlinder/contract'
import { parse } from 'valibot'
import { community } from '../testing.ts'

/** A community with stories of these titles; `feature` as the facilitator, `front` what a member sees in front. */
async function told(...titles: string[]) {
  const { as } = await community()
  const ids: Record<string, string> = {}
  for (const title of titles) {
    const res = await as('m-1')('stories', { method: 'POST', body: { kind: 'failure', title } })
    ids[title] = parse(StoryOne, await res.json()).item.id
  }
  const feature = (title: string, body: unknown = {}) =>
    as('m-f')(`stories/${ids[title]}/featured`, { method: 'PUT', body })
  const unfeature = (title: string) => as('m-f')(`stories/${ids[title]}/featured`, { method: 'DELETE' })
  const page = async (query = '') => parse(StoryPage, await (await as('m-2')(`stories?${query}`)).json())
  const front = async (query = '') => (await page(query)).featured?.map(({ title }) => title)
  return { as, ids, feature, unfeature, page, front }
}

test('what the facilitator features stands in front, and stays in the list', async () => {
  const { ids, feature, page } = await told('a', 'b')
  const one = parse(StoryOne, await (await feature('a')).json())
  assert.deepEqual(one.item.featured, {})
  const { featured, items, mine } = await page('limit=1')
  assert.deepEqual(
    featured?.map(({ title }) => title),
    ['a'],
  )
  assert.deepEqual(
    items.map(({ title }) => title),
    ['b'],
  )
  assert.ok(mine[ids.a!])
})

test('a story that is no longer featured stands among the others', async () => {
  const { feature, unfeature, front } = await told('a')
  await feature('a')
  assert.equal((await unfeature('a')).status, 204)
  assert.equal(await front(), undefined)
  assert.equal((await unfeature('a')).status, 204)
})

test('only the head of the whole mixed feed says what stands in front', async () => {
  const { feature, front, page } = await told('a', 'b')
  await feature('a')
  for (const query of ['kind=failure', 'author=m-1', 'sort=latest', 'topic=x', 'period=2026'])
    assert.equal(await front(query), undefined, query)
  const { next } = await page('limit=1')
  assert.equal(await front(`limit=1&cursor=${next}`), undefined)
})

test('a story stands in front through its last day', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: new Date('2026-03-10T12:00:00.000Z') })
  const { feature, front, as } = await told('a')
  const { item } = parse(StoryOne, await (await feature('a', { until: '2026-03-12' })).json())
  assert.deepEqual(item.featured, { until: '2026-03-12' })
  t.mock.timers.tick(2 * 86_400_000)
  assert.deepEqual(await front(), ['a'])
  t.mock.timers.tick(86_400_000)
  // What was read before is kept until something is written.
  await as('m-2')('stories', { method: 'POST', body: { kind: 'failure', title: 'b' } })
  assert.equal(await front(), undefined)
})

test('a fourth story waits until one of three is taken away', async () => {
  const { feature, unfeature, front } = await told('a', 'b', 'c', 'd')
  for (const title of ['a', 'b', 'c']) assert.equal((await feature(title)).status, 200)
  assert.equal((await feature('d')).status, 409)
  assert.equal((await feature('a', { until: '9000-01-01' })).status, 200)
  await unfeature('b')
  assert.equal((await feature('d')).status, 200)
  assert.deepEqual((await front())?.sort(), ['a', 'c', 'd'])
})

test('a last day that is over or no day is named, and nothing is kept', async () => {
  const { feature, front } = await told('a')
  for (const until of ['2020-01-01', 'soon', '2026-02-31', '9999-12-31T00:00:00Z', 5, null]) {
    const res = await feature('a', { until })
    assert.equal(res.status, 400, String(until))
    assert.deepEqual(
      parse(Problem, await res.json()).errors?.map(({ path }) => path),
      ['body.until'],
    )
  }
  assert.equal(await front(), undefined)
})

test('members do not feature, not even their own story', async () => {
  const { as, ids, front } = await told('a')
  for (const method of ['PUT', 'DELETE']) {
    const res = await as('m-1')(`stories/${ids.a}/featured`, { method, body: {} })
    assert.equal(res.status, 403)
  }
  assert.equal(await front(), undefined)
})
