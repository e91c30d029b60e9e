/** Communities that ask for a photo before somebody posts. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { Community, type Problem, problemName } from '@vlinder/contract'
import sharp from 'sharp'
import { parse } from 'valibot'
import { community } from '../testing.ts'

/** A community that asks for photos, with a story and a question from before it did. */
async function faces() {
  const { app, as, token, storage } = await community()
  const made = async (path: string, body: object) => {
    const res = await as('m-2')(path, { method: 'POST', body })
    return ((await res.json()) as { item: { id: string } }).item.id
  }
  const story = await made('stories', { kind: 'failure', title: 'Te vroeg gejuicht' })
  const question = await made('questions', { title: 'Hoe doen jullie dit?' })
  const ask = (value: 0 | 1) =>
    storage.db.updateTable('community').set({ photoBeforePost: value }).where('id', '=', 'zorg').execute()
  await ask(1)
  const posts: [path: string, body: object][] = [
    ['stories', { kind: 'failure', title: 'Nog eens' }],
    ['questions', { title: 'En hoe dan?' }],
    [`stories/${story}/comments`, { body: 'Herken ik.' }],
    [`questions/${question}/answers`, { body: 'Zo.' }],
  ]
  const addPhoto = async (subject: string) => {
    const png = sharp({ create: { width: 9, height: 9, channels: 3, background: 'teal' } }).png()
    const res = await app.request('/api/v1/communities/zorg/me/photo', {
      method: 'PUT',
      headers: { authorization: `Bearer ${await token(subject)}`, 'content-type': 'image/png' },
      body: await png.toBuffer(),
    })
    assert.equal(res.status, 200)
  }
  return { as, ask, posts, addPhoto, story }
}

test('where a photo is asked for, nothing is posted without one, and everything with one', async () => {
  const { as, posts, addPhoto } = await faces()
  for (const [path, body] of posts) {
    const res = await as('m-1')(path, { method: 'POST', body })
    const problem = (await res.json()) as Problem
    assert.deepEqual([res.status, problemName(problem.type)], [403, 'photo-required'], path)
  }
  await addPhoto('m-1')
  for (const [path, body] of posts)
    assert.equal((await as('m-1')(path, { method: 'POST', body })).status, 201, path)
})

test('where none is asked for, none is needed', async () => {
  const { as, ask, posts } = await faces()
  await ask(0)
  for (const [path, body] of posts)
    assert.equal((await as('m-1')(path, { method: 'POST', body })).status, 201, path)
})

test('who has no photo can still read, react, and change what they wrote', async () => {
  const { as, story } = await faces()
  assert.equal((await as('m-2')(`stories/${story}`)).status, 200)
  assert.equal((await as('m-2')(`stories/${story}/reactions/thanks`, { method: 'PUT' })).status, 200)
  const change = { method: 'PATCH', body: { title: 'Veel te vroeg gejuicht' } }
  assert.equal((await as('m-2')(`stories/${story}`, change)).status, 200)
})

test('a community says whether it asks for a photo', async () => {
  const { as, ask } = await faces()
  const asks = async () =>
    parse(Community, await (await as('m-1')('/api/v1/communities/zorg')).json()).photoBeforePost
  assert.equal(await asks(), true)
  await ask(0)
  assert.equal(await asks(), false)
})
