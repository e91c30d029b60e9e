/** The list of patterns: what facilitators make of it, and what stories keep. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { Changes, Community, type Pattern, PatternOne, Problem, StoryOne, StoryPage } from '@vlinder/contract'
import { parse } from 'valibot'
import { auditLines } from '../audit/queries.ts'
import { importLines, linesOf } from '../export/testing.ts'
import { community } from '../testing.ts'

const PARTY = { id: 'missing-party', name: 'Een partij ontbrak aan tafel' }
const EARLY = { name: 'Te vroeg gejuicht', explanation: 'Het feest kwam voor het werk.', advice: 'Wacht.' }

async function listed() {
  const { as, storage } = await community()
  const ask = (method: string, id: string, body: object, who = 'm-f') =>
    as(who)(`patterns/${id}`, { method, body })
  const put = async (id: string, body: object) =>
    parse(PatternOne, await (await ask('PUT', id, body)).json()).item
  const patch = async (id: string, body: object) =>
    parse(PatternOne, await (await ask('PATCH', id, body)).json()).item
  const refused = async (res: Response) => {
    const { type, errors } = parse(Problem, await res.json())
    return [res.status, type.split(':').at(-1), ...(errors ?? []).map(({ path }) => path)]
  }
  const read = async (who = 'm-1') => {
    const res = await as(who)('/api/v1/communities/zorg')
    return { ...parse(Community, await res.json()), etag: res.headers.get('etag') }
  }
  const ids = async () => (await read()).patterns.map(({ id }) => id)
  return { as, storage, ask, put, patch, refused, read, ids }
}

test('a pattern that a facilitator adds is offered to everybody, once', async () => {
  const { put, read } = await listed()
  const before = await read()
  assert.deepEqual(await put('p-1', EARLY), { id: 'p-1', ...EARLY })
  assert.deepEqual(await put('p-1', EARLY), { id: 'p-1', ...EARLY })
  const after = await read()
  assert.deepEqual(after.patterns, [PARTY, { id: 'p-1', ...EARLY }])
  assert.notEqual(after.etag, before.etag)
})

test('an id that stands for another pattern makes no second one', async () => {
  const { ask, put, refused, read } = await listed()
  await put('p-1', EARLY)
  assert.deepEqual(await refused(await ask('PUT', 'p-1', { name: 'Iets anders' })), [409, 'conflict'])
  assert.equal((await read()).patterns.length, 2)
})

test('a pattern that is renamed keeps its id, its place and its stories', async () => {
  const { as, put, patch, read } = await listed()
  await put('p-1', EARLY)
  const body = { kind: 'failure', title: 'a', patterns: [PARTY.id] }
  await as('m-1')('stories', { method: 'POST', body })
  await patch(PARTY.id, { name: 'Iemand ontbrak', advice: 'Nodig uit.' })
  const { patterns } = await read()
  assert.deepEqual(patterns[0], { id: PARTY.id, name: 'Iemand ontbrak', advice: 'Nodig uit.' })
  const { items } = parse(StoryPage, await (await as('m-2')(`stories?pattern=${PARTY.id}`)).json())
  assert.deepEqual(items[0]?.patterns, [PARTY.id])
})

test('null empties what a pattern says, and what is left out stays', async () => {
  const { put, patch } = await listed()
  await put('p-1', EARLY)
  const { advice: _, ...left } = EARLY
  assert.deepEqual(await patch('p-1', { advice: null }), { id: 'p-1', ...left })
})

test('a retired pattern comes last, stays with its stories, and can be brought back', async () => {
  const { as, put, patch, read, ids } = await listed()
  await put('p-1', EARLY)
  const body = { kind: 'failure', title: 'a', patterns: [PARTY.id] }
  const { item } = parse(StoryOne, await (await as('m-1')('stories', { method: 'POST', body })).json())
  await patch(PARTY.id, { retired: true })
  assert.deepEqual((await read()).patterns.at(-1), { ...PARTY, retired: true })
  const changed = await as('m-1')(`stories/${item.id}`, { method: 'PATCH', body: { title: 'b' } })
  assert.deepEqual(parse(StoryOne, await changed.json()).item.patterns, [PARTY.id])
  assert.deepEqual(await patch(PARTY.id, { retired: false }), PARTY)
  assert.deepEqual(await ids(), ['p-1', PARTY.id])
})

test('a draft that chose a pattern before it was retired is published all the same', async () => {
  const { as, patch } = await listed()
  await patch(PARTY.id, { retired: true })
  const body = { kind: 'failure', title: 'a', patterns: [PARTY.id] }
  assert.equal((await as('m-1')('stories', { method: 'POST', body })).status, 201)
})

test('patterns are put in order, before another or last', async () => {
  const { ask, put, patch, refused, ids } = await listed()
  await put('p-1', EARLY)
  await put('p-2', { name: 'b' })
  await patch('p-2', { before: PARTY.id })
  assert.deepEqual(await ids(), ['p-2', PARTY.id, 'p-1'])
  await patch('p-2', { before: null })
  await patch(PARTY.id, { before: PARTY.id })
  assert.deepEqual(await ids(), [PARTY.id, 'p-1', 'p-2'])
  const nowhere = await ask('PATCH', 'p-2', { before: 'gone' })
  assert.deepEqual(await refused(nowhere), [400, 'invalid', 'body.before'])
})

test('two patterns have no name in common, and what is wrong is named by its field', async () => {
  const { ask, put, patch, refused } = await listed()
  await put('p-1', EARLY)
  await patch('p-1', { retired: true })
  for (const [method, id] of [
    ['PUT', 'p-2'],
    ['PATCH', PARTY.id],
  ] as const)
    assert.deepEqual(await refused(await ask(method, id, { name: 'te vróeg gejuicht' })), [
      400,
      'invalid',
      'body.name',
    ])
  // It can be changed itself.
  await patch('p-1', { name: 'Te vroeg gejuicht!' })
  const wrong = { name: ' ', advice: 'a'.repeat(1001), color: 'red' }
  const paths = await refused(await ask('PATCH', 'p-1', wrong))
  assert.deepEqual(paths.slice(2).sort(), ['body.advice', 'body.color', 'body.name'])
  assert.deepEqual(await refused(await ask('PATCH', 'nobody', { name: 'c' })), [404, 'not-found'])
  assert.equal((await ask('PUT', 'a%20b', EARLY)).status, 400)
})

test('there are no more patterns than fit', async () => {
  const { storage, ask, refused } = await listed()
  const all = Array.from({ length: 1000 }, (_, n): Pattern => ({ id: `p${n}`, name: `p ${n}` }))
  await storage.db
    .updateTable('community')
    .set({ patterns: JSON.stringify(all) })
    .execute()
  assert.deepEqual(await refused(await ask('PUT', 'p-x', EARLY)), [409, 'conflict'])
})

test('pages that stand open hear of it, the log has it, and what changes nothing is told nobody', async () => {
  const { as, storage, put } = await listed()
  await put('p-1', EARLY)
  await put('p-1', EARLY)
  const { changes } = parse(Changes, await (await as('m-1')('changes')).json())
  const told = changes.filter(({ type }) => type === 'community')
  assert.deepEqual(
    told.map(({ id, action }) => [id, action]),
    [['zorg', 'changed']],
  )
  const lines = await Array.fromAsync(auditLines(storage.db, 'zorg'))
  assert.deepEqual(
    lines
      .filter(({ type }) => type === 'pattern')
      .map(({ actor, action, object, result }) => [actor, action, object, result]),
    Array(2).fill(['m-f', 'pattern:write', 'p-1', 'done']),
  )
})

test('an import leaves alone what was changed here, and says so', async () => {
  const { storage, put, patch, read } = await listed()
  const before = await linesOf(storage)
  await put('p-1', EARLY)
  await patch(PARTY.id, { retired: true })
  const { patterns } = await read()
  const record = { type: 'pattern', community: 'zorg' }
  const said = await importLines(storage, [
    before[0]!,
    JSON.stringify({ ...record, id: 'p-1', name: 'Uit het bestand' }),
    JSON.stringify({ ...record, id: 'p-9', name: 'Nieuw' }),
  ])
  assert.deepEqual((await read()).patterns, [...patterns, { id: 'p-9', name: 'Nieuw' }])
  assert.equal(said.length, 2)
  assert.match(said[0]!.reason, /^patterns kept as they are: they were changed here on 2/)
  assert.match(said[1]!.reason, /^kept as it is: the patterns were changed here on 2/)
})
