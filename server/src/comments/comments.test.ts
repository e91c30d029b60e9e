import assert from 'node:assert/strict'
import test from 'node:test'
import { CommentOne, CommentPage, type Problem, StoryOne } from '@vlinder/contract'
import { parse } from 'valibot'
import { community } from '../testing.ts'

async function withStory() {
  const { as, ...rest } = await community()
  const tell = async (title: string) => {
    const res = await as('m-1')('stories', { method: 'POST', body: { kind: 'success', title } })
    return ((await res.json()) as StoryOne).item.id
  }
  const story = await tell('Het lukte')
  const comment = async (subject: string, body: object, on = story) => {
    const res = await as(subject)(`stories/${on}/comments`, { method: 'POST', body })
    assert.equal(res.status, 201)
    return parse(CommentOne, await res.json()).item
  }
  const comments = async () => parse(CommentPage, await (await as('m-1')(`stories/${story}/comments`)).json())
  const count = async () => parse(StoryOne, await (await as('m-1')(`stories/${story}`)).json()).item.comments
  return { as, tell, story, comment, comments, count, ...rest }
}

test('comments are read oldest first, and counted on the story', async () => {
  const { as, comment, comments, count } = await withStory()
  const first = await comment('m-2', { body: 'Hoe *dan*?' })
  const second = await comment('m-1', { body: 'Zo.' })
  const page = await comments()
  assert.deepEqual(page.items, [first, second])
  assert.deepEqual(page.mine[second.id], { mayEdit: true, mayDelete: true, source: 'Zo.' })
  assert.deepEqual(page.mine[first.id], { mayEdit: false, mayDelete: false })
  assert.equal(await count(), 2)
  assert.equal((await as('m-f')(`comments/${first.id}`, { method: 'DELETE' })).status, 204)
  assert.equal(await count(), 1)
})

test('a reply to a reply hangs under the head of its thread', async () => {
  const { comment } = await withStory()
  const head = await comment('m-1', { body: 'a' })
  const reply = await comment('m-2', { body: 'b', replyTo: head.id })
  const deeper = await comment('m-1', { body: 'c', replyTo: reply.id })
  assert.equal(reply.replyTo, head.id)
  assert.equal(deeper.replyTo, head.id)
})

test('a reply answers a comment on the same story', async () => {
  const { as, tell, story, comment, count } = await withStory()
  const elsewhere = await comment('m-1', { body: 'a' }, await tell('Een ander'))
  for (const replyTo of [elsewhere.id, 'nobody']) {
    const res = await as('m-1')(`stories/${story}/comments`, { method: 'POST', body: { body: 'b', replyTo } })
    assert.equal(res.status, 400)
    assert.equal(((await res.json()) as Problem).errors?.[0]?.path, 'body.replyTo')
  }
  assert.equal(await count(), 0)
})

test('replies outlive the comment that they answer', async () => {
  const { as, comment, comments, count } = await withStory()
  const head = await comment('m-1', { body: 'a' })
  const reply = await comment('m-2', { body: 'b', replyTo: head.id })
  await as('m-1')(`comments/${head.id}`, { method: 'DELETE' })
  const { items } = await comments()
  assert.deepEqual(
    items.map(({ id, replyTo }) => [id, replyTo]),
    [[reply.id, undefined]],
  )
  assert.equal(await count(), 1)
})

test('a comment is changed by its author alone', async () => {
  const { as, comment } = await withStory()
  const { id } = await comment('m-1', { body: 'a' })
  for (const subject of ['m-2', 'm-f']) {
    assert.equal((await as(subject)(`comments/${id}`, { method: 'PATCH', body: { body: 'b' } })).status, 403)
  }
  const { item, mine } = parse(
    CommentOne,
    await (await as('m-1')(`comments/${id}`, { method: 'PATCH', body: { body: 'b' } })).json(),
  )
  assert.ok(item.edited)
  assert.equal(mine.source, 'b')
  assert.equal((await as('m-2')(`comments/${id}`, { method: 'DELETE' })).status, 403)
})

test("another community's comment is not there", async () => {
  const { as, comment } = await withStory()
  const { id } = await comment('m-1', { body: 'a' })
  const elder = as('m-1', 'elders')
  assert.equal((await elder(`comments/${id}`, { method: 'PATCH', body: { body: 'b' } })).status, 404)
  assert.equal((await elder(`comments/${id}`, { method: 'DELETE' })).status, 404)
})

test('the same comment sent twice is one comment', async () => {
  const { as, story, count } = await withStory()
  const request = { method: 'POST', body: { body: 'a' }, headers: { 'idempotency-key': 'k' } }
  const [first, second] = [
    await (await as('m-1')(`stories/${story}/comments`, request)).json(),
    await (await as('m-1')(`stories/${story}/comments`, request)).json(),
  ]
  assert.deepEqual(second, first)
  assert.equal(await count(), 1)
})
