/** Asking by name: who is asked, what they reply, and who reads what of it. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { limits, type Problem, QuestionOne, QuestionPage, RevisionPage } from '@vlinder/contract'
import { parse } from 'valibot'
import { runDue } from '../jobs/run.ts'
import { changesAfter } from '../live/changes.ts'
import { createLog } from '../serve.ts'
import { community } from '../testing.ts'

/** The tests' community with five more members, `p-1` to `p-5`, and a question of `m-1` asked of `peers`. */
async function asked({ peers = ['m-2'] }: { peers?: string[] } = {}) {
  const { as, storage } = await community()
  for (const id of ['p-1', 'p-2', 'p-3', 'p-4', 'p-5'])
    await storage.db
      .insertInto('member')
      .values({
        ...{ community: 'zorg', id, subject: id, name: id, about: '', role: 'member', own: '["name"]' },
        ...{ joined: '2025-01-01T00:00:00.000Z', active: id === 'p-5' ? 0 : 1 },
      })
      .execute()
  const post = (body: object, who = 'm-1', headers = {}) =>
    as(who)('questions', { method: 'POST', body: { title: 'Wie kent dit?', ...body }, headers })
  const { item } = parse(QuestionOne, await (await post({ peers })).json())
  const path = `questions/${item.id}`
  const read = async (who = 'm-1') => parse(QuestionOne, await (await as(who)(path)).json())
  const put = (who: string, rest: string, body: object = {}) =>
    as(who)(`${path}/${rest}`, { method: 'PUT', body })
  const reply = (who: string, state: string, to?: string) => put(who, 'reply', { state, ...(to && { to }) })
  const states = async (who = 'm-1') =>
    Object.fromEntries((await read(who)).mine.replies?.map(({ member, state }) => [member, state]) ?? [])
  const list = async (who: string, query: string) => {
    const res = await as(who)(`questions?${query}`)
    return parse(QuestionPage, await res.json()).items.map(({ id }) => id)
  }
  const answer = async (who: string) =>
    assert.equal((await as(who)(`${path}/answers`, { method: 'POST', body: { body: 'Ik.' } })).status, 201)
  /** Who hears of what happened since the last time; undefined for everybody. */
  let heard = (await changesAfter(storage.db, 'zorg')).n
  const hearing = async () => {
    const { n, changes } = await changesAfter(storage.db, 'zorg', heard)
    heard = n
    return changes
      .filter(({ type }) => type !== 'member')
      .map(({ heardBy }) => heardBy && [...heardBy].sort())
  }
  return { as, storage, id: item.id, path, post, read, put, reply, states, list, answer, hearing }
}

const fields = async (res: Response) => [
  res.status,
  ...((await res.json()) as Problem).errors!.map(({ path }) => path),
]

test('what somebody wants, tried and cannot change is read beside the question, changed, and part of its history', async () => {
  const { as, post } = await asked()
  const more = {
    goal: 'Rust in de nacht',
    tried: 'Bellen',
    constraint: 'Geen geld',
    by: '2026-12-24',
    help: 'example',
  }
  const { item } = parse(QuestionOne, await (await post(more)).json())
  const { goal, tried, constraint, by, help } = item
  assert.deepEqual({ goal, tried, constraint, by, help }, more)
  const change = { goal: '', by: null, help: 'contact' }
  const res = await as('m-1')(`questions/${item.id}`, { method: 'PATCH', body: change })
  const after = parse(QuestionOne, await res.json()).item
  assert.deepEqual(
    [after.goal, after.tried, after.by, after.help],
    [undefined, 'Bellen', undefined, 'contact'],
  )
  const history = await as('m-1')(`questions/${item.id}/revisions`)
  const [revision] = parse(RevisionPage, await history.json()).items
  assert.deepEqual(
    revision!.changes.map(({ field, parts }) => [field, parts.map(({ text }) => text)]),
    [
      ['goal', ['Rust in de nacht']],
      ['by', ['2026-12-24']],
      ['help', ['example', 'contact']],
    ],
  )
})

test('a day that does not exist, another kind of help and too long a text are refused by name', async () => {
  const { post } = await asked()
  const body = { by: '2026-02-30', help: 'money', tried: 'a'.repeat(limits.CIRCUMSTANCE_MAX + 1) }
  assert.deepEqual((await fields(await post(body))).sort(), [400, 'body.by', 'body.help', 'body.tried'])
})

