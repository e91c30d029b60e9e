/** Every route, asked by everybody there is, held against the table in docs/access.md that a person can read. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { mentionOf, type PreviewOne } from '@vlinder/contract'
import sharp from 'sharp'
import { auditLines } from '../audit/queries.ts'
import { community, ISSUER, OPERATOR_KEY } from '../testing.ts'

const BASE = '/api/v1/communities/:community'
const ELDERS = `${ISSUER}/elders`

/** The table's columns. Everything that is asked about is `owner`'s, in `zorg`; their name is nobody else's. */
const ASKERS = ['owner', 'peer', 'facilitator', 'operator', 'elsewhere', 'stranger', 'leaver', 'nobody']
const OWNER = 'Anna Zonnehoed'

/** What a good request of a route says, where it must say something. */
const BODIES: Record<string, object> = {
  'PATCH /me': { about: 'a' },
  'PATCH /members/:id': { active: false },
  'POST /stories': { kind: 'failure', title: 'medicatie' },
  'PATCH /stories/:id': { title: 'b' },
  'POST /stories/:id/comments': { body: 'a' },
  'PATCH /comments/:id': { body: 'b' },
  'POST /questions': { title: 'medicatie' },
  'PATCH /questions/:id': { title: 'b' },
  'PUT /questions/:id/reply': { state: 'passed' },
  'POST /questions/:id/answers': { body: 'a' },
  'POST /questions/:id/comments': { body: 'a' },
  'PATCH /answers/:id': { body: 'b' },
  'PUT /questions/:id/follow-up': { outcome: 'worked' },
  'PUT /questions/:id/merged': { into: 'other' },
  'PUT /answers/:id/tried': { outcome: 'worked' },
  'PUT /stories/:id/status': { status: 'archived' },
  'POST /reports': { on: { type: 'story', id: 'reported' }, reason: 'other' },
  'PATCH /reports/:id': { state: 'restored' },
  'PUT /drafts/:key': { value: { text: 'a' } },
  'POST /previews': { story: { kind: 'failure', title: 'medicatie' }, peers: ['m-1'] },
  'PUT /previews/:id/story': { story: { kind: 'failure', title: 'b' }, after: 1 },
  'PUT /previews/:id/peers': { peers: ['m-2'] },
  'PUT /previews/:id/answer': { state: 'read', revision: 1 },
  'POST /previews/:id/comments': { body: 'a', revision: 1 },
  'PUT /patterns/:id': { name: 'Te snel gejuicht' },
  'PATCH /patterns/:id': { explanation: 'a' },
  'POST /suggestions': { text: 'medicatie' },
  'POST /text/preview': { text: 'a' },
}
const PHOTO = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'teal' } })
  .png()
  .toBuffer()

/** A story of `owner` to be reported: an address that a body can name. */
const NOTHING = {
  community: 'zorg',
  author: 'owner',
  kind: 'failure' as const,
  title: 'a',
  lesson: '',
  body: '',
  sections: '[]',
  language: 'nl',
  at: '2026-01-01T00:00:00.000Z',
  excerpt: '',
  readingTime: 1,
  comments: 0,
  recognise: 0,
  learned: 0,
  thanks: 0,
}

