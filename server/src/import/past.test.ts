/** What came of things, from another server: earlier words, reads, reports, and what is gone. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CommentPage, ReportPage, RevisionPage, StoryOne, StoryPage } from '@vlinder/contract'
import * as v from 'valibot'
import { importLines, linesOf } from '../export/testing.ts'
import { community } from '../testing.ts'

const at = '2026-01-02T10:00:00.000Z'
const of = { community: 'zorg' }
const story = (id: string, more: object = {}) => ({
  ...{ type: 'story', ...of, id, author: 'm-1', kind: 'failure', title: id, body: '', at },
  ...more,
})
const comment = { type: 'comment', ...of, id: 'c-1', on: 'story:s-1', author: 'm-2', body: 'Ach.', at }
const reads = { type: 'reads', ...of, on: 'story:s-1', total: 7 }
const revision = {
  ...{ type: 'revision', ...of, on: 'story:s-1', n: 1, at, member: 'm-1' },
  words: { title: 'Eerst', body: 'Toen' },
}
const report = {
  ...{ type: 'report', ...of, id: 'r-1', on: 'story:s-1', author: 'm-2', at, reason: 'unkind' },
  text: 'Niet aardig',
}
const gone = { type: 'deleted-story', ...of, id: 's-1', author: 'm-1', kind: 'failure', at }

async function filled(...records: object[]) {
  const { storage, as } = await community()
  const again = async (...more: object[]) =>
    (
      await importLines(
        storage,
        more.map((record) => JSON.stringify(record)),
      )
    ).map(({ outcome, reason }) => `${outcome}: ${reason}`)
  const get = async <S extends v.GenericSchema>(schema: S, path: string, subject = 'm-1') =>
    v.parse(schema, await (await as(subject)(path)).json())
  assert.deepEqual(await again(...records), [])
  return { storage, as, again, get }
}

test('who reads it here is counted on top of the reads that came along', async () => {
  const { as, get, again } = await filled(story('s-1'), reads)
  const total = async () => (await get(StoryOne, 'stories/s-1')).mine.reads
  assert.equal(await total(), 7)
  for (const member of ['m-2', 'm-2', 'm-f']) await as(member)('stories/s-1/read', { method: 'PUT' })
  assert.equal(await total(), 9)
  assert.match((await again(reads))[0]!, /^kept: .*read more often here/)
  assert.equal(await total(), 9)
  assert.deepEqual(await again({ ...reads, total: 20 }), [])
  assert.equal(await total(), 20)
})

test('what was read lately counts as that, and what is older does not', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: new Date('2026-03-10T12:00:00Z') })
  const days = [
    { day: '2026-01-02', reads: 5 },
    { day: '2026-03-09', reads: 2 },
  ]
  const { get, storage } = await filled(
    story('s-1'),
    story('s-2'),
    { ...reads, days },
    {
      ...reads,
      on: 'story:s-2',
      days: [days[0]],
    },
  )
  const { items } = await get(StoryPage, 'stories?sort=most-read-month')
  assert.deepEqual(
    items.map(({ id }) => id),
    ['s-1'],
  )
  const kept = (await linesOf(storage)).map((line) => JSON.parse(line)).filter(({ type }) => type === 'reads')
  assert.deepEqual(
    kept.map((record) => record.days),
    [[days[1]], []],
  )
})

test('earlier words are the history; a change that was made here later stays', async () => {
  const { as, get, again } = await filled(story('s-1'), revision)
  const history = async () => (await get(RevisionPage, 'stories/s-1/revisions')).items
  assert.deepEqual(
    (await history())[0]!.changes.find(({ field }) => field === 'title')?.parts.map(({ text }) => text),
    ['Eerst', 's-1'],
  )
  await as('m-1')('stories/s-1', { method: 'PATCH', body: { title: 'Nu' } })
  assert.match((await again({ ...revision, n: 2 }))[0]!, /^kept: .*this story was edited here/)
  assert.equal((await history()).length, 2)
})

test('a report is found by facilitators; what they decided here stays', async () => {
  const { as, get, again } = await filled(story('s-1'), report)
  const open = async () => (await get(ReportPage, 'reports', 'm-f')).items
  assert.deepEqual(
    (await open()).map(({ id, text, by }) => [id, text, by.id]),
    [['r-1', 'Niet aardig', 'm-2']],
  )
  await as('m-f')('reports/r-1', { method: 'PATCH', body: { state: 'restored' } })
  assert.match((await again(report))[0]!, /^kept: .*this report was decided here/)
  assert.deepEqual(await open(), [])
})

test('below a story that was deleted elsewhere, what others wrote stays theirs', async () => {
  const { as, get, again } = await filled(
    story('s-1'),
    comment,
    { ...comment, id: 'c-2', author: 'm-1' },
    reads,
  )
  assert.deepEqual(await again(gone), [])
  const { items } = await get(CommentPage, 'stories/s-1/comments', 'm-2')
  assert.deepEqual(
    items.map(({ id }) => id),
    ['c-1'],
  )
  assert.equal((await get(StoryOne, 'stories/s-1', 'm-2')).item.title, '')
  assert.equal((await as('m-1')('stories/s-1')).status, 404)
  for (const late of [
    reads,
    { type: 'reaction', ...of, on: 'story:s-1', member: 'm-2', reaction: 'thanks', at },
  ])
    assert.match((await again(late))[0]!, /this story was deleted here/)
})

test('what a deleted story said, and what was said of it, does not come back with an older export', async () => {
  const { as, again, storage } = await filled(story('s-1'), comment, revision, report)
  const lines = await linesOf(storage)
  assert.equal((await as('m-1')('stories/s-1', { method: 'DELETE' })).status, 204)
  const after = await linesOf(storage)
  const said = await again(...lines.map((line) => JSON.parse(line)))
  assert.deepEqual(
    said.filter((one) => one.includes('deleted')).map((one) => one.split(':')[0]),
    ['kept', 'kept', 'kept'],
  )
  assert.deepEqual(await linesOf(storage), after)
})

test('a fourth story does not get in front', async () => {
  const four = ['s-1', 's-2', 's-3', 's-4'].map((id) => story(id, { featured: true }))
  const { get, again } = await filled(...four.slice(0, 3))
  assert.match((await again(...four))[0]!, /^note: not put in front: 3 stories/)
  assert.equal((await get(StoryPage, 'stories')).featured?.length, 3)
  await again(story('s-1', { featured: false }), story('s-2', { featured: '2020-01-01' }), story('s-3'))
  assert.deepEqual(
    (await get(StoryPage, 'stories')).featured?.map(({ id }) => id),
    ['s-3'],
  )
})

test('one pattern is added or changed, and the others stay', async () => {
  const pattern = { type: 'pattern', ...of, id: 'slip', name: 'Een vergissing' }
  const { as, again } = await filled(pattern)
  const patterns = async () =>
    ((await (await as('m-1')('/api/v1/communities/zorg')).json()) as { patterns: object[] }).patterns
  await again({ ...pattern, advice: 'Maak het **makkelijk**.' })
  const { type: _, community: __, ...kept } = { ...pattern, advice: 'Maak het **makkelijk**.' }
  assert.deepEqual(await patterns(), [{ id: 'missing-party', name: 'Een partij ontbrak aan tafel' }, kept])
})

test('what does not fit is named, and nothing of it kept', async () => {
  const everyDay = Array.from({ length: 9_000 }, (_, i) => ({
    day: new Date(i * 24 * 60 * 60 * 1000).toISOString().slice(0, 10),
    reads: 1,
  }))
  const cases: [record: object, reason: RegExp][] = [
    [{ ...revision, words: { title: '' } }, /^rejected: words.title: must not be empty/],
    [{ ...revision, words: { shoe: 1 } }, /words.shoe: is not a field/],
    [{ ...revision, words: 'x' }, /words: must be an object/],
    [{ ...revision, n: 0 }, /n: must be a number from 1/],
    [{ ...revision, on: 'comment:c-9' }, /on: there is no comment "c-9"/],
    [{ ...revision, member: 'm-9' }, /member: there is no member/],
    [{ ...reads, on: 'question:q' }, /on: must be story:<id>/],
    [{ ...reads, total: -1 }, /total: /],
    [{ ...reads, member: 'm-1' }, /member: is not a field of this type/],
    [{ ...reads, days: [{ day: '2026-02-30', reads: 1 }] }, /days.0.day: must be a day/],
    [{ ...report, reason: 'boring' }, /reason: must be patient-data/],
    [{ ...report, state: 'hidden' }, /decidedBy and decidedAt/],
    [{ ...report, decidedBy: 'm-9', decidedAt: at, state: 'hidden' }, /decidedBy: there is no member/],
    [{ ...gone, author: 'm-9' }, /author: there is no member/],
    [story('s-2', { featured: 'soon' }), /featured: must be a day/],
    [story('s-2', { featured: 3 }), /featured: must be true, false or a day/],
    [{ ...reads, days: Array(2).fill({ day: '2026-02-03', reads: 1 }) }, /days: must not name a day twice/],
    [{ ...reads, days: [{ day: '2999-01-01', reads: 1 }] }, /days.0.day: must not be in the future/],
    [{ ...reads, days: everyDay }, /days: must be at most 32 days/],
    [{ type: 'pattern', ...of, id: 'x' }, /name: is missing/],
  ]
  const { again, storage } = await filled(story('s-1'))
  const before = await linesOf(storage)
  for (const [record, reason] of cases) assert.match((await again(record))[0] ?? 'nothing', reason)
  assert.deepEqual(await linesOf(storage), before)
  await again(report)
  assert.match((await again({ ...report, id: 'r-2' }))[0]!, /author: reported this before, in report "r-1"/)
})
