import assert from 'node:assert/strict'
import test from 'node:test'
import { AnswerOne, CommentOne, QuestionCommentPage, QuestionOne } from '@vlinder/contract'
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
