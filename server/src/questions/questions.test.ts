import assert from 'node:assert/strict'
import test from 'node:test'
import { AnswerOne, AnswerPage, QuestionOne, QuestionPage } from '@vlinder/contract'
import { parse } from 'valibot'
import { community } from '../testing.ts'

const question = { title: 'Wie heeft beeldbellen ingevoerd?', body: 'En **hoe**?', topics: ['beeldbellen'] }

async function asked() {
  const { as, ...rest } = await community()
  const post = async (subject: string, path: string, body: object) => {
    const res = await as(subject)(path, { method: 'POST', body })
    assert.equal(res.status, 201)
    return res.json()
  }
  const { item } = parse(QuestionOne, await post('m-1', 'questions', question))
  const path = `questions/${item.id}`
  const answer = async (subject: string, body: string) =>
    parse(AnswerOne, await post(subject, `${path}/answers`, { body })).item
  const read = async (subject = 'm-1') => parse(QuestionOne, await (await as(subject)(path)).json())
  const answers = async () => parse(AnswerPage, await (await as('m-1')(`${path}/answers`)).json())
  return { as, item, path, answer, answers, read, ...rest }
}

test('a question is read with its asker, and its Markdown only by who may edit', async () => {
  const { item, read } = await asked()
  assert.equal(item.excerpt, 'En hoe?')
  assert.equal(item.state, 'open')
  const own = await read()
  assert.deepEqual(own.mine, {
    mayEdit: true,
    mayDelete: true,
    mayMarkHelped: true,
    mayAsk: true,
    mayClose: true,
    mayMerge: false,
    source: 'En **hoe**?',
  })
  const other = await read('m-2')
  assert.deepEqual(other.item, own.item)
  assert.deepEqual(other.mine, {
    mayEdit: false,
    mayDelete: false,
    mayMarkHelped: false,
    mayAsk: false,
    mayClose: false,
    mayMerge: false,
  })
})

test('the first answer makes a question answered, and losing the last one opens it again', async () => {
  const { as, answer, read } = await asked()
  const first = await answer('m-2', 'Wij')
  const second = await answer('m-f', 'Wij ook')
  let { item } = await read()
  assert.deepEqual([item.state, item.answers], ['answered', 2])
  await as('m-2')(`answers/${first.id}`, { method: 'DELETE' })
  await as('m-f')(`answers/${second.id}`, { method: 'DELETE' })
  item = (await read()).item
  assert.deepEqual([item.state, item.answers], ['open', 0])
})

test('answers that helped stand first, then the oldest', async () => {
  const { as, path, answer, answers, read } = await asked()
  const [a, b, c] = [await answer('m-2', 'a'), await answer('m-f', 'b'), await answer('m-2', 'c')]
  assert.equal((await as('m-1')(`${path}/helped/${c.id}`, { method: 'PUT' })).status, 204)
  assert.equal((await as('m-1')(`${path}/helped/${c.id}`, { method: 'PUT' })).status, 204)
  assert.deepEqual(
    (await answers()).items.map(({ id }) => id),
    [c.id, a.id, b.id],
  )
  assert.equal((await read()).item.helped, 1)
  await as('m-1')(`${path}/helped/${c.id}`, { method: 'DELETE' })
  assert.deepEqual(
    (await answers()).items.map(({ id }) => id),
    [a.id, b.id, c.id],
  )
  assert.equal((await read()).item.helped, 0)
})

test('pages of answers join up across the line between helpful and other', async () => {
  const { as, path, answer, answers } = await asked()
  for (const body of ['a', 'b', 'c', 'd', 'e']) await answer('m-2', body)
  for (const { id } of (await answers()).items.slice(2, 4))
    await as('m-1')(`${path}/helped/${id}`, { method: 'PUT' })
  const seen: string[] = []
  let next: string | null = ''
  while (next !== null) {
    const res = await as('m-1')(`${path}/answers?limit=1${next && `&cursor=${next}`}`)
    const page: AnswerPage = parse(AnswerPage, await res.json())
    seen.push(...page.items.map(({ id }) => id))
    next = page.next
    assert.ok(seen.length < 100, 'the pages never end')
  }
  assert.deepEqual(
    seen,
    (await answers()).items.map(({ id }) => id),
  )
})