test('who is no active member, oneself, somebody twice and more than five cannot be asked', async () => {
  const { post, put } = await asked()
  for (const [peers, field] of [
    [['m-2', 'nobody'], 'body.peers.1'],
    [['p-5'], 'body.peers.0'],
    [['m-1'], 'body.peers.0'],
    [['m-2', 'm-2'], 'body.peers'],
    [['m-2', 'm-f', 'p-1', 'p-2', 'p-3', 'p-4'], 'body.peers'],
  ] as const)
    assert.deepEqual(await fields(await post({ peers })), [400, field])
  for (const member of ['nobody', 'p-5', 'm-1'])
    assert.deepEqual(await fields(await put('m-1', `asks/${member}`)), [400, 'path.member'])
})

test('the same request again asks nobody twice', async () => {
  const { post } = await asked()
  const headers = { 'idempotency-key': 'k' }
  const first = parse(QuestionOne, await (await post({ peers: ['m-2', 'm-f'] }, 'm-1', headers)).json())
  const again = parse(QuestionOne, await (await post({ peers: ['m-2', 'm-f'] }, 'm-1', headers)).json())
  assert.deepEqual(again, first)
  assert.equal(first.item.asks.length, 2)
})

test('everybody reads who was asked and took it up; that somebody passed, only whose business it is', async () => {
  const { read, reply } = await asked({ peers: ['m-2', 'p-1', 'p-2'] })
  assert.equal((await reply('m-2', 'accepted')).status, 200)
  assert.equal((await reply('p-1', 'passed')).status, 200)
  for (const who of ['m-1', 'm-2', 'p-1', 'm-f', 'p-3']) {
    const { item } = await read(who)
    assert.deepEqual(
      item.asks.map(({ member, accepted, by }) => [member.id, accepted, by]),
      [
        ['m-2', true, undefined],
        ['p-1', false, undefined],
        ['p-2', false, undefined],
      ],
      who,
    )
  }
  const told = { 'm-2': 'accepted', 'p-1': 'passed', 'p-2': 'asked' }
  for (const who of ['m-1', 'm-f']) {
    const { mine } = await read(who)
    assert.deepEqual(Object.fromEntries(mine.replies!.map(({ member, state }) => [member, state])), told)
  }
  const theirs = (await read('p-1')).mine
  assert.deepEqual([theirs.asked?.state, theirs.asked?.mayReply, theirs.replies], ['passed', true, undefined])
  assert.deepEqual((await read('p-3')).mine, {
    mayEdit: false,
    mayDelete: false,
    mayMarkHelped: false,
    mayAsk: false,
    mayClose: false,
    mayMerge: false,
  })
})

test('a reply can be changed until they have answered, and whoever answers took it up', async () => {
  const { reply, states, answer, read } = await asked()
  for (const state of ['passed', 'accepted', 'passed']) {
    assert.equal((await reply('m-2', state)).status, 200)
    assert.deepEqual(await states(), { 'm-2': state })
  }
  await answer('m-2')
  assert.deepEqual(await states(), { 'm-2': 'accepted' })
  assert.equal((await reply('m-2', 'passed')).status, 409)
  assert.equal((await read('m-2')).mine.asked?.mayReply, false)
})

test('whoever was not asked does not reply', async () => {
  const { reply, put } = await asked()
  for (const who of ['m-1', 'm-f', 'p-1']) assert.equal((await reply(who, 'accepted')).status, 403, who)
  for (const body of [{}, { state: 'silent' }, { state: 'referred' }, { state: 'passed', to: 'p-1' }])
    assert.equal((await put('m-2', 'reply', body)).status, 400, JSON.stringify(body))
})

test('who is referred to is asked in their place, by name of who referred', async () => {
  const { reply, read, states, put } = await asked({ peers: ['m-2', 'm-f', 'p-1', 'p-2', 'p-3'] })
  assert.equal((await put('m-1', 'asks/p-4')).status, 409)
  assert.equal((await reply('m-2', 'referred', 'p-4')).status, 200)
  const { item, mine } = await read()
  assert.equal(item.asks.find(({ member }) => member.id === 'p-4')?.by?.id, 'm-2')
  assert.equal(mine.replies!.find(({ member }) => member === 'm-2')?.to?.id, 'p-4')
  assert.equal(mine.mayAsk, false)
  for (const to of ['m-1', 'm-2', 'm-f', 'p-5', 'nobody'])
    assert.deepEqual(await fields(await reply('p-4', 'referred', to)), [400, 'body.to'], to)
  assert.equal((await states())['p-4'], 'asked')
})

