import assert from 'node:assert/strict'
import test from 'node:test'
import {
  AnswerOne,
  AnswerPage,
  problemType,
  QuestionOne,
  QuestionPage,
  StoryDraftOne,
} from '@vlinder/contract'
import { parse } from 'valibot'
import { daysAgo } from '../storage/day.ts'
import { community } from '../testing.ts'
import { toRichText } from '../text/markdown.ts'

/** A question of m-1, and an answer of m-2 that was given `days` ago. */
async function answered(days = 0) {
  const { as, storage, ...rest } = await community()
  const send = async (subject: string, method: string, path: string, body?: object) => {
    const res = await as(subject)(path, { method, ...(body && { body }) })
    return {
      status: res.status,
      body: (res.status === 204 ? undefined : await res.json()) as { type?: string },
    }
  }
  const asked = await send('m-1', 'POST', 'questions', { title: 'Wie kent de tillift?', body: 'Hij piept.' })
  const { item } = parse(QuestionOne, asked.body)
  const path = `questions/${item.id}`
  const answer = async (subject: string, body: string) =>
    parse(AnswerOne, (await send(subject, 'POST', `${path}/answers`, { body })).body).item
  const first = await answer('m-2', 'Accu eruit.')
  await storage.db
    .updateTable('answer')
    .set({ at: daysAgo(days) })
    .execute()
  const question = async (subject = 'm-1') => parse(QuestionOne, (await send(subject, 'GET', path)).body)
  const answers = async (subject = 'm-1') =>
    parse(AnswerPage, (await send(subject, 'GET', `${path}/answers`)).body)
  const due = async (subject = 'm-1') =>
    parse(QuestionPage, (await send(subject, 'GET', 'questions?due=true')).body).items.map(({ id }) => id)
  return { as, storage, send, id: item.id, path, answer, first, question, answers, due, ...rest }
}

test('members say once each what came of an answer, change it and take it back; all see how many', async () => {
  const { send, first, answers } = await answered()
  const tried = `answers/${first.id}/tried`
  await send('m-1', 'PUT', tried, { outcome: 'worked' })
  const said = parse(AnswerOne, (await send('m-f', 'PUT', tried, { outcome: 'failed' })).body)
  assert.deepEqual(said.item.tried, { worked: 1, mixed: 0, failed: 1 })
  assert.equal(said.mine.tried, 'failed')
  await send('m-f', 'PUT', tried, { outcome: 'mixed' })
  const [mine, theirs] = [await answers('m-1'), await answers('m-2')]
  assert.deepEqual(mine.items, theirs.items)
  assert.deepEqual(mine.items[0]?.tried, { worked: 1, mixed: 1, failed: 0 })
  assert.deepEqual([mine.mine[first.id]?.tried, mine.mine[first.id]?.mayTry], ['worked', true])
  assert.deepEqual([theirs.mine[first.id]?.tried, theirs.mine[first.id]?.mayTry], [undefined, false])
  await send('m-1', 'DELETE', tried)
  await send('m-1', 'DELETE', tried)
  assert.deepEqual((await answers()).items[0]?.tried, { worked: 0, mixed: 1, failed: 0 })
})

test('nobody tries their own answer, one that is hidden, or one below a hidden question', async () => {
  const { send, storage, first } = await answered()
  const tried = `answers/${first.id}/tried`
  assert.equal((await send('m-2', 'PUT', tried, { outcome: 'worked' })).status, 403)
  assert.equal((await send('m-1', 'PUT', tried, { outcome: 'great' })).status, 400)
  await storage.db.updateTable('answer').set({ hidden: 1 }).execute()
  assert.equal((await send('m-1', 'PUT', tried, { outcome: 'worked' })).status, 404)
  await storage.db.updateTable('answer').set({ hidden: 0 }).execute()
  await storage.db.updateTable('question').set({ hidden: 1, author: 'm-2' }).execute()
  assert.equal((await send('m-1', 'PUT', tried, { outcome: 'worked' })).status, 404)
})

test('a closed question says so and takes no answers, until its asker or a facilitator opens it again', async () => {
  const { send, path, question, as, first } = await answered()
  assert.equal((await send('m-2', 'PUT', `${path}/closed`)).status, 403)
  assert.deepEqual([(await question()).mine.mayClose, (await question('m-2')).mine.mayClose], [true, false])
  await send('m-1', 'PUT', `${path}/closed`)
  assert.equal((await question('m-2')).item.state, 'closed')
  const refused = await send('m-2', 'POST', `${path}/answers`, { body: 'Nog iets' })
  assert.deepEqual([refused.status, refused.body?.type], [409, problemType('closed')])
  const states = async (state: string) =>
    parse(QuestionPage, await (await as('m-2')(`questions?state=${state}`)).json()).items.length
  assert.deepEqual([await states('closed'), await states('answered'), await states('open')], [1, 0, 0])
  assert.equal((await send('m-1', 'PUT', `answers/${first.id}/tried`, { outcome: 'worked' })).status, 200)
  await send('m-f', 'DELETE', `${path}/closed`)
  assert.equal((await question()).item.state, 'answered')
})

