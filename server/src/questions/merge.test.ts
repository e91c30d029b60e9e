import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import test from 'node:test'
import { serve } from '@hono/node-server'
import {
  AnswerPage,
  Me,
  problemType,
  QuestionCommentPage,
  QuestionOne,
  QuestionPage,
  Suggestions,
} from '@vlinder/contract'
import { parse } from 'valibot'
import { changesAfter } from '../live/changes.ts'
import { community, ORIGIN } from '../testing.ts'

/** As much of an answer as is looked at without its schema. */
interface Body {
  type?: string
  item: { id: string }
}

/** Three questions of m-1, m-2 and m-f, the first two with an answer and a comment. */
async function three() {
  const here = await community()
  const { as } = here
  const send = async (subject: string, method: string, path: string, body?: object) => {
    const res = await as(subject)(path, { method, ...(body && { body }) })
    return {
      status: res.status,
      location: res.headers.get('location'),
      body: res.status === 308 ? undefined : ((await res.json()) as Body),
    }
  }
  const make = async (subject: string, path: string, body: object) =>
    (await send(subject, 'POST', path, body)).body!.item.id
  const a = await make('m-1', 'questions', { title: 'Tillift piept', body: 'Elke nacht.' })
  const b = await make('m-2', 'questions', { title: 'Geluid van de tillift' })
  const c = await make('m-f', 'questions', { title: 'Lawaai op de kamer' })
  const inA = await make('m-2', `questions/${a}/answers`, { body: 'Accu eruit.' })
  const inB = await make('m-f', `questions/${b}/answers`, { body: 'Smeren.' })
  const remark = await make('m-f', `questions/${a}/comments`, { body: 'Welk merk?' })
  const merge = (from: string, into: string, subject = 'm-f') =>
    send(subject, 'PUT', `questions/${from}/merged`, { into })
  const undo = (id: string) => send('m-f', 'DELETE', `questions/${id}/merged`)
  const question = async (id: string) =>
    parse(QuestionOne, (await send('m-2', 'GET', `questions/${id}`)).body).item
  const answers = async (id: string) =>
    parse(AnswerPage, (await send('m-2', 'GET', `questions/${id}/answers`)).body).items.map((one) => one.id)
  const comments = async (id: string) =>
    parse(QuestionCommentPage, (await send('m-2', 'GET', `questions/${id}/comments`)).body).items.map(
      (one) => one.id,
    )
  const list = async () =>
    parse(QuestionPage, (await send('m-2', 'GET', 'questions')).body).items.map(({ id }) => id)
  return { ...here, send, a, b, c, inA, inB, remark, merge, undo, question, answers, comments, list }
}

test('what stood under a question stands under the one that it was merged into, and comes back when that is undone', async () => {
  const { a, b, c, inA, inB, remark, merge, undo, question, answers, comments, list, send } = await three()
  const before = [await question(a), await question(b)]
  const merged = parse(QuestionOne, (await merge(a, b)).body)
  assert.deepEqual([merged.item.id, merged.item.answers], [b, 2])
  assert.deepEqual(
    merged.item.merged?.map((one) => [one.id, one.title, one.author.id]),
    [[a, 'Tillift piept', 'm-1']],
  )
  assert.deepEqual((await answers(b)).sort(), [inA, inB].sort())
  assert.deepEqual(await comments(b), [remark])
  assert.deepEqual(await list(), [c, b])
  const { questions } = parse(
    Suggestions,
    (await send('m-f', 'POST', 'suggestions', { text: 'tillift piept accu' })).body,
  )
  assert.deepEqual(
    questions.map((one) => one.question.id),
    [b],
  )
  await undo(a)
  await undo(a)
  assert.deepEqual([await question(a), await question(b)], before)
  assert.deepEqual([await answers(a), await answers(b), await comments(a)], [[inA], [inB], [remark]])
  assert.deepEqual(await list(), [c, b, a])
})

test('the address of a merged question leads to where it is, and so do those below it; what is written there goes there', async () => {
  const { a, b, c, merge, send, answers } = await three()
  await merge(a, b)
  await merge(b, c)
  for (const [path, location] of [
    ['', c],
    ['/answers?limit=2', `../${c}/answers?limit=2`],
    ['/comments', `../${c}/comments`],
  ])
    assert.deepEqual(
      [
        (await send('m-1', 'GET', `questions/${a}${path}`)).status,
        (await send('m-1', 'GET', `questions/${a}${path}`)).location,
      ],
      [308, location],
    )
  const late = await send('m-f', 'POST', `questions/${a}/answers`, { body: 'Te laat' })
  assert.equal(late.status, 201)
  assert.ok((await answers(c)).includes(late.body!.item.id))
  const change = await send('m-1', 'PATCH', `questions/${a}`, { title: 'Anders' })
  assert.deepEqual([change.status, change.body?.type], [409, problemType('conflict')])
})

test('a question in the middle comes back with all that went up in it', async () => {
  const { a, b, c, inA, inB, merge, undo, answers } = await three()
  await merge(a, b)
  await merge(b, c)
  await undo(b)
  assert.deepEqual([(await answers(b)).sort(), await answers(c)], [[inA, inB].sort(), []])
  await undo(a)
  assert.deepEqual([await answers(a), await answers(b)], [[inA], [inB]])
})

