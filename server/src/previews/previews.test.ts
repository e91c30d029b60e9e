/** Who reads a story before it is published, what they say about it, and that nobody else ever hears of either. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { limits, type PreviewOne, type Previews, type Problem, problemName } from '@vlinder/contract'
import { exported } from '../export/export.ts'
import { setActive } from '../members/active.ts'
import { community } from '../testing.ts'
import { forgetPreviews } from './queries.ts'

const SECRET = 'Zonnehoed'
const words = {
  kind: 'failure',
  title: `${SECRET} in de doos`,
  lesson: 'Laat hen meekiezen.',
  topics: ['medicatie'],
}

const one = async (res: Response | Promise<Response>) => (await (await res).json()) as PreviewOne
const problem = async (res: Response | Promise<Response>) => {
  const given = await res
  const { type } = (await given.json()) as Problem
  return `${given.status} ${problemName(type)}`
}

/** `m-1` lets `m-2` read a story. */
async function shown({ peers = ['m-2'] } = {}) {
  const world = await community()
  const { as, storage } = world
  // A third member, who is asked nothing.
  await as('m-3')('me')
  const { id: third } = await storage.db
    .selectFrom('identity')
    .select('member as id')
    .where('subject', '=', 'm-3')
    .executeTakeFirstOrThrow()
  const { item } = await one(as('m-1')('previews', { method: 'POST', body: { story: words, peers } }))
  const at = `previews/${item.id}`
  return {
    ...world,
    id: item.id,
    third,
    author: as('m-1'),
    peer: as('m-2'),
    at,
    say: (who: string, body = `Over ${SECRET}: wie besloot?`, revision = 1) =>
      as(who)(`${at}/comments`, { method: 'POST', body: { body, revision } }),
    answer: (who: string, state: string, revision = 1) =>
      as(who)(`${at}/answer`, { method: 'PUT', body: { state, revision } }),
    change: (title: string, after: number) =>
      as('m-1')(`${at}/story`, { method: 'PUT', body: { story: { ...words, title }, after } }),
    setPeers: (peers: string[]) => as('m-1')(`${at}/peers`, { method: 'PUT', body: { peers } }),
    publish: (revision: number, key: string = crypto.randomUUID()) =>
      as('m-1')('stories', {
        method: 'POST',
        body: { ...words, preview: { id: item.id, revision } },
        headers: { 'idempotency-key': key },
      }),
    listed: async (who: string) => ((await (await as(who)('previews')).json()) as Previews).items.length,
    remove: (member: string) =>
      storage.transaction((db) => setActive(db, { community: 'zorg', id: member, active: false })),
  }
}

type World = Awaited<ReturnType<typeof shown>>

/** Everybody who may try, and by which token. */
const ASKERS: [name: string, subject: string, community: string][] = [
  ['author', 'm-1', 'zorg'],
  ['peer', 'm-2', 'zorg'],
  ['other member', 'm-3', 'zorg'],
  ['facilitator', 'm-f', 'zorg'],
  ['operator', 'operator', 'zorg'],
  ['namesake elsewhere', 'm-1', 'elders'],
]
/** One after the other: what the first of them removes, the next does not find. */
async function statuses(ask: (as: ReturnType<World['as']>) => Promise<Response>, as: World['as']) {
  const answers: Record<string, number> = {}
  for (const [name, who, where] of ASKERS) answers[name] = (await ask(as(who, where))).status
  return answers
}
const nobody = { 'other member': 404, facilitator: 404, operator: 403, 'namesake elsewhere': 404 }

test('only its author and the peers who were asked can do anything with it', async () => {
  const { as, at, say } = await shown()
  const said = (await one(say('m-2'))).mine.said[0]
  const put = (path: string, body: object) => (ask: ReturnType<World['as']>) =>
    ask(`${at}/${path}`, { method: 'PUT', body })
  const table: [
    what: string,
    ask: (ask: ReturnType<World['as']>) => Promise<Response>,
    author: number,
    peer: number,
  ][] = [
    ['read', (ask) => ask(at), 200, 200],
    ['change', put('story', { story: words, after: 1 }), 200, 403],
    ['choose peers', put('peers', { peers: ['m-2'] }), 200, 403],
    ['answer', put('answer', { state: 'read', revision: 1 }), 403, 204],
    [
      'comment',
      (ask) => ask(`${at}/comments`, { method: 'POST', body: { body: 'a', revision: 1 } }),
      201,
      201,
    ],
    ['remove what the peer said', (ask) => ask(`${at}/comments/${said}`, { method: 'DELETE' }), 403, 204],
    ['throw away', (ask) => ask(at, { method: 'DELETE' }), 204, 404],
  ]
  for (const [what, ask, author, peer] of table) {
    const { author: byAuthor, ...others } = await statuses(ask, as)
    assert.deepEqual({ what, author: byAuthor, ...others }, { what, author, peer, ...nobody })
  }
})