test('only the asker says what helped, and only of an answer to their question', async () => {
  const { as, path, answer, read } = await asked()
  const { id } = await answer('m-2', 'a')
  for (const subject of ['m-2', 'm-f']) {
    assert.equal((await as(subject)(`${path}/helped/${id}`, { method: 'PUT' })).status, 403)
  }
  const other = parse(
    QuestionOne,
    await (await as('m-1')('questions', { method: 'POST', body: { title: 'Iets anders' } })).json(),
  )
  assert.equal((await as('m-1')(`questions/${other.item.id}/helped/${id}`, { method: 'PUT' })).status, 404)
  assert.equal((await as('m-1')(`${path}/helped/nothing`, { method: 'PUT' })).status, 404)
  assert.equal((await read()).item.helped, 0)
})

test('a question is changed by its asker alone; what was left out stays, and no change is no edit', async () => {
  const { as, item, path } = await asked()
  assert.equal((await as('m-f')(path, { method: 'PATCH', body: { title: 'x' } })).status, 403)
  const same = await as('m-1')(path, { method: 'PATCH', body: question })
  assert.deepEqual(parse(QuestionOne, await same.json()).item, item)
  const res = await as('m-1')(path, { method: 'PATCH', body: { body: 'Wanneer?' } })
  const changed = parse(QuestionOne, await res.json()).item
  assert.equal(changed.excerpt, 'Wanneer?')
  assert.deepEqual(changed.topics, ['beeldbellen'])
  assert.ok(changed.edited)
})

test('an answer is changed by its author, and deleted by its author or a facilitator', async () => {
  const { as, answer } = await asked()
  const { id } = await answer('m-2', 'a')
  for (const subject of ['m-1', 'm-f']) {
    assert.equal((await as(subject)(`answers/${id}`, { method: 'PATCH', body: { body: 'b' } })).status, 403)
  }
  assert.equal((await as('m-1')(`answers/${id}`, { method: 'DELETE' })).status, 403)
  const res = await as('m-2')(`answers/${id}`, { method: 'PATCH', body: { body: 'b' } })
  const { item, mine } = parse(AnswerOne, await res.json())
  assert.ok(item.edited)
  assert.equal(mine.source, 'b')
  assert.equal((await as('m-f')(`answers/${id}`, { method: 'DELETE' })).status, 204)
})

test('what belongs to a question goes with it', async () => {
  const { as, path, answer, storage } = await asked()
  await answer('m-2', 'a')
  assert.equal((await as('m-2')(path, { method: 'DELETE' })).status, 403)
  assert.equal((await as('m-f')(path, { method: 'DELETE' })).status, 204)
  for (const table of ['question', 'questionTopic', 'answer', 'searchEntry'] as const) {
    const { rows } = await storage.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
    assert.equal(rows, 0, table)
  }
})

test("another community's question and answers are not there", async () => {
  const { as, path, answer } = await asked()
  const { id } = await answer('m-2', 'a')
  const elder = as('m-1', 'elders')
  const requests: [string, string, object?][] = [
    ['GET', path],
    ['PATCH', path, { title: 'x' }],
    ['DELETE', path],
    ['GET', `${path}/answers`],
    ['POST', `${path}/answers`, { body: 'x' }],
    ['PUT', `${path}/helped/${id}`],
    ['PATCH', `answers/${id}`, { body: 'x' }],
    ['DELETE', `answers/${id}`],
  ]
  for (const [method, place, body] of requests) {
    assert.equal((await elder(place, { method, body })).status, 404, `${method} ${place}`)
  }
  assert.deepEqual(parse(QuestionPage, await (await elder('questions')).json()).items, [])
})

test('questions are listed by state, topic and asker', async () => {
  const { as, item, answer } = await asked()
  await as('m-2')('questions', { method: 'POST', body: { title: 'Open' } })
  await answer('m-2', 'a')
  const titles = async (query: string) =>
    parse(QuestionPage, await (await as('m-1')(`questions?${query}`)).json()).items.map(({ title }) => title)
  assert.deepEqual(await titles('state=open'), ['Open'])
  assert.deepEqual(await titles('state=answered'), [item.title])
  assert.deepEqual(await titles('topic=beeldbellen'), [item.title])
  assert.deepEqual(await titles('author=m-2'), ['Open'])
})

test('the same question or answer sent twice is one', async () => {
  const { as, path, read } = await asked()
  const send = async (place: string, body: object) =>
    (await as('m-2')(place, { method: 'POST', body, headers: { 'idempotency-key': 'k' } })).json()
  assert.deepEqual(await send('questions', { title: 'x' }), await send('questions', { title: 'x' }))
  assert.deepEqual(await send(`${path}/answers`, { body: 'x' }), await send(`${path}/answers`, { body: 'x' }))
  assert.equal((await read()).item.answers, 1)
})
