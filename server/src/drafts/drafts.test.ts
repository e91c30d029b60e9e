import assert from 'node:assert/strict'
import test from 'node:test'
import { type DraftOne, type Drafts, limits, type Problem } from '@vlinder/contract'
import { community } from '../testing.ts'

const LONG = 'x'.repeat(limits.DRAFT_BYTES_MAX)

async function writer(subject = 'm-1') {
  const { as, storage } = await community()
  const ask = as(subject)
  return {
    as,
    storage,
    ask,
    put: (key: string, value: unknown, after?: number) =>
      ask(`drafts/${encodeURIComponent(key)}`, {
        method: 'PUT',
        body: { value, ...(after !== undefined && { after }) },
      }),
    all: async () => ((await (await ask('drafts')).json()) as Drafts).items,
  }
}
const draft = async (res: Response) => ((await res.json()) as DraftOne).item

test('a draft is there again on another device, and gone once it is thrown away', async () => {
  const { ask, put, all } = await writer()
  const kept = await draft(await put('comment:story:s-1', { text: 'Bij ons ook' }, 0))
  assert.deepEqual([kept.value, kept.revision], [{ text: 'Bij ons ook' }, 1])
  assert.deepEqual(await all(), [kept])
  assert.deepEqual(await draft(await ask('drafts/comment:story:s-1')), kept)
  for (const _ of ['once', 'twice'])
    assert.equal((await ask('drafts/comment:story:s-1', { method: 'DELETE' })).status, 204)
  assert.deepEqual(await all(), [])
  assert.equal((await ask('drafts/comment:story:s-1')).status, 404)
})

test('nobody reads the drafts of somebody else, nor writes over them', async () => {
  const { as, put, all } = await writer()
  await put('story', { title: 'Van mij' })
  for (const other of ['m-2', 'm-f']) {
    assert.deepEqual(((await (await as(other)('drafts')).json()) as Drafts).items, [])
    await as(other)('drafts/story', { method: 'PUT', body: { value: { title: 'Van hen' } } })
    await as(other)('drafts/story', { method: 'DELETE' })
  }
  assert.deepEqual(
    (await all()).map(({ value }) => value),
    [{ title: 'Van mij' }],
  )
})

test('of two pages that write one draft, the second is told, and nothing is lost', async () => {
  const { put, all } = await writer()
  await put('story', { title: 'Eerst' }, 0)
  assert.equal((await put('story', { title: 'Deze pagina' }, 1)).status, 200)
  const late = await put('story', { title: 'Die pagina' }, 1)
  assert.equal(late.status, 409)
  assert.equal(((await late.json()) as Problem).type, 'urn:vlinder:problem:conflict')
  assert.deepEqual(
    (await all()).map(({ value }) => value),
    [{ title: 'Deze pagina' }],
  )
  assert.equal((await put('story', { title: 'Die pagina' })).status, 200)
})

test('what is there already gets no new revision, so that a save that was not heard can be sent again', async () => {
  const { put } = await writer()
  const first = await draft(await put('story', { title: 'a' }, 0))
  assert.deepEqual(await draft(await put('story', { title: 'a' }, 0)), first)
})

test('the newest draft stands first', async () => {
  const { put, all, storage } = await writer()
  for (const key of ['story', 'question']) await put(key, { text: key })
  await storage.db
    .updateTable('draft')
    .set({ at: '2020-01-01T00:00:00.000Z' })
    .where('key', '=', 'story')
    .execute()
  assert.deepEqual(
    (await all()).map(({ key }) => key),
    ['question', 'story'],
  )
})

test('what cannot be a draft is refused, naming the field', async () => {
  const { put, ask, all } = await writer()
  const refused: [string, Response][] = [
    ['path.key', await put('a b', {})],
    ['path.key', await put('k'.repeat(limits.DRAFT_KEY_MAX + 1), {})],
    ['body.value', await put('story', 'text')],
    ['body.value', await put('story', { text: LONG })],
    ['body.after', await put('story', {}, -1)],
    ['body.other', await ask('drafts/story', { method: 'PUT', body: { value: {}, other: 1 } })],
  ]
  for (const [path, res] of refused) {
    assert.equal(res.status, 400, path)
    assert.equal(((await res.json()) as Problem).errors?.[0]?.path, path)
  }
  assert.deepEqual(await all(), [])
})

test('the audit log is not told what somebody has not said yet', async () => {
  const { ask, put, storage } = await writer()
  await ask('me')
  const lines = () => storage.db.selectFrom('audit').select('action').execute()
  const before = await lines()
  await put('story', { text: 'a' })
  await ask('drafts/story', { method: 'DELETE' })
  assert.deepEqual(await lines(), before)
})

test('there is an end to how many drafts somebody has, and none is dropped for it', async () => {
  const { put, all } = await writer()
  for (let i = 0; i < limits.DRAFTS_MAX; i++) await put(`comment:${i}`, { text: `${i}` })
  assert.equal((await put('one-more', { text: 'a' })).status, 409)
  assert.equal((await put('comment:1', { text: 'changed' })).status, 200)
  assert.equal((await all()).length, limits.DRAFTS_MAX)
})
