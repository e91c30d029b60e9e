import assert from 'node:assert/strict'
import test from 'node:test'
import { Problem, problemType, StoryOne, StoryPage } from '@vlinder/contract'
import { parse } from 'valibot'
import { community } from '../testing.ts'

const failure = {
  kind: 'failure',
  title: 'De tablet die in de la bleef',
  lesson: 'Vraag eerst wie hem elke dag gaat gebruiken.',
  body: 'We kochten **veertig** tablets.\n\nNa een maand lagen ze in de la.',
  sections: [{ prompt: 'differently', body: 'Eerst een week meelopen.' }],
  topics: ['beeldbellen', 'thuiszorg'],
  patterns: ['missing-party'],
}

async function told(as: Awaited<ReturnType<typeof community>>['as'], story: object = failure) {
  const res = await as('m-1')('stories', { method: 'POST', body: story })
  assert.equal(res.status, 201)
  return parse(StoryOne, await res.json())
}

test('a story that was told is read whole, with its author, and its Markdown only by who may edit', async () => {
  const { as } = await community()
  const res = await as('m-1')('stories', { method: 'POST', body: failure })
  const { item, mine } = parse(StoryOne, await res.json())
  assert.equal(res.headers.get('location'), `stories/${item.id}`)
  assert.equal(item.author.name, 'Marieke Aalbers')
  assert.equal(item.language, 'nl')
  assert.equal(
    item.excerpt,
    'We kochten veertig tablets. Na een maand lagen ze in de la. Eerst een week meelopen.',
  )
  assert.equal(item.readingTime, 1)
  assert.deepEqual(item.patterns, ['missing-party'])
  assert.equal(mine.source?.body, failure.body)

  const other = parse(StoryOne, await (await as('m-2')(`stories/${item.id}`)).json())
  assert.deepEqual(other.item, item)
  assert.deepEqual(other.mine, {
    reactions: [],
    mayEdit: false,
    mayDelete: false,
    mayFeature: false,
    unread: true,
  })
})

test('the feed holds summaries without Markdown', async () => {
  const { as } = await community()
  const { item } = await told(as)
  const feed = (await (await as('m-1')('stories')).json()) as StoryPage
  assert.deepEqual(parse(StoryPage, feed), feed)
  assert.ok(!('source' in feed.mine[item.id]!))
  assert.ok(!('body' in feed.items[0]!))
})

test('the same request again gives the story that it made', async () => {
  const { as } = await community()
  const request = { method: 'POST', body: failure, headers: { 'idempotency-key': 'once' } }
  const first = await (await as('m-1')('stories', request)).json()
  const again = await as('m-1')('stories', request)
  assert.equal(again.status, 201)
  assert.deepEqual(await again.json(), first)

  const other = await as('m-1')('stories', { ...request, body: { ...failure, title: 'Iets anders' } })
  assert.equal(other.status, 422)
  const elsewhere = await as('m-2')('stories', request)
  assert.notEqual(((await elsewhere.json()) as StoryOne).item.id, (first as StoryOne).item.id)
  assert.equal(((await (await as('m-1')('stories')).json()) as StoryPage).items.length, 2)
})

test('two of the same request at once make one story', async () => {
  const { as, storage } = await community()
  const request = { method: 'POST', body: failure, headers: { 'idempotency-key': 'once' } }
  const [first, second] = await Promise.all([as('m-1')('stories', request), as('m-1')('stories', request)])
  assert.deepEqual([first.status, second.status], [201, 201])
  assert.deepEqual(await second.json(), await first.json())
  assert.equal((await storage.db.selectFrom('story').select('id').execute()).length, 1)
})

test('a pattern that the community does not have is named, and nothing is kept', async () => {
  const { as, storage } = await community()
  const res = await as('m-1')('stories', {
    method: 'POST',
    body: { ...failure, patterns: ['missing-party', 'bad-luck'] },
  })
  assert.equal(res.status, 400)
  const { errors } = parse(Problem, await res.json())
  assert.deepEqual(
    errors?.map(({ path }) => path),
    ['body.patterns.1'],
  )
  assert.deepEqual(await storage.db.selectFrom('story').select('id').execute(), [])
})

