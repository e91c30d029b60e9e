/** What the audit log tells of requests, and what it never tells. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { AuditPage } from '@vlinder/contract'
import { sql } from 'kysely'
import { parse } from 'valibot'
import { community, ISSUER } from '../testing.ts'
import { auditLines } from './queries.ts'
import { verify } from './verify.ts'

async function audited() {
  const { storage, as, ...rest } = await community()
  const lines = () => Array.fromAsync(auditLines(storage.db, 'zorg'))
  /** The lines that `work` adds, each as: who, did what, to which, with what result. */
  const told = async (work: () => unknown) => {
    const before = (await lines()).length
    await work()
    return (await lines())
      .slice(before)
      .map(({ role, actor, action, type, object, result }) => [
        role,
        actor,
        action,
        `${type} ${object}`,
        result,
      ])
  }
  // From here on nobody comes for the first time.
  for (const who of ['m-1', 'm-2', 'm-f']) await as(who)('me')
  return { storage, as, lines, told, ...rest }
}

test('a write is told with who, what, which and the result', async () => {
  const { as, told } = await audited()
  let id = ''
  const story = { kind: 'failure', title: 'a' }
  assert.deepEqual(
    await told(async () => {
      id = (
        (await (await as('m-1')('stories', { method: 'POST', body: story })).json()) as {
          item: { id: string }
        }
      ).item.id
    }),
    [['member', 'm-1', 'story:write', `story ${id}`, 'done']],
  )
  assert.deepEqual(await told(() => as('m-1')(`stories/${id}`, { method: 'PATCH', body: { title: 'b' } })), [
    ['member', 'm-1', 'story:change', `story ${id}`, 'done'],
  ])
  assert.deepEqual(await told(() => as('m-2')(`stories/${id}/reactions/thanks`, { method: 'PUT' })), [
    ['member', 'm-2', 'story:react', `story ${id}`, 'done'],
  ])
  assert.deepEqual(await told(() => as('m-2')(`stories/${id}`, { method: 'DELETE' })), [
    ['member', 'm-2', 'story:delete', `story ${id}`, 'forbidden'],
  ])
  assert.deepEqual(await told(() => as('m-f')(`stories/${id}`, { method: 'DELETE' })), [
    ['facilitator', 'm-f', 'story:delete', `story ${id}`, 'done'],
  ])
})

test('who is made inactive or active is told, by whom, and that they came nevertheless', async () => {
  const { as, told } = await audited()
  const set = (active: boolean) => ({ method: 'PATCH', body: { active } })
  assert.deepEqual(
    await told(async () => {
      await as('m-f')('members/m-1', set(false))
      await as('m-1')('stories')
      await as('operator')('members/m-1', set(true))
    }),
    [
      ['facilitator', 'm-f', 'member:deactivate', 'member m-1', 'done'],
      ['member', 'm-1', 'sign-in', 'member m-1', 'member-inactive'],
      ['operator', null, 'member:activate', 'member m-1', 'done'],
    ],
  )
})

test('who comes in for the first time and what role an issuer gives them is told', async () => {
  const { app, token, told } = await audited()
  const come = async (roles: string[]) =>
    app.request('/api/v1/communities/zorg/me', {
      headers: { authorization: `Bearer ${await token('new', { roles })}` },
    })
  let id = ''
  const lines = await told(async () => {
    id = ((await (await come([])).json()) as { item: { id: string } }).item.id
    await come(['team'])
    await come([])
  })
  assert.deepEqual(lines, [
    ['issuer', ISSUER, 'member:join', `member ${id}`, 'done'],
    ['issuer', ISSUER, 'member:become-facilitator', `member ${id}`, 'done'],
    ['issuer', ISSUER, 'member:become-member', `member ${id}`, 'done'],
  ])
})

