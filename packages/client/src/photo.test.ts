import assert from 'node:assert/strict'
import { test } from 'node:test'
import { json, problem } from './testing/server.ts'
import { connected } from './testing/world.ts'

const photo = new Blob(['not really a picture'], { type: 'image/jpeg' })
const me = { item: { id: 'm-1' } }

test('a photo goes as it is, with its own type and the token', async (t) => {
  const { connection, seen } = await connected(t, (answer) => json(answer, 200, me))
  await connection.changePhoto(photo)
  const [{ method, path, headers, body }] = seen as [(typeof seen)[number]]
  assert.deepEqual([method, path, body], ['PUT', '/me/photo', 'not really a picture'])
  assert.equal(headers['content-type'], 'image/jpeg')
  assert.equal(headers.authorization, 'Bearer token')
})

test('a photo is sent again after what passes, whole: doing it twice is doing it once', async (t) => {
  const { connection, seen } = await connected(t, (answer, _, nth) =>
    nth === 1 ? problem(answer, 503, 'unavailable') : json(answer, 200, me),
  )
  await connection.changePhoto(photo)
  assert.deepEqual(
    seen.map(({ body }) => body),
    ['not really a picture', 'not really a picture'],
  )
})

test('whoever shows a member hears that their photo changed, or is gone', async (t) => {
  const { connection } = await connected(t, (answer) => json(answer, 200, me))
  const heard: object[] = []
  connection.subscribe((change) => heard.push(change))
  await connection.changePhoto(photo)
  await connection.removePhoto()
  await Promise.resolve()
  assert.deepEqual(heard, Array(2).fill({ type: 'member', action: 'changed', id: 'm-1' }))
})
