import assert from 'node:assert/strict'
import test from 'node:test'
import { RevisionPage } from '@vlinder/contract'
import { parse } from 'valibot'
import { community } from '../testing.ts'

async function written() {
  const { as, storage } = await community()
  const make = async (path: string, body: object) => {
    const res = await as('m-1')(path, { method: 'POST', body })
    return ((await res.json()) as { item: { id: string } }).item.id
  }
  const story = await make('stories', { kind: 'failure', title: 'Pil vergeten', topics: ['medicatie'] })
  const question = await make('questions', { title: 'Hoe dan?' })
  const things = {
    stories: story,
    comments: await make(`stories/${story}/comments`, { body: 'oud' }),
    questions: question,
    answers: await make(`questions/${question}/answers`, { body: 'oud' }),
  }
  const change = (path: string, body: object) => as('m-1')(path, { method: 'PATCH', body })
  const history = async (path: string, query = '') =>
    parse(RevisionPage, await (await as('m-1')(`${path}/revisions${query}`)).json())
  return { as, storage, things, change, history }
}

for (const type of ['stories', 'comments', 'questions', 'answers'] as const)
  test(`a change of one of the ${type} keeps what it said before`, async () => {
    const { things, change, history } = await written()
    const path = `${type}/${things[type]}`
    assert.deepEqual((await history(path)).items, [])
    await change(path, { body: 'oud en wijs' })
    await change(path, { body: 'nieuw en wijs' })
    const { items } = await history(path)
    assert.equal(items[0]!.by.name, 'Marieke Aalbers')
    assert.deepEqual(
      items.map(({ id }) => id),
      ['2', '1'],
    )
    assert.deepEqual(items[0]!.changes, [
      {
        field: 'body',
        parts: [
          { type: 'removed', text: 'oud' },
          { type: 'added', text: 'nieuw' },
          { type: 'same', text: ' en wijs' },
        ],
      },
    ])
  })

test('saving the same words again is no change', async () => {
  const { things, change, history } = await written()
  for (const type of ['comments', 'answers'] as const) {
    const res = await change(`${type}/${things[type]}`, { body: 'oud' })
    assert.equal(((await res.json()) as { item: { edited?: string } }).item.edited, undefined)
    assert.deepEqual((await history(`${type}/${things[type]}`)).items, [])
  }
})

for (const type of ['stories', 'comments', 'questions', 'answers'] as const)
  test(`a change of one of the ${type} that is sent again, for its answer was lost, is made once`, async () => {
    const { things, change, history } = await written()
    const path = `${type}/${things[type]}`
    const lost = await change(path, { body: 'nieuw' })
    const again = await change(path, { body: 'nieuw' })
    assert.deepEqual([again.status, await again.json()], [200, await lost.json()])
    assert.equal((await history(path)).items.length, 1)
  })

test('the pages of a history give each change once', async () => {
  const { things, change, history } = await written()
  const path = `comments/${things.comments}`
  for (const body of ['a', 'b', 'c']) await change(path, { body })
  const whole = await history(path)
  let cursor = ''
  const seen: unknown[] = []
  for (let i = 0; i < 3; i++) {
    const { items, next } = await history(path, `?limit=1${cursor && `&cursor=${cursor}`}`)
    seen.push(...items)
    cursor = next ?? ''
  }
  assert.deepEqual(seen, whole.items)
  assert.equal(cursor, '')
})

test('what is deleted takes its history with it', async () => {
  const { as, storage, things, change } = await written()
  for (const type of ['stories', 'comments', 'questions', 'answers'] as const)
    await change(`${type}/${things[type]}`, { body: 'nieuw' })
  // Answers go with their question, without being named.
  for (const type of ['comments', 'stories', 'questions'] as const)
    await as('m-1')(`${type}/${things[type]}`, { method: 'DELETE' })
  assert.deepEqual(await storage.db.selectFrom('revision').selectAll().execute(), [])
})
