import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import type { AnswerOne, AttachmentOne, CommentOne, Me, QuestionOne, StoryOne } from '@vlinder/contract'
import sharp from 'sharp'
import type { Storage } from '../storage/storage.ts'
import { takeAway } from '../stories/life.ts'
import { community } from '../testing.ts'
import { BATCH_ROWS } from './rows.ts'
import { emptyServer, importLines, linesOf } from './testing.ts'

/** An empty server that has imported these lines; nothing may be rejected. */
async function imported(t: TestContext, lines: string[]): Promise<Storage> {
  const storage = await emptyServer()
  t.after(() => storage.close())
  assert.deepEqual(await importLines(storage, lines), [])
  return storage
}

/** The id of what was made. */
const made = async <One extends { item: { id: string } }>(res: Promise<Response>) =>
  ((await (await res).json()) as One).item.id

/** A community in which something of everything was done. */
async function lived() {
  const { as, app, token, storage } = await community()
  const [one, other, facilitator] = [as('m-1'), as('m-2'), as('m-f')]
  await one('me', {
    method: 'PATCH',
    body: { about: '**Fietst**', topics: ['medicatie', 'fietsen'], language: 'nl' },
  })
  const face = await sharp({ create: { width: 600, height: 700, channels: 3, background: 'teal' } })
    .png()
    .toBuffer()
  await app.request('/api/v1/communities/zorg/me/photo', {
    method: 'PUT',
    headers: { authorization: `Bearer ${await token('m-1')}`, 'content-type': 'image/png' },
    body: face,
  })
  // Somebody whom only the host knew.
  const newcomer = await made<Me>(as('new')('me'))
  const story = await made<StoryOne>(
    one('stories', {
      method: 'POST',
      body: {
        kind: 'failure',
        title: 'Te \u2028vroeg "gejuicht"',
        lesson: 'Wacht.',
        body: 'Wij *vierden* het al.\n\n- a\n- b',
        sections: [{ prompt: 'wanted', body: 'Meer' }],
        topics: ['b', 'a'],
        patterns: ['missing-party'],
      },
    }),
  )
  await one(`stories/${story}`, { method: 'PATCH', body: { title: 'Te vroeg' } })
  for (const who of [other, facilitator]) await who(`stories/${story}/reactions/learned`, { method: 'PUT' })
  const comment = await made<CommentOne>(
    other(`stories/${story}/comments`, { method: 'POST', body: { body: 'Hoe?' } }),
  )
  await one(`stories/${story}/comments`, {
    method: 'POST',
    body: { body: 'Zo, [@Youssef](member:m-2).', replyTo: comment },
  })
  const question = await made<QuestionOne>(
    other('questions', {
      method: 'POST',
      body: {
        ...{ title: 'Wie?', topics: ['a'], goal: 'Rust', tried: 'Bellen', constraint: 'Geen geld' },
        ...{ by: '2026-12-24', help: 'example', peers: ['m-1', 'm-f'] },
      },
    }),
  )
  await facilitator(`questions/${question}/reply`, {
    method: 'PUT',
    body: { state: 'referred', to: newcomer },
  })
  const answer = await made<AnswerOne>(
    one(`questions/${question}/answers`, { method: 'POST', body: { body: 'Ik.' } }),
  )
  await other(`questions/${question}/helped/${answer}`, { method: 'PUT' })
  await facilitator('members/m-2', { method: 'PATCH', body: { active: false } })
  return storage
}

test('a community that is imported into an empty server exports the same lines', async (t) => {
  const storage = await lived()
  const lines = await linesOf(storage)
  assert.equal(lines.length, 1 + 4 + 1 + 1 + 3 + 1 + 2 + 2 + 1)
  assert.deepEqual(await linesOf(await imported(t, lines)), lines)
})

test('whom a text names is named in a copy, too', async (t) => {
  const storage = await lived()
  const named = ({ db }: Storage) =>
    db.selectFrom('mention').select(['onType', 'onId', 'member', 'author', 'at']).execute()
  const before = await named(storage)
  assert.deepEqual(
    before.map(({ member, author }) => [member, author]),
    [['m-2', 'm-1']],
  )
  assert.deepEqual(await named(await imported(t, await linesOf(storage))), before)
})

