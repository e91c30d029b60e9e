/** What members say of being asked: experience, hours, days away, and whether they are suggested. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { limits, Me, MemberOne, MemberPage, type Problem } from '@vlinder/contract'
import { parse } from 'valibot'
import { day } from '../storage/day.ts'
import { community } from '../testing.ts'

async function withSettings() {
  const { as, storage } = await community()
  const change = (body: object) => as('m-1')('me', { method: 'PATCH', body })
  const changed = async (body: object) => {
    const res = await change(body)
    assert.equal(res.status, 200)
    return parse(Me, await res.json())
  }
  const seen = async (who = 'm-2') => parse(MemberOne, await (await as(who)('members/m-1')).json())
  return { as, storage, change, changed, seen }
}

const TRIED = { topic: 'beeldbellen', outcome: 'failed', note: 'Niemand had een tablet.' } as const

test('a member says what they went through and when they are best reached, and others read it', async () => {
  const { as, changed, seen } = await withSettings()
  const experience = [TRIED, { topic: 'medicatie', outcome: 'worked' as const }]
  await changed({ experience: experience.toReversed(), hours: ' ma-do na 14 uur ' })
  const { item } = await seen()
  assert.deepEqual([item.experience, item.hours], [experience, 'ma-do na 14 uur'])
  const { items } = parse(MemberPage, await (await as('m-f')('members?ids=m-1')).json())
  assert.deepEqual(items[0]?.experience, experience)
  await changed({ experience: [{ ...TRIED, outcome: 'mixed' }], hours: null })
  const now = (await seen()).item
  assert.deepEqual([now.experience, now.hours], [[{ ...TRIED, outcome: 'mixed' }], undefined])
})

test('one change leaves the others as they are', async () => {
  const { changed } = await withSettings()
  await changed({
    experience: [TRIED],
    hours: 'ochtend',
    away: { from: day(), until: day(-3) },
    suggested: false,
  })
  const { item, mine } = await changed({ about: 'a' })
  assert.deepEqual([item.experience, item.hours, item.awayUntil], [[TRIED], 'ochtend', day(-3)])
  assert.deepEqual([mine.away, mine.suggested], [{ from: day(), until: day(-3) }, false])
})

test('others see until when somebody is away while they are, and not before or after', async () => {
  const { changed, seen } = await withSettings()
  const until = async (from: string, until: string) => {
    const { mine } = await changed({ away: { from, until } })
    return [(await seen()).item.awayUntil, mine.away?.from]
  }
  assert.deepEqual(await until(day(), day()), [day(), day()])
  assert.deepEqual(await until(day(9), day(-9)), [day(-9), day(9)])
  assert.deepEqual(await until(day(-1), day(-9)), [undefined, day(-1)])
  assert.deepEqual(await until(day(9), day(1)), [undefined, undefined])
  await changed({ away: { from: day(), until: day(-1) } })
  assert.equal((await changed({ away: null })).mine.away, undefined)
  assert.equal((await seen()).item.awayUntil, undefined)
})

test('whether somebody would be suggested is told to nobody but them', async () => {
  const { as, changed } = await withSettings()
  assert.equal((await changed({})).mine.suggested, true)
  const before = await Promise.all(['m-2', 'm-f'].map(async (who) => (await as(who)('members/m-1')).text()))
  assert.equal((await changed({ suggested: false })).mine.suggested, false)
  for (const [i, who] of ['m-2', 'm-f'].entries()) {
    assert.equal(await (await as(who)('members/m-1')).text(), before[i])
    assert.doesNotMatch(await (await as(who)('members?ids=m-1,m-2')).text(), /suggested/)
  }
})

test('what does not hold is refused by its field, and nothing is changed', async () => {
  const { change, changed } = await withSettings()
  const before = await changed({ experience: [TRIED], hours: 'ochtend' })
  const many = Array.from({ length: limits.TOPICS_MAX + 1 }, (_, i) => ({ ...TRIED, topic: `${i}` }))
  for (const [body, path] of [
    [{ experience: [{ topic: 'a', outcome: 'fine' }] }, 'body.experience.0.outcome'],
    [{ experience: [{ topic: ' ', outcome: 'worked' }] }, 'body.experience.0.topic'],
    [{ experience: [{ ...TRIED, note: 'x'.repeat(limits.NAME_MAX + 1) }] }, 'body.experience.0.note'],
    [{ experience: [{ ...TRIED, member: 'm-2' }] }, 'body.experience.0.member'],
    [{ experience: [TRIED, TRIED] }, 'body.experience'],
    [{ experience: many }, 'body.experience'],
    [{ experience: null }, 'body.experience'],
    [{ hours: 'x'.repeat(limits.NAME_MAX + 1) }, 'body.hours'],
    [{ away: { from: '2026-03-02', until: '2026-03-01' } }, 'body.away.until'],
    [{ away: { from: '2026-02-30', until: '2026-03-01' } }, 'body.away.from'],
    [{ away: { from: '2026-03-01' } }, 'body.away.until'],
    [{ suggested: null }, 'body.suggested'],
  ] as const) {
    const res = await change(body)
    assert.equal(res.status, 400, path)
    assert.equal(((await res.json()) as Problem).errors?.[0]?.path, path)
  }
  assert.deepEqual(await changed({}), before)
})
