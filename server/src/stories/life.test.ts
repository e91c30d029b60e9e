import assert from 'node:assert/strict'
import test from 'node:test'
import { CommentPage, StoryOne, StoryPage, type StoryStatus } from '@vlinder/contract'
import { parse } from 'valibot'
import { community } from '../testing.ts'

async function told(title = 'Dispenser piepte') {
  const { as, storage } = await community()
  const res = await as('m-1')('stories', { method: 'POST', body: { kind: 'failure', title } })
  const { item } = parse(StoryOne, await res.json())
  const path = `stories/${item.id}`
  const set = (who: string, status: StoryStatus) =>
    as(who)(`${path}/status`, { method: 'PUT', body: { status } })
  const read = async (who: string) => (await as(who)(path)).status
  const listed = async (who: string, query = '') =>
    parse(StoryPage, await (await as(who)(`stories${query}`)).json()).items.map(
      ({ status = 'published' }) => status,
    )
  const comment = async (who: string, body: string, replyTo?: string) => {
    const res = await as(who)(`${path}/comments`, {
      method: 'POST',
      body: { body, ...(replyTo && { replyTo }) },
    })
    return ((await res.json()) as { item: { id: string } }).item.id
  }
  const suggested = async (who: string) => {
    const res = await as(who)('suggestions', { method: 'POST', body: { text: 'dispenser piepte' } })
    return ((await res.json()) as { stories: unknown[] }).stories.length
  }
  return { as, storage, path, set, read, listed, comment, suggested }
}

test('a story that is taken back is its author’s and facilitators’ alone', async () => {
  const { set, read, listed, suggested } = await told()
  assert.equal((await set('m-1', 'withdrawn')).status, 200)
  assert.deepEqual([await read('m-1'), await read('m-f'), await read('m-2')], [200, 200, 404])
  assert.deepEqual(await listed('m-1'), ['withdrawn'])
  assert.deepEqual([await listed('m-2'), await listed('m-f')], [[], []])
  assert.equal(await suggested('m-2'), 0)
})

test('what was taken back can be published again, by its author', async () => {
  const { set, read, suggested } = await told()
  await set('m-1', 'withdrawn')
  assert.equal((await set('m-f', 'published')).status, 403)
  assert.equal((await set('m-1', 'published')).status, 200)
  assert.equal(await read('m-2'), 200)
  assert.equal(await suggested('m-2'), 1)
})

test('nobody takes back what another told', async () => {
  const { set } = await told()
  assert.deepEqual(
    [(await set('m-2', 'withdrawn')).status, (await set('m-f', 'withdrawn')).status],
    [403, 403],
  )
})

test('what is archived is found and read, but stands in no feed', async () => {
  const { set, read, listed, suggested } = await told()
  assert.equal((await set('m-f', 'archived')).status, 200)
  assert.equal(await read('m-2'), 200)
  assert.equal(await suggested('m-2'), 1)
  assert.deepEqual(await listed('m-2'), [])
  assert.deepEqual(await listed('m-2', '?author=m-1'), ['archived'])
  assert.equal((await set('m-1', 'published')).status, 200)
  assert.deepEqual(await listed('m-2'), ['published'])
})

test('nobody reacts or comments on what they may not read', async () => {
  const { as, path, set } = await told()
  await set('m-1', 'withdrawn')
  const tried = [
    await as('m-2')(`${path}/comments`, { method: 'POST', body: { body: 'a' } }),
    await as('m-2')(`${path}/reactions/thanks`, { method: 'PUT' }),
    await as('m-2')(`${path}/comments`),
  ]
  assert.deepEqual(
    tried.map(({ status }) => status),
    [404, 404, 404],
  )
})

test('what others wrote below a deleted story stays theirs', async () => {
  const { as, path, read, listed, comment, suggested } = await told()
  const own = await comment('m-1', 'Vraag maar.')
  const theirs = await comment('m-2', 'Hoe liep het af?', own)
  await as('m-1')(`${path}/reactions/thanks`, { method: 'PUT' })
  assert.equal((await as('m-1')(path, { method: 'DELETE' })).status, 204)
  assert.deepEqual([await read('m-1'), await read('m-2')], [404, 200])
  assert.deepEqual(await listed('m-2'), [])
  assert.equal(await suggested('m-2'), 0)
  const { item, mine } = parse(StoryOne, await (await as('m-2')(path)).json())
  assert.deepEqual([item.status, item.title, item.body, item.reactions.thanks], ['deleted', '', [], 0])
  assert.deepEqual([mine.mayEdit, mine.mayDelete, item.comments], [false, false, 1])
  const { items } = parse(CommentPage, await (await as('m-2')(`${path}/comments`)).json())
  assert.deepEqual(
    items.map(({ id, replyTo }) => [id, replyTo]),
    [[theirs, undefined]],
  )
  assert.equal(
    (await as('m-2')(`comments/${theirs}`, { method: 'PATCH', body: { body: 'Goed.' } })).status,
    200,
  )
  assert.equal((await as('m-2')(`${path}/comments`, { method: 'POST', body: { body: 'a' } })).status, 403)
})

test('a deleted story is gone for good once the last comment is', async () => {
  const { as, storage, path, comment } = await told()
  const theirs = await comment('m-2', 'Hoe liep het af?')
  await as('m-1')(path, { method: 'DELETE' })
  assert.equal((await as('m-2')(`comments/${theirs}`, { method: 'DELETE' })).status, 204)
  assert.deepEqual(await storage.db.selectFrom('story').select('id').execute(), [])
})

test('after half a year its author is asked whether it lasted, until they say so', async () => {
  const { as, storage, path } = await told()
  const due = async (who: string) => parse(StoryOne, await (await as(who)(path)).json()).mine.followUp
  assert.equal(await due('m-1'), undefined)
  const at = new Date(Date.now() - 200 * 86_400_000).toISOString()
  await storage.db.updateTable('story').set({ at }).execute()
  assert.deepEqual([await due('m-1'), await due('m-2')], [true, undefined])
  await as('m-1')(path, { method: 'PATCH', body: { sections: [{ prompt: 'lasted', body: 'Ja.' }] } })
  assert.equal(await due('m-1'), undefined)
})