test('pictures come along with the stories that name them, and go with the last of these', async (t) => {
  const { as, app, storage, token } = await community()
  const drawn = { create: { width: 40, height: 30, channels: 3, background: 'teal' } } as const
  const sent = await app.request('/api/v1/communities/zorg/attachments', {
    method: 'POST',
    headers: { authorization: `Bearer ${await token('m-1')}`, 'content-type': 'image/png' },
    body: new Uint8Array(await sharp(drawn).png().toBuffer()),
  })
  const { item } = (await sent.json()) as AttachmentOne
  const body = { kind: 'failure', title: 'a', body: `![Een kast](${item.src})` }
  const story = await made<StoryOne>(as('m-1')('stories', { method: 'POST', body }))
  // An earlier version may be read as well.
  await as('m-1')(`stories/${story}`, { method: 'PATCH', body: { body: 'Zonder.' } })
  const lines = await linesOf(storage)
  assert.deepEqual(lines.map((line) => JSON.parse(line)).filter(({ type }) => type === 'picture').length, 1)
  const copy = await imported(t, lines)
  assert.deepEqual(await linesOf(copy), lines)
  const kept = () => copy.db.selectFrom('media').select(['id', 'width', 'height']).execute()
  assert.deepEqual(await kept(), [{ id: item.id, width: 40, height: 30 }])
  await copy.transaction((db) => takeAway(db, 'zorg', story, 'm-1'))
  assert.deepEqual(await kept(), [])
})

test('importing its own export changes nothing', async (t) => {
  const storage = await lived()
  const lines = await linesOf(storage)
  const copy = await imported(t, lines)
  const said = await importLines(copy, lines)
  assert.deepEqual([...new Set(said.map(({ outcome }) => outcome))], ['note'])
  assert.deepEqual(await linesOf(copy), lines)
})

test('whoever came in by an assertion is recognised on the other server', async () => {
  const members = (await linesOf(await lived()))
    .map((line) => JSON.parse(line))
    .filter(({ type }) => type === 'member')
  assert.deepEqual(members.map(({ subject }) => subject).sort(), ['m-1', 'm-2', 'm-f', 'new'])
})

test('another community is left out, and so are drafts and keys', async () => {
  const storage = await lived()
  const text = (await linesOf(storage)).join('\n')
  assert.doesNotMatch(text, /elders|intranet\.example\.nl\/elders|"keys"|draft/)
})

test('more rows than fit in memory at a time are all there, each once', async () => {
  const { storage } = await community()
  const stories = Array.from({ length: BATCH_ROWS * 2 + 1 }, (_, i) => `s-${String(i).padStart(5, '0')}`)
  const reactions = ['learned', 'thanks'] as const
  await storage.db.transaction().execute(async (db) => {
    for (const id of stories) {
      const words = {
        kind: 'success',
        title: id,
        lesson: '',
        body: '',
        sections: '[]',
        language: 'nl',
      } as const
      const counts = { comments: 0, recognise: 0, learned: 0, thanks: 0, excerpt: '', readingTime: 1 }
      const at = '2026-01-01T00:00:00.000Z'
      await db
        .insertInto('story')
        .values({ community: 'zorg', id, author: 'm-1', at, ...words, ...counts })
        .execute()
      for (const reaction of reactions)
        await db
          .insertInto('reaction')
          .values({ community: 'zorg', story: id, member: 'm-2', reaction, at })
          .execute()
    }
  })
  const records = (await linesOf(storage)).map((line) => JSON.parse(line))
  assert.deepEqual(
    records.filter(({ type }) => type === 'story').map(({ id }) => id),
    stories,
  )
  const given = records
    .filter(({ type }) => type === 'reaction')
    .map(({ on, reaction }) => `${on} ${reaction}`)
  assert.deepEqual(
    given,
    stories.flatMap((id) => reactions.map((reaction) => `story:${id} ${reaction}`)),
  )
})