test('nothing that anybody else can ask for shows it, before or after its words are commented on', async () => {
  const { as, id, say, storage, third } = await shown()
  await say('m-2')
  const paths = [
    'stories',
    'stories?sort=latest',
    'stories?author=m-1',
    'stories?topic=medicatie',
    'questions',
    'previews',
    'drafts',
    'members',
    'members/m-1',
    'changes',
    'audit',
    'reports',
    '',
    `stories/${id}`,
    `stories/${id}/comments`,
    `stories/${id}/related`,
    `stories/${id}/revisions`,
    `previews/${id}`,
    `comments/${id}/revisions`,
  ]
  for (const who of ['m-3', 'm-f', 'operator']) {
    for (const path of paths) {
      const text = await (await as(who)(path)).text()
      assert.ok(!text.includes(SECRET) && !text.includes(id), `${who} ${path}: ${text}`)
    }
    const suggested = await as(who)('suggestions', {
      method: 'POST',
      body: { text: `${SECRET} doos medicatie` },
    })
    assert.ok(!(await suggested.text()).includes(id))
    for (const [method, path] of [
      ['PUT', `stories/${id}/read`],
      ['PUT', `stories/${id}/reactions/thanks`],
    ] as const)
      assert.ok([403, 404].includes((await as(who)(path, { method })).status))
  }
  // Nor does a peer count as a reader, or react.
  for (const path of [`stories/${id}/read`, `stories/${id}/reactions/thanks`])
    assert.equal((await as('m-2')(path, { method: 'PUT' })).status, 404)
  const shared = (await (await as('m-3')('members/m-1')).json()) as { item: { shared: { stories: number } } }
  assert.equal(shared.item.shared.stories, 0)
  const lines = JSON.stringify(await Array.fromAsync(exported(storage.db, 'zorg')))
  assert.ok(!lines.includes(SECRET) && !lines.includes(id))
  assert.ok(lines.includes(third))
})

test('its author sees how far each peer has come, a peer what has changed since they read', async () => {
  const { author, peer, at, answer, change, say } = await shown({ peers: ['m-2', 'm-f'] })
  const peers = async () =>
    (await one(author(at))).mine.peers!.map(({ member, state, changed, comments }) => [
      member.id,
      state,
      changed,
      comments,
    ])
  assert.deepEqual(await peers(), [
    ['m-f', 'asked', false, 0],
    ['m-2', 'asked', false, 0],
  ])
  await answer('m-2', 'read')
  await change('Een andere titel', 1)
  assert.deepEqual(await peers(), [
    ['m-f', 'asked', false, 0],
    ['m-2', 'read', true, 0],
  ])
  const read = await one(peer(at))
  assert.deepEqual(
    [read.item.title, read.item.revision, read.mine.changed, read.mine.peers, read.mine.source],
    ['Een andere titel', 2, true, undefined, undefined],
  )
  await say('m-2', 'Nu wel', 2)
  assert.deepEqual(await peers(), [
    ['m-f', 'asked', false, 0],
    ['m-2', 'read', false, 1],
  ])
  assert.equal((await one(peer(at))).mine.changed, false)
})

test('who says no, is taken off, leaves or comes back later reads it no more, and is the author told', async () => {
  const ends: Record<string, (world: World) => Promise<unknown>> = {
    declined: ({ answer }) => answer('m-2', 'declined'),
    left: async ({ remove, storage, peer, at }) => {
      await remove('m-2')
      assert.equal((await peer(at)).status, 403)
      await storage.transaction((db) => setActive(db, { community: 'zorg', id: 'm-2', active: true }))
    },
  }
  for (const [state, end] of Object.entries(ends)) {
    const world = await shown()
    assert.equal(await world.listed('m-2'), 1)
    await end(world)
    assert.deepEqual([(await world.peer(world.at)).status, await world.listed('m-2')], [404, 0], state)
    const { item, mine } = await one(world.author(world.at))
    assert.deepEqual([item.peers, mine.peers!.map((peer) => peer.state)], [[], [state]])
    // Asked once more, they can.
    await world.setPeers(['m-2'])
    assert.equal((await world.peer(world.at)).status, 200)
  }
  const world = await shown()
  await world.say('m-2')
  assert.equal((await one(world.setPeers([]))).item.comments, 1)
  assert.deepEqual([(await world.peer(world.at)).status, await world.listed('m-1')], [404, 1])
})