test('another reply takes back who was referred to, unless they replied', async () => {
  const { reply, states } = await asked()
  await reply('m-2', 'referred', 'p-1')
  await reply('m-2', 'referred', 'p-2')
  assert.deepEqual(await states(), { 'm-2': 'referred', 'p-2': 'asked' })
  await reply('p-2', 'accepted')
  await reply('m-2', 'accepted')
  assert.deepEqual(await states(), { 'm-2': 'accepted', 'p-2': 'accepted' })
})

test('asker and facilitators ask one more and take back; asking again changes nothing', async () => {
  const { as, path, put, states, reply, read } = await asked()
  await reply('m-2', 'passed')
  assert.equal((await put('m-1', 'asks/m-2')).status, 200)
  assert.equal((await put('m-f', 'asks/p-1')).status, 200)
  assert.equal((await put('p-2', 'asks/p-3')).status, 403)
  assert.deepEqual(await states(), { 'm-2': 'passed', 'p-1': 'asked' })
  assert.equal((await read()).item.asks[1]!.by?.id, 'm-f')
  for (const _ of [1, 2])
    assert.equal((await as('m-1')(`${path}/asks/m-2`, { method: 'DELETE' })).status, 204)
  assert.deepEqual(await states(), { 'p-1': 'asked' })
  assert.equal((await reply('m-2', 'accepted')).status, 403)
})

test('what waits for me is what I was asked and did not answer or pass', async () => {
  const { id, list, reply, answer } = await asked({ peers: ['m-2', 'p-1', 'p-2'] })
  for (const who of ['m-2', 'p-1', 'p-2']) assert.deepEqual(await list(who, 'asked=me'), [id])
  for (const who of ['m-1', 'm-f']) assert.deepEqual(await list(who, 'asked=me'), [])
  await reply('m-2', 'accepted')
  assert.deepEqual(await list('m-2', 'asked=me'), [id])
  await answer('m-2')
  await reply('p-1', 'passed')
  await reply('p-2', 'referred', 'p-3')
  for (const who of ['m-2', 'p-1', 'p-2']) assert.deepEqual(await list(who, 'asked=me'), [], who)
  assert.deepEqual(await list('p-3', 'asked=me'), [id])
})

test('a question that is hidden waits for nobody, is not replied to, and is asked of nobody more', async () => {
  const { as, id, list, reply, read, put } = await asked()
  const report = { on: { type: 'question', id }, reason: 'patient-data' }
  await as('p-1')('reports', { method: 'POST', body: report })
  assert.deepEqual(await list('m-2', 'asked=me'), [])
  assert.equal((await reply('m-2', 'accepted')).status, 404)
  for (const who of ['m-1', 'm-f']) {
    assert.equal((await read(who)).mine.mayAsk, false)
    assert.equal((await put(who, 'asks/p-2')).status, 403)
  }
})

test('only those whom it concerns hear of a reply', async () => {
  const { hearing, reply, put, answer } = await asked({ peers: ['m-2', 'p-1'] })
  const after = async (doing: Promise<unknown>) => {
    await doing
    return hearing()
  }
  assert.deepEqual(await after(reply('p-1', 'passed')), [['m-1', 'p-1']])
  assert.deepEqual(await after(reply('p-1', 'passed')), [])
  assert.deepEqual(await after(reply('m-2', 'accepted')), [['m-1', 'm-2', 'p-1']])
  assert.deepEqual(await after(put('m-f', 'asks/p-2')), [['m-1', 'm-2', 'm-f', 'p-1', 'p-2']])
  assert.deepEqual(await after(reply('p-2', 'referred', 'p-3')), [['m-1', 'p-2', 'p-3']])
  assert.deepEqual(await after(reply('p-2', 'passed')), [['m-1', 'p-2', 'p-3']])
  assert.deepEqual(await after(answer('m-2')), [undefined])
})