test('what an issuer says of somebody is told with where they came from', async () => {
  const { app, token, lines } = await audited()
  const before = (await lines()).length
  for (const roles of [[], ['team']])
    await app.request(
      '/api/v1/communities/zorg/me',
      { headers: { authorization: `Bearer ${await token('new', { roles })}` } },
      { incoming: { socket: { remoteAddress: '192.0.2.7' } } },
    )
  assert.deepEqual(
    (await lines()).slice(before).map(({ action, address }) => [action, address]),
    [
      ['member:join', '192.0.2.7'],
      ['member:become-facilitator', '192.0.2.7'],
    ],
  )
})

test('a token that its issuer did not sign is told once, however often it comes within a minute', async () => {
  const { app, token, lines } = await audited()
  const forged = `${(await token('m-1')).slice(0, -8)}AAAAAAAA`
  const before = (await lines()).length
  for (let i = 0; i < 25; i++)
    await app.request('/api/v1/communities/zorg/me', { headers: { authorization: `Bearer ${forged}` } })
  assert.deepEqual(
    (await lines())
      .slice(before)
      .map(({ role, action, object, result, times }) => [role, action, object, result, times]),
    [
      ['nobody', 'sign-in', ISSUER, 'token-invalid', 1],
      ['nobody', 'sign-in', ISSUER, 'token-invalid', 10],
    ],
  )
})

test("a token of nobody's, none at all, and what is refused for another reason leave no line", async () => {
  const { app, as, token, told } = await audited()
  const ask = async (headers: Record<string, string>) =>
    app.request('/api/v1/communities/zorg/me', { headers })
  assert.deepEqual(
    await told(async () => {
      await ask({})
      await ask({ authorization: 'Bearer a.b.c' })
      await ask({ authorization: `Bearer ${await token('m-1', { iss: 'https://elsewhere.example' })}` })
      await as('m-1')('stories/nothing', { method: 'DELETE' })
      await as('m-1')('stories', { method: 'POST', body: { title: 1 } })
    }),
    [],
  )
})

test('reading leaves no line, but reading the audit log does', async () => {
  const { as, told } = await audited()
  assert.deepEqual(
    await told(async () => {
      for (const path of ['me', 'members', 'stories', 'questions', 'members/m-2']) await as('m-1')(path)
      await as('m-1')('suggestions', { method: 'POST', body: { text: 'a' } })
    }),
    [],
  )
  assert.deepEqual(
    await told(async () => {
      await as('m-f')('audit')
      await as('operator')('audit')
      await as('m-1')('audit')
    }),
    [
      ['facilitator', 'm-f', 'audit:read', 'audit null', 'done'],
      ['operator', null, 'audit:read', 'audit null', 'done'],
      ['member', 'm-1', 'audit:read', 'audit null', 'forbidden'],
    ],
  )
})

test('a write that fails leaves no line, and a line that cannot be written undoes the write', async () => {
  const { as, storage, told } = await audited()
  const story = { method: 'POST', body: { kind: 'failure', title: 'a' } }
  await sql`create trigger full before insert on audit begin select raise(abort, 'full'); end`.execute(
    storage.db,
  )
  assert.equal((await as('m-1')('stories', story)).status, 500)
  assert.deepEqual(await storage.db.selectFrom('story').select('id').execute(), [])
  await sql`drop trigger full`.execute(storage.db)
  await sql`create trigger full before insert on story begin select raise(abort, 'full'); end`.execute(
    storage.db,
  )
  assert.deepEqual(await told(() => as('m-1')('stories', story)), [])
})

test('no name, text, token, subject or query string ever stands in the log', async () => {
  const { app, as, token, lines } = await audited()
  const SECRET = 'zeldzaam'
  await as('m-1')(`stories?x=${SECRET}`, {
    method: 'POST',
    body: { kind: 'failure', title: SECRET, body: SECRET },
  })
  await as('m-1')('me', {
    method: 'PATCH',
    body: { name: `Anna ${SECRET}`, about: SECRET, topics: [SECRET] },
  })
  await as('m-1')(`members/${encodeURIComponent(`${SECRET} is een naam`)}`, {
    method: 'PATCH',
    body: { active: false },
  })
  const secret = await token(SECRET, { name: `Bram ${SECRET}`, email: `${SECRET}@zorg.nl` })
  await app.request('/api/v1/communities/zorg/me', { headers: { authorization: `Bearer ${secret}` } })
  const all = JSON.stringify(await lines())
  assert.ok(!all.includes(SECRET) && !all.includes('Marieke') && !all.includes(secret.split('.')[2]!))
})