test('of an author who left nobody reads what they never said', async () => {
  const { peer, at, remove, listed } = await shown()
  await remove('m-1')
  assert.deepEqual([(await peer(at)).status, await listed('m-2')], [404, 0])
})

test('one to three other active members can be asked', async () => {
  const { as, remove } = await shown()
  await remove('m-f')
  const ask = (peers: unknown) => as('m-1')('previews', { method: 'POST', body: { story: words, peers } })
  for (const [peers, path] of [
    [[], 'body.peers'],
    [['a', 'b', 'c', 'd'], 'body.peers'],
    [['m-2', 'm-1'], 'body.peers.1'],
    [['m-f'], 'body.peers.0'],
    [['nobody'], 'body.peers.0'],
  ] as const) {
    const res = await ask(peers)
    assert.equal(res.status, 400)
    assert.equal(((await res.json()) as Problem).errors?.[0]?.path, path)
  }
  const strange = { story: { ...words, patterns: ['nothing'] }, peers: ['m-2'] }
  assert.equal((await as('m-1')('previews', { method: 'POST', body: strange })).status, 400)
})

test('its author finds again whether they may be called about it; peers are told nothing of that', async () => {
  const { as } = await community()
  const body = { story: { ...words, contact: false }, peers: ['m-2'] }
  const { item, mine } = await one(as('m-1')('previews', { method: 'POST', body }))
  assert.equal(mine.source?.contact, false)
  const { contact: _, ...unsaid } = body.story
  const said = await one(
    as('m-1')(`previews/${item.id}/story`, { method: 'PUT', body: { story: unsaid, after: 1 } }),
  )
  assert.ok(said.mine.source && !('contact' in said.mine.source))
  const peer = await as('m-2')(`previews/${item.id}`)
  assert.equal(peer.status, 200)
  assert.ok(!(await peer.text()).includes('contact'))
})

test('asked twice with one key it is there once', async () => {
  const { as, listed } = await shown()
  const again = (title: string) =>
    as('m-1')('previews', {
      method: 'POST',
      body: { story: { ...words, title }, peers: ['m-2'] },
      headers: { 'idempotency-key': 'k' },
    })
  assert.equal((await one(again('a'))).item.id, (await one(again('a'))).item.id)
  assert.equal(await problem(again('b')), '422 idempotency-key-reused')
  assert.equal(await listed('m-1'), 2)
})

test('a comment that is sent twice is there once, and one revision that never was is refused', async () => {
  const { as, at, say } = await shown()
  const again = () =>
    as('m-2')(`${at}/comments`, {
      method: 'POST',
      body: { body: 'Ja', revision: 1 },
      headers: { 'idempotency-key': 'k' },
    })
  await again()
  assert.equal((await one(again())).item.comments, 1)
  assert.equal(await problem(say('m-2', 'Nee', 2)), '400 invalid')
})

test('of two pages that change it, the second is told, and the same words make no new revision', async () => {
  const { change, author, at } = await shown()
  assert.equal((await one(change('Eerst', 1))).item.revision, 2)
  assert.equal((await one(change('Eerst', 1))).item.revision, 2)
  assert.equal(await problem(change('Die pagina', 1)), '409 conflict')
  assert.equal((await one(author(at))).item.title, 'Eerst')
})

test('published is what its author looked at, once; a newer one of another page is a conflict', async () => {
  const { as, change, publish, listed } = await shown()
  await change('Van een andere pagina', 1)
  assert.equal(await problem(publish(1)), '409 conflict')
  const stories = async () =>
    ((await (await as('m-3')('stories')).json()) as { items: object[] }).items.length
  assert.equal(await stories(), 0)
  const [first, second] = [await publish(2, 'k'), await publish(2, 'k')]
  assert.deepEqual([first.status, second.status, await stories()], [201, 201, 1])
  // With another key it is another try to publish the same preview.
  assert.equal(await problem(publish(2)), '409 conflict')
  assert.equal(await listed('m-1'), 1)
})

test('nobody publishes, or names, the preview of somebody else', async () => {
  const { as, id } = await shown()
  const body = { ...words, preview: { id, revision: 1 } }
  const tries = ['m-2', 'm-3', 'm-f'].map((who) => problem(as(who)('stories', { method: 'POST', body })))
  assert.deepEqual(await Promise.all(tries), ['403 forbidden', '404 not-found', '404 not-found'])
})

