/** Whatever is sent to where members write: a 4xx that names the field, and nothing half written. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { limits, type Problem, problemName } from '@vlinder/contract'
import fc from 'fast-check'
import { community } from './testing.ts'

const TABLES = [
  'story',
  'storyTopic',
  'storyPattern',
  'comment',
  'reaction',
  'question',
  'questionTopic',
  'answer',
  'searchEntry',
  'preview',
  'previewPeer',
  'previewComment',
] as const

/** A community with one of everything, and the requests that write to it, each with a body that is good. */
async function written() {
  const { as, storage } = await community()
  const id = async (path: string, body: object) => {
    const res = await as('m-1')(path, { method: 'POST', body })
    assert.equal(res.status, 201)
    return ((await res.json()) as { item: { id: string } }).item.id
  }
  const story = await id('stories', { kind: 'failure', title: 'a', topics: ['x'] })
  const question = await id('questions', { title: 'a' })
  const comment = await id(`stories/${story}/comments`, { body: 'a' })
  const answer = await id(`questions/${question}/answers`, { body: 'a' })
  const aStory = {
    kind: 'failure',
    title: 't',
    lesson: 'l',
    body: 'b',
    sections: [],
    topics: ['x'],
    patterns: [],
  }
  const aQuestion = { title: 't', body: 'b', topics: ['x'] }
  const words = { body: 'b' }
  const writes: [method: string, path: string, good: Record<string, unknown>][] = [
    ['POST', 'stories', aStory],
    ['PATCH', `stories/${story}`, aStory],
    ['POST', `stories/${story}/comments`, words],
    ['PATCH', `comments/${comment}`, words],
    ['POST', 'questions', aQuestion],
    ['PATCH', `questions/${question}`, aQuestion],
    ['POST', `questions/${question}/answers`, words],
    ['PATCH', `answers/${answer}`, words],
    ['POST', 'suggestions', { text: 't', topic: 'x' }],
    ['POST', 'previews', { story: aStory, peers: ['m-2'] }],
  ]
  const everything = async () =>
    JSON.stringify(
      await Promise.all(TABLES.map((table) => storage.db.selectFrom(table).selectAll().execute())),
    )
  return { as: as('m-1'), writes, everything, story, question }
}

async function refused(res: Response, name: string, where: string): Promise<Problem> {
  const problem = (await res.json()) as Problem
  assert.equal(problemName(problem.type), name, `${where}: ${JSON.stringify(problem)}`)
  assert.equal(res.status, problem.status)
  assert.match(res.headers.get('content-type') ?? '', /^application\/problem\+json/)
  return problem
}

const LONG: Record<string, number> = {
  title: limits.TITLE_MAX,
  lesson: limits.LESSON_MAX,
  body: limits.BODY_MAX,
  text: limits.SUGGESTION_TEXT_MAX,
  topic: limits.TOPIC_MAX,
}

test('each wrong value is a problem that names its field, and changes nothing', async () => {
  const { as, writes, everything } = await written()
  const before = await everything()
  for (const [method, path, good] of writes) {
    const wrong: [field: string, value: unknown][] = [['anonymous', true]]
    for (const [field, value] of Object.entries(good)) {
      wrong.push([field, 42], [field, null], [field, { a: 1 }])
      if (typeof value !== 'string') wrong.push([field, 'text'], [field, [{}]], [field, ['a', 'a']])
      else wrong.push([field, []], [field, '\ud800'], [field, 'a\u0000b'], [field, '\u001b[31m'])
      const max = LONG[field]
      if (max !== undefined) wrong.push([field, 'a'.repeat(max + 1)])
    }
    for (const [field, value] of wrong) {
      const where = `${method} ${path} ${field}: ${JSON.stringify(value).slice(0, 40)}`
      const res = await as(path, { method, body: { ...good, [field]: value } })
      const { errors } = await refused(res, 'invalid', where)
      assert.ok(errors?.length, where)
      for (const error of errors) {
        assert.ok(
          error.path === `body.${field}` || error.path.startsWith(`body.${field}.`),
          `${where} -> ${error.path}`,
        )
      }
    }
  }
  assert.equal(await everything(), before)
})

test('a body that is not a JSON object is refused, and changes nothing', async () => {
  const { as, writes, everything } = await written()
  const before = await everything()
  for (const [method, path, good] of writes) {
    const where = `${method} ${path}`
    for (const body of ['{"title":', '', '\u0000', '['.repeat(50_000)]) {
      await refused(await as(path, { method, body }), 'bad-request', `${where} ${body.slice(0, 10)}`)
    }
    for (const body of ['[]', 'null', '1', '"x"', `${'['.repeat(9_000)}${']'.repeat(9_000)}`]) {
      await refused(await as(path, { method, body }), 'invalid', `${where} ${body.slice(0, 10)}`)
    }
    const huge = { ...good, body: 'a'.repeat(limits.BODY_BYTES_MAX) }
    await refused(await as(path, { method, body: huge }), 'too-large', where)
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp']) {
      const res = await as(path, { method, body: good, headers: { 'content-type': type } })
      await refused(res, 'media-type', `${where} ${type}`)
    }
  }
  assert.equal(await everything(), before)
})