test('an answer that was given before the question was closed is not given again when it is sent again', async () => {
  const { as, path, send } = await answered()
  const request = { method: 'POST', body: { body: 'Zelfde' }, headers: { 'idempotency-key': 'k' } }
  const before = await (await as('m-2')(`${path}/answers`, request)).json()
  await send('m-1', 'PUT', `${path}/closed`)
  const again = await as('m-2')(`${path}/answers`, request)
  assert.equal(again.status, 201)
  assert.deepEqual(await again.json(), before)
})

test('a month after somebody answered the asker alone is asked what came of it, and says so with one press', async () => {
  const { send, id, path, question, due } = await answered(31)
  assert.equal((await question()).mine.followUp, true)
  assert.deepEqual([await due(), await due('m-2'), await due('m-f')], [[id], [], []])
  assert.equal((await question('m-f')).mine.followUp, undefined)
  assert.equal((await send('m-2', 'PUT', `${path}/follow-up`, { outcome: 'worked' })).status, 403)
  await send('m-1', 'PUT', `${path}/follow-up`, { outcome: 'mixed', words: 'Half.' })
  const { item, mine } = await question('m-2')
  assert.deepEqual([item.result?.outcome, item.result?.words, mine.followUp], ['mixed', 'Half.', undefined])
  assert.deepEqual(await due(), [])
  await send('m-1', 'DELETE', `${path}/follow-up`)
  assert.deepEqual([(await question()).item.result, await due()], [undefined, [id]])
})

test('nobody is asked too early, without an answer of somebody else, or about what they would rather not tell', async () => {
  const { send, storage, id, path, question, due } = await answered(29)
  assert.deepEqual(await due(), [])
  await storage.db
    .updateTable('answer')
    .set({ at: daysAgo(31), author: 'm-1' })
    .execute()
  assert.deepEqual(await due(), [])
  await storage.db.updateTable('answer').set({ author: 'm-2' }).execute()
  assert.deepEqual(await due(), [id])
  const early = await send('m-1', 'PUT', `${path}/follow-up`, { outcome: 'not-yet' })
  assert.equal(early.status, 200)
  assert.deepEqual(await due(), [])
  assert.equal((await question('m-2')).item.result, undefined)
  await storage.db
    .updateTable('followUp')
    .set({ at: daysAgo(31) })
    .execute()
  assert.deepEqual(await due(), [id])
  await send('m-1', 'PUT', `${path}/follow-up`, { outcome: 'never' })
  await storage.db
    .updateTable('followUp')
    .set({ at: daysAgo(400) })
    .execute()
  assert.deepEqual(await due(), [])
  const words = await send('m-1', 'PUT', `${path}/follow-up`, { outcome: 'never', words: 'Nee' })
  assert.equal(words.status, 400)
})

test('the asker gets a story that begins with what was asked and what helped, under the names of who said it', async () => {
  const { send, path, answer, first } = await answered()
  const second = await answer('m-f', '```\nnooit gesloten')
  await answer('m-2', 'Dit hielp niet.')
  for (const { id } of [first, second]) await send('m-1', 'PUT', `${path}/helped/${id}`)
  const draft = async () => parse(StoryDraftOne, (await send('m-1', 'GET', `${path}/story-draft`)).body).item
  const begun = await draft()
  assert.deepEqual(
    [begun.kind, begun.title, begun.wanted],
    ['in-progress', 'Wie kent de tillift?', 'Hij piept.'],
  )
  assert.deepEqual(
    toRichText(begun.did ?? '').map(({ type }) => type),
    ['paragraph', 'quote', 'paragraph', 'quote'],
  )
  assert.match(begun.did ?? '', /^\[@Youssef el Idrissi\]\(member:m-2\):\n\n> Accu eruit\./)
  assert.ok(!begun.did?.includes('Dit hielp niet'))
  await send('m-1', 'PUT', `answers/${first.id}/tried`, { outcome: 'failed' })
  assert.equal((await draft()).kind, 'failure')
  await send('m-1', 'PUT', `${path}/follow-up`, { outcome: 'worked', words: 'Stil sindsdien.' })
  const told = await draft()
  assert.deepEqual([told.kind, told.happened], ['success', 'Stil sindsdien.'])
  for (const subject of ['m-2', 'm-f'])
    assert.equal((await send(subject, 'GET', `${path}/story-draft`)).status, 403)
})

test('answers as long as can be still make a story that can be told', async () => {
  const { send, path, answer } = await answered()
  for (let i = 0; i < 3; i++) {
    const { id } = await answer('m-2', 'a '.repeat(15_000))
    await send('m-1', 'PUT', `${path}/helped/${id}`)
  }
  const { kind, title, did, wanted } = parse(
    StoryDraftOne,
    (await send('m-1', 'GET', `${path}/story-draft`)).body,
  ).item
  const sections = [
    { prompt: 'wanted', body: wanted },
    { prompt: 'did', body: did },
  ]
  assert.equal((await send('m-1', 'POST', 'stories', { kind, title, sections })).status, 201)
})
