/** Who was asked a question by name, as a file tells it. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { QuestionOne } from '@vlinder/contract'
import { parse } from 'valibot'
import { importLines } from '../export/testing.ts'
import { runDue } from '../jobs/run.ts'
import { changesAfter } from '../live/changes.ts'
import { createLog } from '../serve.ts'
import { community } from '../testing.ts'

const at = '2025-03-04T09:30:00Z'
const of = { community: 'zorg', at }
const question = { ...of, type: 'question', id: 'q-1', author: 'm-1', title: 'Wie?', body: '' }
const ask = { ...of, type: 'ask', question: 'q-1', member: 'm-2' }

async function filled(...records: object[]) {
  const { as, storage } = await community()
  const more = async (...records: object[]) =>
    (
      await importLines(
        storage,
        records.map((record) => JSON.stringify(record)),
      )
    ).map(({ outcome, reason }) => `${outcome} ${reason}`)
  const said = await more(question, ...records)
  const states = async () => {
    const { mine } = parse(QuestionOne, await (await as('m-1')('questions/q-1')).json())
    return mine.replies?.map(({ member, state }) => `${member} ${state}`)
  }
  return { as, storage, more, said, states }
}

test('an ask that cannot be is rejected by name of its field', async () => {
  const { said, states } = await filled(
    { ...ask, question: 'q-9' },
    { ...ask, member: 'nobody' },
    { ...ask, member: 'm-1' },
    { ...ask, by: 'nobody' },
    { ...ask, state: 'referred' },
    { ...ask, to: 'm-f' },
    { ...ask, state: 'forgotten' },
  )
  assert.deepEqual(
    said.map((line) => /^rejected (?:record: )?(\w+)/.exec(line)?.[1]),
    ['question', 'member', 'member', 'by', 'to', 'to', 'state'],
  )
  assert.equal(await states(), undefined)
})

test('a reply that was given here since stays', async () => {
  const { as, more, said, states } = await filled(ask)
  assert.deepEqual(said, [])
  await as('m-2')('questions/q-1/reply', { method: 'PUT', body: { state: 'passed' } })
  assert.match((await more({ ...ask, state: 'accepted', replied: at }))[0]!, /^kept .* replied here on/)
  assert.deepEqual(await states(), ['m-2 passed'])
})

test('who did not reply for long when they came is silent at the next look', async () => {
  const { storage, states } = await filled(ask)
  await runDue(storage, { log: createLog('silent') })
  assert.deepEqual(await states(), ['m-2 silent'])
})

test('the same file again wakes nobody: who fell silent here stays so', async () => {
  const { storage, more, states } = await filled(ask)
  await runDue(storage, { log: createLog('silent') })
  const heard = async () => (await changesAfter(storage.db, 'zorg')).n
  assert.deepEqual(await more(ask), [])
  const before = await heard()
  await runDue(storage, { log: createLog('silent') })
  assert.deepEqual([await states(), await heard()], [['m-2 silent'], before])
})

test('the same file again finds who was asked where the question went meanwhile', async () => {
  const other = { ...question, id: 'q-2', author: 'm-f' }
  const both = { ...ask, member: 'm-f' }
  const { as, storage, more } = await filled(ask, both, other)
  const asked = () =>
    storage.db.selectFrom('ask').select(['question', 'member', 'origin']).orderBy('question').execute()
  const before = await asked()
  const merged = (method: string, body?: object) =>
    as('m-f')('questions/q-1/merged', { method, ...(body && { body }) })
  assert.equal((await merged('PUT', { into: 'q-2' })).status, 200)
  const moved = await asked()
  assert.deepEqual(await more(question, ask, both, other), [])
  assert.deepEqual(await asked(), moved)
  assert.equal((await merged('DELETE')).status, 200)
  assert.deepEqual(await asked(), before)
})