test('what creates something asks for a usable Idempotency-Key', async () => {
  const { as, writes, everything } = await written()
  const before = await everything()
  for (const [method, path, good] of writes) {
    if (method !== 'POST' || path === 'suggestions') continue
    for (const key of ['a b', 'a'.repeat(limits.IDEMPOTENCY_KEY_MAX + 1), 'é']) {
      const res = await as(path, { method, body: good, headers: { 'idempotency-key': key } })
      const { errors } = await refused(res, 'invalid', `${path} ${key}`)
      assert.equal(errors?.[0]?.path, 'header.idempotency-key')
    }
    const res = await as(path, { method, body: good, headers: { 'idempotency-key': '' } })
    assert.equal(res.status, 400)
  }
  assert.equal(await everything(), before)
})

test('each wrong query is a problem that names its field', async () => {
  const { as, story, question } = await written()
  const wrong: Record<string, string[]> = {
    stories: [
      'kind=sad',
      'sort=random',
      'topic=',
      'pattern=a/b',
      'author=%00',
      'colour=red',
      'kind=failure&kind=success',
    ],
    questions: ['state=gone', 'due=false', 'topic=%00', 'author=a,b', 'colour=red'],
    [`stories/${story}/comments`]: ['colour=red'],
    [`questions/${question}/answers`]: ['colour=red'],
    [`questions/${question}/comments`]: ['colour=red'],
  }
  for (const [path, queries] of Object.entries(wrong)) {
    for (const query of [...queries, 'limit=0', 'limit=101', 'limit=x', 'limit=1e1', 'limit=', 'cursor=']) {
      const { errors } = await refused(await as(`${path}?${query}`), 'invalid', `${path}?${query}`)
      assert.equal(errors?.[0]?.path, `query.${query.split('=')[0]}`)
    }
    await refused(await as(`${path}?cursor=nonsense`), 'stale-cursor', path)
  }
})

test('unknown ids are not found, whatever they are made of', async () => {
  const { as, writes } = await written()
  const ids = ['nothing', '%00', '%F0%9F%A6%8B', '%ff', "'%20or%201=1--", '%2e%2e%2f', 'a'.repeat(2_000)]
  for (const id of ids) {
    for (const path of [
      `stories/${id}`,
      `stories/${id}/comments`,
      `questions/${id}`,
      `questions/${id}/answers`,
      `questions/${id}/comments`,
    ]) {
      await refused(await as(path), 'not-found', path)
    }
    for (const kind of ['stories', 'questions', 'comments', 'answers']) {
      await refused(await as(`${kind}/${id}`, { method: 'DELETE' }), 'not-found', `${kind}/${id}`)
      const good = writes.find(([method, path]) => method === 'PATCH' && path.startsWith(kind))?.[2]
      await refused(await as(`${kind}/${id}`, { method: 'PATCH', body: good }), 'not-found', `${kind}/${id}`)
    }
    await refused(await as(`stories/${id}/reactions/thanks`, { method: 'PUT' }), 'not-found', id)
    await refused(await as(`questions/${id}/helped/${id}`, { method: 'PUT' }), 'not-found', id)
  }
})

/** JSON of any shape, strings of any sort among it. */
const anyJson = fc.jsonValue({ stringUnit: 'binary', maxDepth: 4 })

test('no body, however strange, is answered with a failure, and a refused one leaves nothing behind', async () => {
  const { as, writes, everything } = await written()
  let before = await everything()
  const body = fc.oneof(
    anyJson,
    fc.record({ field: fc.nat(), value: anyJson }).map((change) => change),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...writes),
      body,
      fc.boolean(),
      async ([method, path, good], value, bend) => {
        const fields = Object.keys(good)
        const bent = bend && typeof value === 'object' && value !== null && 'field' in value
        const sent = bent
          ? { ...good, [fields[Number(value.field) % fields.length] ?? 'body']: value.value }
          : value
        const res = await as(path, { method, body: JSON.stringify(sent) })
        assert.ok(res.status < 500, `${method} ${path} ${JSON.stringify(sent)}: ${res.status}`)
        const after = await everything()
        if (res.status >= 400) assert.equal(after, before)
        before = after
      },
    ),
    { numRuns: 300 },
  )
})

test('no query, however strange, is answered with a failure', async () => {
  const { as, story, question } = await written()
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('failure', 'latest', 'open', '5', 'x'),
  )
  const names = ['kind', 'topic', 'pattern', 'author', 'sort', 'state', 'limit', 'cursor', 'other']
  const cursor = fc.array(anyJson).map((values) => Buffer.from(JSON.stringify(values)).toString('base64url'))
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('stories', 'questions', `stories/${story}/comments`, `questions/${question}/answers`),
      fc.array(
        fc.oneof(fc.tuple(fc.constantFrom(...names), value), fc.tuple(fc.constant('cursor'), cursor)),
        {
          maxLength: 4,
        },
      ),
      async (path, query) => {
        const res = await as(`${path}?${new URLSearchParams(query)}`)
        assert.ok(res.status < 500, `${path} ${JSON.stringify(query)}: ${res.status}`)
      },
    ),
    { numRuns: 200 },
  )
})
