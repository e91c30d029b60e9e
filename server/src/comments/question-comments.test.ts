import assert from 'node:assert/strict'
import test from 'node:test'
import {
  AnswerOne,
  Changes,
  CommentOne,
  type Problem,
  QuestionCommentPage,
  QuestionOne,
} from '@vlinder/contract'
import { parse } from 'valibot'
import { community } from '../testing.ts'

/** A question with two answers, and comments on each, as an import leaves them: told by `on`, id and minute. */
async function withComments() {
  const { as, storage } = await community()
  const post = async (path: string, body: object) => (await as('m-1')(path, { method: 'POST', body })).json()
  const question = parse(QuestionOne, await post('questions', { title: 'Hoe?' })).item.id
  const answer = async (to: string) =>
    parse(AnswerOne, await post(`questions/${to}/answers`, { body: 'Zo.' })).item.id
  const [first, second] = [await answer(question), await answer(question)]
  const other = parse(QuestionOne, await post('questions', { title: 'Wie?' })).item.id
  const comment = (onType: 'question' | 'answer', onId: string, id: string, minute: number, of = 'zorg') =>
    storage.db
      .insertInto('comment')
      .values({
        community: of,
        id,
        onType,
        onId,
        author: 'm-2',
        body: id,
        at: `2026-01-01T10:0${minute}:00.000Z`,
      })
      .execute()
  await comment('answer', second, 'c-1', 3)
  await comment('question', question, 'c-2', 2)
  await comment('answer', first, 'c-3', 1)
  await comment('question', other, 'c-0', 0)
  await comment('answer', await answer(other), 'c-4', 4)
  await comment('question', question, 'c-5', 5, 'elders')
  const comments = async (query = '') =>
    parse(QuestionCommentPage, await (await as('m-2')(`questions/${question}/comments${query}`)).json())
  const ids = async () => (await comments()).items.map(({ id }) => id)
  const left = async () =>
    (await storage.db.selectFrom('comment').select('id').orderBy('id').execute()).map(({ id }) => id)
  return { as, question, first, second, comments, ids, left }
}

test('comments on a question and on its answers are read together, oldest first', async () => {
  const { question, first, second, comments } = await withComments()
  const { items } = await comments()
  assert.deepEqual(
    items.map(({ id, on, author }) => [id, on, author.id]),
    [
      ['c-3', { type: 'answer', id: first }, 'm-2'],
      ['c-2', { type: 'question', id: question }, 'm-2'],
      ['c-1', { type: 'answer', id: second }, 'm-2'],
    ],
  )
})

test('comments on a question come in pages', async () => {
  const { comments } = await withComments()
  const page = await comments('?limit=2')
  assert.equal(page.items.length, 2)
  const { items, next } = await comments(`?limit=2&cursor=${page.next}`)
  assert.deepEqual([items.map(({ id }) => id), next], [['c-1'], null])
})

test('the author changes their comment on an answer, and a facilitator removes it', async () => {
  const { as, ids } = await withComments()
  const change = { method: 'PATCH', body: { body: 'Anders.' } }
  assert.equal((await as('m-1')('comments/c-3', change)).status, 403)
  const changed = parse(CommentOne, await (await as('m-2')('comments/c-3', change)).json())
  assert.equal(changed.mine.source, 'Anders.')
  assert.equal((await as('m-f')('comments/c-3', { method: 'DELETE' })).status, 204)
  assert.deepEqual(await ids(), ['c-2', 'c-1'])
})

test('an answer takes its comments with it, and a question takes all', async () => {
  const { as, question, first, ids, left } = await withComments()
  await as('m-1')(`answers/${first}`, { method: 'DELETE' })
  assert.deepEqual(await ids(), ['c-2', 'c-1'])
  await as('m-1')(`questions/${question}`, { method: 'DELETE' })
  assert.deepEqual(await left(), ['c-0', 'c-4', 'c-5'])
})

test("another community's question has no comments to read here", async () => {
  const { as, question } = await withComments()
  assert.equal((await as('m-1', 'elders')(`questions/${question}/comments`)).status, 404)
})

test('a member asks what a question means, and is answered below it; both are told', async () => {
  const { as, question, comments } = await withComments()
  const write = (subject: string, body: object) =>
    as(subject)(`questions/${question}/comments`, { method: 'POST', body })
  const asked = parse(CommentOne, await (await write('m-2', { body: 'Welk *merk*?' })).json())
  const said = parse(
    CommentOne,
    await (await write('m-1', { body: 'De witte.', replyTo: asked.item.id })).json(),
  )
  const { items, mine } = await comments()
  assert.deepEqual(
    items.slice(-2).map(({ id, on, replyTo }) => [id, on, replyTo]),
    [
      [asked.item.id, { type: 'question', id: question }, undefined],
      [said.item.id, { type: 'question', id: question }, asked.item.id],
    ],
  )
  assert.equal(mine[asked.item.id]?.source, 'Welk *merk*?')
  const { changes } = parse(Changes, await (await as('m-1')('changes?after=0')).json())
  assert.ok(
    changes.some((one) => one.id === said.item.id && one.parent === question && one.action === 'created'),
  )
})

test('the same comment on a question sent twice is one comment', async () => {
  const { as, question, comments } = await withComments()
  const request = { method: 'POST', body: { body: 'a' }, headers: { 'idempotency-key': 'k' } }
  const [first, second] = [
    await (await as('m-1')(`questions/${question}/comments`, request)).json(),
    await (await as('m-1')(`questions/${question}/comments`, request)).json(),
  ]
  assert.deepEqual(second, first)
  assert.equal((await comments()).items.length, 4)
})

test('a reply answers a comment on the same question', async () => {
  const { as, question } = await withComments()
  for (const replyTo of ['c-0', 'c-1', 'nobody']) {
    const res = await as('m-1')(`questions/${question}/comments`, {
      method: 'POST',
      body: { body: 'b', replyTo },
    })
    assert.equal(res.status, 400)
    assert.equal(((await res.json()) as Problem).errors?.[0]?.path, 'body.replyTo')
  }
})

test("nobody comments on another community's question, nor on one that is not there", async () => {
  const { as, question } = await withComments()
  const request = { method: 'POST', body: { body: 'a' } }
  assert.equal((await as('m-1', 'elders')(`questions/${question}/comments`, request)).status, 404)
  assert.equal((await as('m-1')('questions/nobody/comments', request)).status, 404)
})