test('a question is merged into another one that is there, open and readable, by a facilitator', async () => {
  const { a, b, storage, merge, undo, as, send } = await three()
  assert.equal((await merge(a, b, 'm-1')).status, 403)
  assert.equal((await merge(a, a)).status, 400)
  assert.equal((await merge(a, 'nothing')).status, 400)
  assert.equal((await merge('nothing', a)).status, 404)
  const elders = await as('m-1', 'elders')('questions', { method: 'POST', body: { title: 'Elders' } })
  assert.equal((await merge(a, ((await elders.json()) as Body).item.id)).status, 400)
  await send('m-f', 'PUT', `questions/${b}/closed`)
  assert.equal((await merge(a, b)).status, 409)
  await send('m-f', 'DELETE', `questions/${b}/closed`)
  await storage.db.updateTable('question').set({ hidden: 1 }).where('id', '=', b).execute()
  assert.equal((await merge(a, b)).status, 409)
  assert.equal((await merge(b, a)).status, 409)
  await storage.db.updateTable('question').set({ hidden: 0 }).execute()
  await merge(a, b)
  assert.equal((await merge(a, b)).status, 200)
  assert.equal((await merge(b, a)).status, 400)
  await undo(a)
  assert.equal((await merge(b, a)).status, 200)
})

test('deleting a question gives back what went up in it; deleting what went up leaves the answers', async () => {
  const { a, b, c, inA, inB, merge, answers, as, list } = await three()
  await merge(a, b)
  assert.equal((await as('m-2')(`questions/${b}`, { method: 'DELETE' })).status, 204)
  assert.deepEqual([await list(), await answers(a)], [[c, a], [inA]])
  await merge(a, c)
  assert.equal((await as('m-1')(`questions/${a}`, { method: 'DELETE' })).status, 204)
  assert.equal((await as('m-1')(`questions/${a}`)).status, 404)
  assert.deepEqual(await answers(c), [inA])
  assert.notEqual(inA, inB)
})

test('who was asked replies where the question went, and is not taken back where it was', async () => {
  const { a, c, send, merge, undo, storage, as } = await three()
  const { item } = parse(Me, await (await as('p-1')('me')).json())
  await send('m-1', 'PUT', `questions/${a}/asks/${item.id}`)
  await merge(a, c)
  assert.equal((await send('p-1', 'PUT', `questions/${a}/reply`, { state: 'accepted' })).status, 200)
  assert.equal((await send('m-1', 'DELETE', `questions/${a}/asks/${item.id}`)).status, 409)
  const asked = () => storage.db.selectFrom('ask').select(['question', 'member', 'state']).execute()
  assert.deepEqual(await asked(), [{ question: c, member: item.id, state: 'accepted' }])
  await undo(a)
  assert.deepEqual(await asked(), [{ question: a, member: item.id, state: 'accepted' }])
})

test('who was asked comes back from halfway, too', async () => {
  const { a, b, c, send, merge, undo, storage, as } = await three()
  const { item } = parse(Me, await (await as('p-1')('me')).json())
  await send('m-1', 'PUT', `questions/${a}/asks/${item.id}`)
  await send('m-f', 'PUT', `questions/${c}/asks/${item.id}`)
  await merge(a, b)
  await merge(b, c)
  await undo(a)
  await undo(b)
  const asked = await storage.db.selectFrom('ask').select('question').execute()
  assert.deepEqual(asked.map(({ question }) => question).sort(), [a, c].sort())
})

test('open pages hear of what comes back when a question is deleted', async () => {
  const { a, b, merge, as, storage } = await three()
  await merge(a, b)
  const { n } = await changesAfter(storage.db, 'zorg')
  await as('m-2')(`questions/${b}`, { method: 'DELETE' })
  const { changes } = await changesAfter(storage.db, 'zorg', n)
  assert.deepEqual(
    changes.filter(({ type }) => type === 'question').map(({ id, action }) => [id, action]),
    [
      [a, 'created'],
      [b, 'deleted'],
    ],
  )
})

test('who was asked one question was asked the other, and is not asked twice', async () => {
  const { a, b, storage, merge, undo } = await three()
  const ask = (question: string, member: string) =>
    storage.db
      .insertInto('ask')
      .values({ community: 'zorg', question, member, askedBy: 'm-1', at: '2026-01-01', state: 'asked' })
      .execute()
  await ask(a, 'm-f')
  await ask(b, 'm-f')
  await ask(a, 'm-2')
  const asked = () =>
    storage.db
      .selectFrom('ask')
      .select(['question', 'member'])
      .orderBy('question')
      .orderBy('member')
      .execute()
  const before = await asked()
  await merge(a, b)
  // m-2 asked the other one themselves.
  assert.deepEqual(await asked(), before)
  await undo(a)
  assert.deepEqual(await asked(), before)
})

test('a browser that follows the address gets the other question, with the token that it sent', async () => {
  const { app, token, a, b, merge } = await three()
  await merge(a, b)
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  try {
    if (!server.listening) await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const res = await fetch(`http://127.0.0.1:${port}/api/v1/communities/zorg/questions/${a}`, {
      headers: { authorization: `Bearer ${await token('m-1')}`, origin: ORIGIN },
    })
    assert.equal(res.headers.get('access-control-allow-origin'), ORIGIN)
    assert.equal(parse(QuestionOne, await res.json()).item.id, b)
  } finally {
    server.close()
  }
})