test('an author changes their story, and what was left out stays', async () => {
  const { as } = await community()
  const { item } = await told(as)
  const res = await as('m-1')(`stories/${item.id}`, {
    method: 'PATCH',
    body: { body: 'Anders.', topics: ['beeldbellen'] },
  })
  const changed = parse(StoryOne, await res.json()).item
  assert.equal(changed.excerpt, 'Anders. Eerst een week meelopen.')
  assert.deepEqual(changed.topics, ['beeldbellen'])
  assert.equal(changed.title, item.title)
  assert.deepEqual(changed.patterns, item.patterns)
  assert.ok(changed.edited)
})

test('a change to what already was so is no edit', async () => {
  const { as } = await community()
  const { item } = await told(as)
  for (const body of [{}, failure]) {
    const res = await as('m-1')(`stories/${item.id}`, { method: 'PATCH', body })
    assert.deepEqual(parse(StoryOne, await res.json()).item, item)
  }
})

test('a story is changed by its author alone, and deleted by its author or a facilitator', async () => {
  const { as } = await community()
  const { item } = await told(as)
  for (const subject of ['m-2', 'm-f']) {
    const res = await as(subject)(`stories/${item.id}`, { method: 'PATCH', body: { title: 'Mijn' } })
    assert.equal(res.status, 403, subject)
  }
  assert.equal((await as('m-2')(`stories/${item.id}`, { method: 'DELETE' })).status, 403)
  const seen = parse(StoryOne, await (await as('m-f')(`stories/${item.id}`)).json())
  assert.deepEqual([seen.mine.mayEdit, seen.mine.mayDelete], [false, true])
  assert.equal((await as('m-f')(`stories/${item.id}`, { method: 'DELETE' })).status, 204)
  assert.equal((await as('m-1')(`stories/${item.id}`)).status, 404)
})

test('what belongs to a story goes with it', async () => {
  const { as, storage } = await community()
  const { item } = await told(as)
  await as('m-2')(`stories/${item.id}/reactions/learned`, { method: 'PUT' })
  await as('m-1')(`stories/${item.id}/comments`, { method: 'POST', body: { body: 'Vraag maar' } })
  assert.equal((await as('m-1')(`stories/${item.id}`, { method: 'DELETE' })).status, 204)
  for (const table of [
    'story',
    'storyTopic',
    'storyPattern',
    'reaction',
    'comment',
    'searchEntry',
  ] as const) {
    const { rows } = await storage.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
    assert.equal(rows, 0, table)
  }
})

test("another community's story is not there", async () => {
  const { as } = await community()
  const { item } = await told(as)
  const elder = as('m-1', 'elders')
  const requests: [string, string, object?][] = [
    ['GET', `stories/${item.id}`],
    ['PATCH', `stories/${item.id}`, { title: 'x' }],
    ['DELETE', `stories/${item.id}`],
    ['PUT', `stories/${item.id}/reactions/thanks`],
    ['GET', `stories/${item.id}/comments`],
    ['POST', `stories/${item.id}/comments`, { body: 'x' }],
  ]
  for (const [method, path, body] of requests) {
    const res = await elder(path, { method, body })
    assert.equal(res.status, 404, `${method} ${path}`)
    assert.equal(((await res.json()) as Problem).type, problemType('not-found'))
  }
  assert.deepEqual(((await (await elder('stories')).json()) as StoryPage).items, [])
})

test('a reaction counts once however often it is given, and can be taken back', async () => {
  const { as } = await community()
  const { item } = await told(as)
  const learned = `stories/${item.id}/reactions/learned`
  const give = async (subject: string, method: string) => (await as(subject)(learned, { method })).json()
  await give('m-2', 'PUT')
  assert.deepEqual(await give('m-2', 'PUT'), {
    reactions: { recognise: 0, learned: 1, thanks: 0 },
    mine: ['learned'],
  })
  assert.deepEqual(await give('m-1', 'PUT'), {
    reactions: { recognise: 0, learned: 2, thanks: 0 },
    mine: ['learned'],
  })
  await give('m-2', 'DELETE')
  assert.deepEqual(await give('m-2', 'DELETE'), {
    reactions: { recognise: 0, learned: 1, thanks: 0 },
    mine: [],
  })
  const feed = parse(StoryPage, await (await as('m-1')('stories')).json())
  assert.deepEqual(feed.mine[item.id]?.reactions, ['learned'])
  assert.equal(feed.items[0]?.reactions.learned, 1)
  assert.equal((await as('m-1')(`stories/${item.id}/reactions/like`, { method: 'PUT' })).status, 404)
})