test('who does not reply within two days is silent: the asker hears of it, and who comes next', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const { as, storage, reply, states, list, id, read, put, hearing } = await asked({ peers: ['m-2', 'p-1'] })
  for (const [who, topic] of [
    ['m-2', 'dit'],
    ['p-2', 'dit kent'],
    ['p-3', 'kent'],
  ] as const)
    await as(who)('me', { method: 'PATCH', body: { topics: [topic] } })
  const hours = async (count: number) => {
    t.mock.timers.tick(count * 3_600_000)
    await hearing()
    await runDue(storage, { log: createLog('silent') })
    return hearing()
  }
  await reply('p-1', 'accepted')
  assert.deepEqual(await hours(limits.SILENT_HOURS - 1), [])
  assert.deepEqual(await hours(1), [['m-1']])
  assert.deepEqual(await states(), { 'm-2': 'silent', 'p-1': 'accepted' })
  assert.equal((await read()).mine.next, undefined)
  await reply('p-1', 'passed')
  const { next } = (await read()).mine
  assert.ok(next && ['p-2', 'p-3'].includes(next.member.id) && next.because.length > 0, JSON.stringify(next))
  assert.equal((await read('p-1')).mine.next, undefined)
  await put('m-1', `asks/${next.member.id}`)
  const other = (await read()).mine.next!.member.id
  assert.deepEqual([next.member.id, other].sort(), ['p-2', 'p-3'])
  assert.deepEqual(await list('m-2', 'asked=me'), [id])
  assert.equal((await reply('m-2', 'accepted')).status, 200)
  // Of whoever was asked meanwhile the asker hears in their turn.
  assert.deepEqual(await hours(1_000), [['m-1']])
  const { [next.member.id]: theirs, 'm-2': late } = await states()
  assert.deepEqual([theirs, late], ['silent', 'accepted'])
})

test('after four days without anybody the facilitators hear of it, once', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const { as, storage, hearing } = await asked({ peers: [] })
  await as('m-f')('me')
  t.mock.timers.tick(limits.UNHEARD_HOURS * 3_600_000)
  await hearing()
  for (const told of [[['m-f']], []]) {
    await runDue(storage, { log: createLog('silent') })
    assert.deepEqual(await hearing(), told)
  }
})

test('what is asked goes with its question', async () => {
  const { as, path, storage } = await asked()
  assert.equal((await as('m-1')(path, { method: 'DELETE' })).status, 204)
  assert.deepEqual(await storage.db.selectFrom('ask').selectAll().execute(), [])
})

test('what nobody took up in four days is on the list of the facilitators, and on theirs alone', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const { as, id, list, reply, answer } = await asked()
  const hours = (count: number) => t.mock.timers.tick(count * 3_600_000)
  const waiting = () => list('m-f', 'needs=facilitator')
  hours(limits.UNHEARD_HOURS - 1)
  assert.deepEqual(await waiting(), [])
  hours(1)
  assert.deepEqual(await waiting(), [id])
  await reply('m-2', 'accepted')
  assert.deepEqual(await waiting(), [])
  await reply('m-2', 'passed')
  assert.deepEqual(await waiting(), [id])
  await answer('p-1')
  assert.deepEqual(await waiting(), [])
  assert.equal((await as('m-1')('questions?needs=facilitator')).status, 403)
})

test('whoever took it up and left does not hold it back from others', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const { as, storage, id, list, reply, read } = await asked()
  await as('p-1')('me', { method: 'PATCH', body: { topics: ['kent'] } })
  await reply('m-2', 'accepted')
  t.mock.timers.tick(limits.UNHEARD_HOURS * 3_600_000)
  assert.deepEqual(await list('m-f', 'needs=facilitator'), [])
  assert.equal((await read()).mine.next, undefined)
  await storage.db.updateTable('member').set({ active: 0 }).where('id', '=', 'm-2').execute()
  assert.deepEqual(await list('m-f', 'needs=facilitator'), [id])
  assert.equal((await read()).mine.next?.member.id, 'p-1')
})

test('while a question is closed nobody more is asked it, by referring neither', async () => {
  const { put, reply, read, states } = await asked()
  await put('m-1', 'closed')
  assert.equal((await read()).mine.mayAsk, false)
  assert.equal((await reply('m-2', 'referred', 'p-1')).status, 409)
  assert.deepEqual(await states(), { 'm-2': 'asked' })
  assert.equal((await reply('m-2', 'passed')).status, 200)
})

test('nobody names more than five, one after the other', async () => {
  const { as, reply, read, storage } = await asked()
  const named = ['p-1', 'p-2', 'p-3', 'p-4', 'm-f', 'p-6']
  await storage.db
    .insertInto('member')
    .values({
      ...{
        community: 'zorg',
        id: 'p-6',
        subject: 'p-6',
        name: 'p-6',
        about: '',
        role: 'member',
        own: '["name"]',
      },
      ...{ joined: '2025-01-01T00:00:00.000Z', active: 1 },
    })
    .execute()
  const said: number[] = []
  for (const to of named) {
    said.push((await reply('m-2', 'referred', to)).status)
    await as(to)('me')
    await reply(to, 'accepted')
  }
  assert.deepEqual(said, [200, 200, 200, 200, 200, 409])
  assert.equal((await read()).item.asks.length, 1 + limits.ASKS_MAX)
  assert.equal((await reply('m-2', 'passed')).status, 200)
})