test('the database lets no line be changed, deleted, replaced or put in between', async () => {
  const { storage, lines } = await audited()
  const before = await lines()
  const tries = [
    sql`update audit set actor = 'm-9' where n = 1`,
    sql`delete from audit where n = 1`,
    sql`delete from audit`,
    sql`insert or replace into audit select * from audit where n = 1`,
    sql`insert into audit select community, n + 100, at, role, actor, action, type, object, address, result, times, hash, hash from audit where n = 1`,
    sql`insert into audit select community, (select max(n) + 1 from audit), at, role, actor, action, type, object, address, result, times, previous, hash from audit where n = 1`,
  ]
  for (const attempt of tries) await assert.rejects(attempt.execute(storage.db), /audit log/)
  assert.deepEqual(await lines(), before)
})

test('the log is read in pages, newest first, each line whole, so that who reads it can verify it', async () => {
  const { as } = await audited()
  const page = async (query: string) => {
    const res = await as('m-f')(`audit?${query}`)
    assert.equal(res.status, 200)
    return parse(AuditPage, await res.json())
  }
  const first = await page('limit=2')
  const second = await page(`limit=100&cursor=${first.next}`)
  const lines = [...first.items, ...second.items].map(({ id: _, ...line }) => line).reverse()
  assert.equal(first.items.length, 2)
  assert.deepEqual(
    lines.map(({ n }) => n),
    lines.map((_, i) => i + 1),
  )
  const verdict = await verify(lines as never)
  assert.ok(verdict.holds)
  assert.equal((await as('m-f')('audit?cursor=x')).status, 400)
})

test('each community has a log of its own', async () => {
  const { as, lines } = await audited()
  await as('m-f', 'elders')('me')
  const page = parse(AuditPage, await (await as('m-f', 'elders')('audit')).json())
  assert.deepEqual(
    page.items.map(({ n, community }) => [n, community]),
    [
      [3, 'elders'],
      [2, 'elders'],
      [1, 'elders'],
    ],
  )
  assert.ok((await lines()).every(({ community }) => community === 'zorg'))
})

test('a line says which address the request came from, refused or not', async () => {
  const { app, token, lines } = await audited()
  const ask = async (subject: string, method: string, path: string, remoteAddress: string) =>
    app.request(
      `/api/v1/communities/zorg/${path}`,
      {
        method,
        headers: { authorization: `Bearer ${await token(subject)}`, 'content-type': 'application/json' },
        body: path === 'me' ? '{}' : '{"active":false}',
      },
      { incoming: { socket: { remoteAddress } } },
    )
  await ask('m-1', 'PATCH', 'me', '192.0.2.7')
  await ask('new', 'PATCH', 'me', '2001:db8::7')
  await ask('m-1', 'PATCH', 'members/m-2', '192.0.2.8')
  const last = (await lines()).slice(-4).map(({ action, address }) => [action, address])
  assert.deepEqual(last, [
    ['member:change', '192.0.2.7'],
    ['member:join', '2001:db8::7'],
    ['member:change', '2001:db8::7'],
    ['member:deactivate', '192.0.2.8'],
  ])
})

test('a post that is refused for want of a photo is told', async () => {
  const { as, told, storage } = await audited()
  await storage.db.updateTable('community').set({ photoBeforePost: 1 }).execute()
  const story = { kind: 'failure', title: 'a' }
  assert.deepEqual(await told(() => as('m-1')('stories', { method: 'POST', body: story })), [
    ['member', 'm-1', 'story:write', 'story null', 'photo-required'],
  ])
})

test('asking for the head of the log is told once, as reading it is', async () => {
  const { as, told } = await audited()
  assert.deepEqual(await told(() => as('m-f')('audit', { method: 'HEAD' })), [
    ['facilitator', 'm-f', 'audit:read', 'audit null', 'done'],
  ])
})