test('once it is published, what was said stays between those who said it, for some weeks', async () => {
  const { as, at, say, publish, storage, listed } = await shown()
  await say('m-2')
  const story = ((await (await publish(1)).json()) as { item: { id: string } }).item.id
  for (const who of ['m-3', 'm-f', 'm-2']) {
    const there = await (await as(who)(`stories/${story}/comments`)).text()
    assert.ok(!there.includes('wie besloot'))
  }
  assert.deepEqual(await statuses((ask) => ask(at), as), { author: 200, peer: 200, ...nobody })
  const { item } = await one(as('m-2')(at))
  assert.deepEqual([item.story, item.said.length, item.body, item.lesson], [story, 1, [], ''])
  assert.equal(await problem(say('m-2')), '409 conflict')
  const ago = new Date(Date.now() - (limits.PREVIEW_KEPT_DAYS + 1) * 86_400_000).toISOString()
  await storage.db.updateTable('preview').set({ published: ago }).execute()
  assert.deepEqual([(await as('m-1')(at)).status, await listed('m-2')], [404, 0])
  await forgetPreviews(storage)
  assert.deepEqual(await storage.db.selectFrom('previewComment').select('id').execute(), [])
})

test('with a deleted story goes what was said before it was published', async () => {
  const { as, at, say, publish } = await shown()
  await say('m-2')
  const story = ((await (await publish(1)).json()) as { item: { id: string } }).item.id
  await as('m-3')(`stories/${story}/comments`, { method: 'POST', body: { body: 'Zichtbaar' } })
  await as('m-1')(`stories/${story}`, { method: 'DELETE' })
  assert.equal((await as('m-1')(at)).status, 404)
})

test('only those whom it concerns hear of it while they stand by', async () => {
  const { as, id, say, setPeers } = await shown()
  await say('m-2')
  await setPeers([])
  const heard = async (who: string) => {
    const { changes } = (await (await as(who)('changes')).json()) as {
      changes: { id: string; action: string }[]
    }
    return changes.filter((change) => change.id === id).map(({ action }) => action)
  }
  assert.deepEqual(await heard('m-1'), ['created', 'changed', 'changed'])
  assert.deepEqual(await heard('m-2'), ['created', 'changed', 'deleted'])
  assert.deepEqual([await heard('m-3'), await heard('m-f')], [[], []])
})

test('there is an end to how many wait, and to how much is said', async () => {
  const { as, storage, id, say } = await shown()
  for (let i = 1; i < limits.PREVIEWS_MAX; i++)
    assert.equal(
      (await as('m-1')('previews', { method: 'POST', body: { story: words, peers: ['m-2'] } })).status,
      201,
    )
  assert.equal(
    await problem(as('m-1')('previews', { method: 'POST', body: { story: words, peers: ['m-2'] } })),
    '409 conflict',
  )
  const said = (n: number) => ({
    ...{ community: 'zorg', id: `c-${n}`, preview: id, author: 'm-2', body: 'a', revision: 1 },
    at: '2026-01-01T00:00:00.000Z',
  })
  await storage.db
    .insertInto('previewComment')
    .values(Array.from({ length: limits.PREVIEW_COMMENTS_MAX }, (_, n) => said(n)))
    .execute()
  assert.equal(await problem(say('m-2')), '409 conflict')
})

test('the audit log is told of the story that is published, and of nothing before', async () => {
  const { as, storage, say, answer, change, publish, at } = await shown()
  await as('m-2')('me')
  const lines = () => storage.db.selectFrom('audit').select(['action', 'actor']).execute()
  const before = await lines()
  await say('m-2')
  await answer('m-2', 'read')
  await change('Anders', 1)
  assert.deepEqual(await lines(), before)
  await publish(2)
  assert.deepEqual((await lines()).slice(before.length), [{ action: 'story:write', actor: 'm-1' }])
  await as('m-1')(at, { method: 'DELETE' })
  assert.equal((await lines()).length, before.length + 1)
})

test('a community that asks for a photo asks for it before peers are asked, and before they comment', async () => {
  const { as, storage, say } = await shown()
  await storage.db.updateTable('community').set({ photoBeforePost: 1 }).execute()
  const ask = as('m-1')('previews', { method: 'POST', body: { story: words, peers: ['m-2'] } })
  assert.deepEqual(
    [await problem(ask), await problem(say('m-2'))],
    ['403 photo-required', '403 photo-required'],
  )
})
