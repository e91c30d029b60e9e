import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { importFiles } from '../import/import.ts'
import type { RecordType } from '../import/records.ts'
import { openStorage } from '../storage/storage.ts'
import { CONTENT } from './community.ts'
import { moved, newestIn, weeksBetween, weeksLater } from './dates.ts'

const WEEK_MS = 7 * 24 * 60 * 60 * 1000
const moment = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2036-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())

const clock = (at: string) =>
  new Intl.DateTimeFormat('nl-NL', {
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Europe/Amsterdam',
  }).format(new Date(at))

test('the newest lies in the last week, never ahead, whatever the clock says', () => {
  fc.assert(
    fc.property(moment, moment, (newest, now) => {
      const age = Date.parse(now) - Date.parse(weeksLater(newest, weeksBetween(newest, now)))
      // A week in which the clock is put back has an hour more.
      assert.ok(age >= 0 && age <= WEEK_MS + 3_600_000, `${age}`)
    }),
  )
})

test('weekday and time of day stay, in summer and in winter', () => {
  assert.equal(weeksLater('2026-11-19T15:42:00.000Z', 32), '2027-07-01T14:42:00.000Z')
  assert.equal(clock('2026-11-19T15:42:00.000Z'), clock('2027-07-01T14:42:00.000Z'))
})

test('stories and members move, and a community stays as it is', () => {
  const story = { type: 'story', at: '2026-11-19T15:42:00.000Z', title: 'x' }
  const member = { type: 'member', joined: '2024-09-02T08:30:00.000Z' }
  const unmoved = { type: 'community', id: 'zorg' }
  const after = (record: object) => moved<RecordType>(record as never, 1) as object
  assert.deepEqual(after(story), { ...story, at: '2026-11-26T15:42:00.000Z' })
  assert.deepEqual(after(member), { ...member, joined: '2024-09-09T08:30:00.000Z' })
  assert.deepEqual(after(unmoved), unmoved)
})

test('the newest is found in whichever file it stands', async () => {
  const newest = await newestIn(CONTENT)
  assert.equal(await newestIn(CONTENT.toReversed()), newest)
  assert.ok((await Promise.all(CONTENT.map((file) => newestIn([file])))).includes(newest))
})

test('members joined as much later as the import was told', async () => {
  const storage = await openStorage(':memory:')
  await importFiles(storage, CONTENT.slice(0, 1), { change: (record) => moved(record, 52) })
  const hanneke = storage.db.selectFrom('member').select('joined').where('id', '=', 'm-hanneke-vos')
  assert.equal((await hanneke.executeTakeFirstOrThrow()).joined, '2025-09-01T08:30:00.000Z')
  await storage.close()
})