/** Rows of the page's tables that start with a route; those of the first table have a cell for each asker. */
const rows = readFileSync(join(import.meta.dirname, '../../../docs/access.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| `[A-Z]+ \//.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
  .map(([, route = '', ...cells]) => ({ route, cells: cells.slice(0, -1) }))
const guarded = rows.filter(({ cells }) => cells.length >= ASKERS.length)
const open = rows.filter(({ cells }) => cells.length === 1)

/** The tests' community with `owner` and `leaver` besides, and a facilitator of another one whose issuer is not trusted here. */
async function peopled() {
  const { app, storage, token } = await community()
  for (const [id, active] of [
    ['owner', 1],
    ['leaver', 0],
  ] as const)
    await storage.db
      .insertInto('member')
      .values({
        community: 'zorg',
        id,
        subject: id,
        name: id === 'owner' ? OWNER : 'Bram Visser',
        about: '',
        joined: '2025-01-01T00:00:00.000Z',
        active,
        role: 'member',
        own: '["name"]',
      })
      .execute()
  await storage.db.updateTable('issuer').set({ issuer: ELDERS }).where('community', '=', 'elders').execute()
  const facilitatorOfElders = await token('m-f', { iss: ELDERS })
  const tokens: Record<string, string | undefined> = {
    owner: await token('owner'),
    peer: await token('m-2'),
    facilitator: await token('m-f'),
    operator: OPERATOR_KEY,
    elsewhere: facilitatorOfElders,
    stranger: facilitatorOfElders,
    leaver: await token('leaver'),
  }
  const ask = async (who: string, route: string, path = route.split(' ')[1]!, body = BODIES[route]) => {
    const [method = ''] = route.split(' ')
    const photo = route === 'PUT /me/photo' || route === 'POST /attachments'
    const where = who === 'elsewhere' ? 'elders' : 'zorg'
    const address = open.some((row) => row.route === route)
      ? path
      : `/api/v1/communities/${where}${path === '/' ? '' : path}`
    return app.request(address, {
      method,
      headers: {
        ...(tokens[who] && { authorization: `Bearer ${tokens[who]}` }),
        'content-type': photo ? 'image/png' : 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      ...(method !== 'GET' && { body: photo ? PHOTO : JSON.stringify(body ?? {}) }),
    } as RequestInit)
  }
  // Something to find, for whoever may.
  for (const route of ['POST /stories', 'POST /questions'])
    assert.equal((await ask('owner', route)).status, 201)
  await storage.db
    .insertInto('story')
    .values({ ...NOTHING, id: 'reported' })
    .execute()
  const { community: zorg, author, title, body, language, at, excerpt } = NOTHING
  await storage.db
    .insertInto('question')
    .values({
      community: zorg,
      author,
      title,
      body,
      language,
      at,
      excerpt,
      id: 'other',
      state: 'open',
      answers: 0,
      helped: 0,
    })
    .execute()
  const lines = () => Array.fromAsync(auditLines(storage.db, 'zorg'))
  return { ask, lines }
}

type Ask = Awaited<ReturnType<typeof peopled>>['ask']

/** The path of a route with what `owner` just made in the place of its parameters. */
async function pathOf(ask: Ask, route: string): Promise<string> {
  const [, path = ''] = route.split(' ')
  const make = async (route: string, path?: string) => {
    const res = await ask('owner', route, path)
    return ((await res.json()) as { item: { id: string } }).item.id
  }
  const story = () => make('POST /stories')
  const question = () => make('POST /questions')
  const answer = async (to: string) => make('POST /questions/:id/answers', `/questions/${to}/answers`)
  const comment = async () => make('POST /stories/:id/comments', `/stories/${await story()}/comments`)
  const things: Record<string, () => Promise<string>> = {
    members: async () => 'owner',
    stories: story,
    comments: comment,
    questions: question,
    answers: async () => answer(await question()),
    reports: async () => {
      const body = { on: { type: 'story', id: await story() }, reason: 'other' }
      const res = await ask('peer', 'POST /reports', '/reports', body)
      return ((await res.json()) as { item: { id: string } }).item.id
    },
    patterns: async () => {
      const id = crypto.randomUUID()
      // What is added must not be there yet.
      if (!route.startsWith('PUT'))
        await ask('facilitator', 'PUT /patterns/:id', `/patterns/${id}`, { name: id })
      return id
    },
    mentions: async () => {
      const body = { body: mentionOf({ id: 'owner', name: OWNER }) }
      const res = await ask('peer', 'POST /stories/:id/comments', `/stories/${await story()}/comments`, body)
      return `comment:${((await res.json()) as { item: { id: string } }).item.id}`
    },
    previews: async () => {
      const body = { ...BODIES['POST /previews'], peers: ['m-2'] }
      const res = await ask('owner', 'POST /previews', '/previews', body)
      return ((await res.json()) as { item: { id: string } }).item.id
    },
    drafts: async () => {
      await ask('owner', 'PUT /drafts/:key', '/drafts/story')
      return 'story'
    },
  }
  if (!path.includes(':')) return path
  const id = await things[path.split('/')[1]!]!()
  const filled = path
    .replace(/:id|:key/, id)
    .replace(':reaction', 'thanks')
    .replace(':member', 'm-2')
  if (path.endsWith('/reply'))
    await ask('owner', 'PUT /questions/:id/asks/:member', `/questions/${id}/asks/m-2`)
  if (filled.includes(':comment')) {
    const said = await ask('owner', 'POST /previews/:id/comments', filled.replace('/:comment', ''))
    return filled.replace(':comment', ((await said.json()) as PreviewOne).mine.said[0]!)
  }
  return filled.includes(':answer') ? filled.replace(':answer', await answer(id)) : filled
}

test('every route stands in the table, and every route of the table is there', async () => {
  const { app } = await community()
  const routes = app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replace(BASE, '').replace(/\{.*\}/, '') || '/'}`)
  assert.deepEqual(rows.map(({ route }) => route).sort(), [...new Set(routes)].sort())
})

for (const { route, cells } of guarded) {
  test(`${route} answers everybody as the table says`, async () => {
    const { ask } = await peopled()
    const answers: Record<string, string> = {}
    for (const who of ASKERS) {
      const res = await ask(who, route, await pathOf(ask, route))
      const text = await res.text()
      if (who === 'elsewhere') assert.ok(!text.includes(OWNER), 'somebody of another community shows')
      answers[who] = String(res.status)
    }
    assert.deepEqual(answers, Object.fromEntries(ASKERS.map((who, i) => [who, cells[i]])))
  })
}

test('what is open to everybody answers without a token as it does with one', async () => {
  const { ask } = await peopled()
  for (const { route } of open) {
    const path = route.split(' ')[1]!.replace(':file', `${'0'.repeat(32)}.webp`)
    const [nobody, member] = [await ask('nobody', route, path), await ask('peer', route, path)]
    assert.equal(nobody.status, member.status, route)
    assert.ok(![401, 403].includes(nobody.status), route)
  }
})

/** POSTs that only ask, for their words do not belong in an address; drafts and previews, which nobody has said to all; and who reads what. */
const UNTOLD = [
  'POST /suggestions',
  'POST /text/preview',
  'PUT /drafts/:key',
  'DELETE /drafts/:key',
  'PUT /stories/:id/read',
  'PUT /mentions/:id/seen',
  'POST /previews',
  'DELETE /previews/:id',
  'PUT /previews/:id/story',
  'PUT /previews/:id/peers',
  'PUT /previews/:id/answer',
  'POST /previews/:id/comments',
  'DELETE /previews/:id/comments/:comment',
]

test('every write leaves one line in the audit log, made or refused, and no read but of the log itself does', async () => {
  const { ask, lines } = await peopled()
  // From here on nobody comes for the first time.
  for (const who of ['owner', 'facilitator']) await ask(who, 'GET /me')
  for (const { route } of guarded) {
    for (const who of ['owner', 'facilitator']) {
      // What only some may read is told when it is refused.
      const refused =
        (['GET /reports', 'PUT /previews/:id/answer'].includes(route) && who === 'owner') ||
        (route === 'GET /questions/:id/story-draft' && who === 'facilitator')
      const told = refused || route === 'GET /audit' || (!route.startsWith('GET') && !UNTOLD.includes(route))
      const path = await pathOf(ask, route)
      const before = (await lines()).length
      const res = await ask(who, route, path)
      const added = (await lines()).slice(before)
      const where = `${route} by ${who}: ${JSON.stringify(added)}`
      assert.equal(added.length, told ? 1 : 0, where)
      assert.ok(
        added.every(({ result }) => (result === 'done') === res.ok),
        where,
      )
    }
    await ask('operator', 'PATCH /members/:id', '/members/owner', { active: true })
  }
})
