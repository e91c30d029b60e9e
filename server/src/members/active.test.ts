/** Leavers: who may refuse somebody from now on, and what they notice. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { MemberChanged, MemberOne, type Problem, problemName } from '@vlinder/contract'
import { parse } from 'valibot'
import { createApp } from '../app.ts'
import { createLog } from '../serve.ts'
import { AUDIENCE, community, OPERATOR_KEY } from '../testing.ts'

const setActive = (active: unknown) => ({ method: 'PATCH', body: { active } })
const problem = async (res: Response) => problemName(((await res.json()) as Problem).type)

for (const who of ['m-f', 'operator']) {
  test(`somebody whom ${who} makes inactive is refused on the next request, until ${who} lets them in again`, async () => {
    const { as } = await community()
    await as('m-f')('me')
    assert.equal((await as('m-1')('me')).status, 200)
    const res = await as(who)('members/m-1', setActive(false))
    assert.equal(res.status, 200)
    assert.deepEqual(parse(MemberChanged, await res.json()), { item: { id: 'm-1', active: false } })
    const refused = await as('m-1')('me')
    assert.deepEqual([refused.status, await problem(refused)], [403, 'member-inactive'])
    assert.equal((await as(who)('members/m-1', setActive(true))).status, 200)
    assert.equal((await as('m-1')('me')).status, 200)
  })
}

test('a member can make nobody inactive, not even themselves, and is not told who is there', async () => {
  const { as } = await community()
  for (const id of ['m-1', 'm-2', 'nobody'])
    for (const active of [true, false]) {
      const res = await as('m-1')(`members/${id}`, setActive(active))
      assert.deepEqual([res.status, await problem(res)], [403, 'forbidden'])
    }
  assert.equal((await as('m-2')('me')).status, 200)
})

test('a facilitator cannot make themselves inactive: one stays', async () => {
  const { as } = await community()
  await as('m-f')('me')
  assert.equal((await as('m-f')('members/m-f', setActive(false))).status, 403)
  assert.equal((await as('m-f')('me')).status, 200)
  assert.equal((await as('operator')('members/m-f', setActive(false))).status, 200)
  assert.equal((await as('m-f')('me')).status, 403)
})

test('of two facilitators who make each other inactive at the same moment, one stays', async () => {
  const { app, token } = await community()
  const facilitators = [await token('m-f'), await token('m-1', { roles: ['team'] })]
  const ask = (token: string | undefined, path: string, init: RequestInit = {}) =>
    app.request(`/api/v1/communities/zorg/${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    })
  for (const one of facilitators) await ask(one, 'me')
  const refusing = { method: 'PATCH', body: '{"active":false}' }
  const answers = await Promise.all([
    ask(facilitators[0], 'members/m-1', refusing),
    ask(facilitators[1], 'members/m-f', refusing),
  ])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 403])
  const left = await Promise.all(facilitators.map((one) => ask(one, 'me')))
  assert.deepEqual(left.map(({ status }) => status).sort(), [200, 403])
})

test('a facilitator of one community changes nobody in another', async () => {
  const { as, storage } = await community()
  await storage.db
    .insertInto('member')
    .values({
      community: 'elders',
      id: 'only-there',
      name: 'Anna Blom',
      about: '',
      joined: '2025-01-01T00:00:00.000Z',
      active: 1,
      role: 'member',
      own: '[]',
    })
    .execute()
  assert.equal((await as('m-f')('members/only-there', setActive(false))).status, 404)
  assert.equal((await as('m-f')('members/m-1', setActive(false))).status, 200)
  assert.equal((await as('m-1', 'elders')('me')).status, 200)
})

test('who may make somebody inactive is told so beside each member', async () => {
  const { as } = await community()
  const may = async (who: string, id: string) =>
    parse(MemberOne, await (await as(who)(`members/${id}`)).json()).mine.mayDeactivate
  assert.deepEqual(
    [await may('m-f', 'm-1'), await may('m-f', 'm-f'), await may('m-1', 'm-2'), await may('m-1', 'm-1')],
    [true, false, false, false],
  )
})

test('a change that is not a yes or no is refused by its field', async () => {
  const { as } = await community()
  for (const body of [{}, { active: 1 }, { active: null }, { active: 'false' }, { active: false, name: 'x' }])
    assert.equal(
      (await as('m-f')('members/m-1', { method: 'PATCH', body })).status,
      400,
      JSON.stringify(body),
    )
  assert.equal((await as('m-1')('me')).status, 200)
})

test("the operator's key is for members alone: it reads nothing that anybody shared", async () => {
  const { as } = await community()
  for (const path of ['/api/v1/communities/zorg', 'me', 'members', 'members/m-1', 'stories', 'questions'])
    assert.equal((await as('operator')(path)).status, 403, path)
  const story = { kind: 'failure', title: 'a' }
  assert.equal((await as('operator')('stories', { method: 'POST', body: story })).status, 403)
})

test("a key that is almost the operator's is no key, and without one set there is none", async () => {
  const { app, storage } = await community()
  const without = createApp({ storage, config: { publicUrl: AUDIENCE }, log: createLog('silent') })
  const ask = async (on: typeof app, key: string) =>
    (
      await on.request('/api/v1/communities/zorg/members/m-1', {
        method: 'PATCH',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: '{"active":false}',
      })
    ).status
  const almost = [OPERATOR_KEY.slice(1), `${OPERATOR_KEY}0`, OPERATOR_KEY.toUpperCase(), 'undefined']
  for (const key of almost) assert.equal(await ask(app, key), 401, key)
  assert.equal(await ask(without, OPERATOR_KEY), 401)
  assert.equal(await ask(without, 'undefined'), 401)
  assert.equal(await ask(app, OPERATOR_KEY), 200)
})
