import assert from 'node:assert/strict'
import test from 'node:test'
import { AttachmentOne, StoryOne } from '@vlinder/contract'
import sharp from 'sharp'
import { parse } from 'valibot'
import { community } from '../testing.ts'

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'teal' } })
    .jpeg()
    .toBuffer()

async function sending() {
  const { app, as, storage, token } = await community()
  const send = async (bytes: Uint8Array<ArrayBuffer>, type = 'image/jpeg', subject = 'm-1') =>
    app.request('/api/v1/communities/zorg/attachments', {
      method: 'POST',
      headers: { authorization: `Bearer ${await token(subject)}`, 'content-type': type },
      body: bytes,
    })
  const sent = async (width: number, height: number, subject?: string) => {
    const res = await send(new Uint8Array(await picture(width, height)), 'image/jpeg', subject)
    assert.equal(res.status, 201)
    return parse(AttachmentOne, await res.json()).item
  }
  const tell = async (body: string) => {
    const res = await as('m-1')('stories', { method: 'POST', body: { kind: 'failure', title: 'a', body } })
    return parse(StoryOne, await res.json()).item
  }
  const served = async (id: string) => (await app.request(`/media/${id}.webp`)).status
  return { as, storage, send, sent, tell, served }
}

test('a picture is kept whole, at most 1600 pixels wide and high, and says how Markdown names it', async () => {
  const { sent, served } = await sending()
  const item = await sent(3200, 800)
  assert.deepEqual([item.width, item.height], [1600, 400])
  assert.equal(item.src, `/media/${item.id}.webp#1600x400`)
  assert.equal(await served(item.id), 200)
  assert.deepEqual(await sent(3200, 800), item)
})

test('a story shows its pictures with room kept for them; one from elsewhere stays a link', async () => {
  const { sent, tell } = await sending()
  const { id, src } = await sent(40, 30)
  const { body, excerpt } = await tell(`![Een kast](${src})\n\n![x](https://x.nl/y.png)`)
  assert.deepEqual(body[0], {
    type: 'paragraph',
    children: [{ type: 'image', src: `media/${id}.webp`, alt: 'Een kast', width: 40, height: 30 }],
  })
  assert.match(JSON.stringify(body[1]), /"link"/)
  assert.match(excerpt, /Een kast/)
})

test('what is no picture, and what says that it is something else, is refused in words', async () => {
  const { send } = await sending()
  const wrong = await send(new TextEncoder().encode('<svg/>'))
  assert.equal(wrong.status, 400)
  assert.match(await wrong.text(), /must be a JPEG/)
  assert.equal((await send(new Uint8Array(await picture(9, 9)), 'image/svg+xml')).status, 415)
})

test('a picture goes with the last story that names it', async () => {
  const { as, sent, tell, served } = await sending()
  const { id, src } = await sent(9, 9)
  const stories = [await tell(`![a](${src})`), await tell(`![b](${src})`)]
  await as('m-1')(`stories/${stories[0]!.id}`, { method: 'DELETE' })
  assert.equal(await served(id), 200)
  await as('m-1')(`stories/${stories[1]!.id}`, { method: 'DELETE' })
  assert.equal(await served(id), 404)
})

test('what nothing names for a month goes when its sender sends another; what a draft, a preview or a story names stays', async () => {
  const { as, storage, sent, tell, served } = await sending()
  const [left, drafted, told, theirs] = [
    await sent(9, 9),
    await sent(8, 8),
    await sent(7, 7),
    await sent(6, 6, 'm-2'),
  ]
  const previewed = await sent(4, 4)
  await as('m-1')('drafts/story', { method: 'PUT', body: { value: { body: `![a](${drafted.src})` } } })
  const story = { kind: 'failure', title: 'a', body: `![a](${previewed.src})` }
  const asked = await as('m-1')('previews', { method: 'POST', body: { story, peers: ['m-2'] } })
  assert.equal(asked.status, 201)
  await tell(`![a](${told.src})`)
  await storage.db.updateTable('media').set({ at: '2025-01-01T00:00:00.000Z' }).execute()
  await sent(5, 5)
  const still = await Promise.all([left, drafted, previewed, told, theirs].map(({ id }) => served(id)))
  assert.deepEqual(still, [404, 200, 200, 200, 200])
})

test('of what nothing names, the fifty that were sent last stay', async () => {
  const { storage, sent, served } = await sending()
  const first = await sent(9, 9)
  const { community, bytes, width, height, member } = await storage.db
    .selectFrom('media')
    .selectAll()
    .executeTakeFirstOrThrow()
  const others = Array.from({ length: 49 }, (_, i) => ({
    community,
    bytes,
    width,
    height,
    member,
    id: `${i}`.padStart(32, '0'),
    at: '9999-01-01T00:00:00.000Z',
  }))
  await storage.db.insertInto('media').values(others).execute()
  await sent(8, 8)
  assert.equal(await served(first.id), 200)
  await sent(7, 7)
  assert.equal(await served(first.id), 404)
})

test('who reads the log of what was done does not learn where a picture is', async () => {
  const { as, sent } = await sending()
  await sent(9, 9)
  const { items } = (await (await as('m-f')('audit')).json()) as {
    items: { action: string; object?: string }[]
  }
  const line = items.find(({ action }) => action === 'attachment:write')
  assert.ok(line)
  assert.ok(!line.object)
})
