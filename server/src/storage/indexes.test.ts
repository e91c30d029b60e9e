/** Each index costs every write: one that no request needs should go. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { StorySort } from '@vlinder/contract'
import { sql } from 'kysely'
import sharp from 'sharp'
import { createApp } from '../app.ts'
import { runDue } from '../jobs/run.ts'
import { createLog } from '../serve.ts'
import { saveProvider } from '../sign-in/providers.ts'
import { AUDIENCE, community, ISSUER, ORIGIN } from '../testing.ts'
import { plansOf } from './plans.ts'
import type { Storage } from './storage.ts'

/** Somebody begins to sign in, looks how it stands, and asks for another assertion. */
async function signIn(app: ReturnType<typeof createApp>, storage: Storage) {
  const issuer = { provider: 'https://login.example.nl', issuer: ISSUER, clientId: 'v' }
  await saveProvider(storage.db, 'zorg', { ...issuer, tenants: [], returns: [ORIGIN] })
  const post = (path: string, body: object) =>
    app.request(`/signin/zorg${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: ORIGIN },
      body: JSON.stringify(body),
    })
  const begun = await post('', { challenge: 'a'.repeat(43) })
  assert.equal(begun.status, 201)
  const { handle } = (await begun.json()) as { handle: string }
  await app.request(`/signin/zorg/callback?state=${handle}`)
  await post('/token', { handle, verifier: 'a'.repeat(43) })
  await post('/refresh', { refresh: handle })
}

/** The plans of everything that the API does, each as its lines. */
async function everyPlan() {
  const { storage, token } = await community()
  const png = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'teal' } })
    .png()
    .toBuffer()
  const plans = await plansOf(storage, async (observed) => {
    const app = createApp({ storage: observed, config: { publicUrl: AUDIENCE }, log: createLog('silent') })
    const ask = async (method: string, path: string, body?: object, subject = 'm-1') => {
      const res = await app.request(`/api/v1/communities/zorg/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await token(subject)}`,
          'content-type': body instanceof Uint8Array ? 'image/png' : 'application/json',
          'idempotency-key': crypto.randomUUID(),
        },
        ...(body && { body: body instanceof Uint8Array ? body : JSON.stringify(body) }),
      } as RequestInit)
      assert.ok(res.ok, `${method} ${path}: ${res.status}`)
      return res.status === 204 ? '' : ((await res.json()) as { item?: { id: string } }).item?.id
    }
    await signIn(app, storage)
    await ask('PUT', 'me/photo', png)
    await ask('DELETE', 'me/photo')
    const picture = await ask('POST', 'attachments', png)
    await app.request(`/media/${'0'.repeat(32)}.webp`)
    await ask('PATCH', 'me', { topics: ['medicatie'] })
    for (const query of ['', 'q=a', 'topic=medicatie', 'ids=m-1', 'subjects=m-1'])
      await ask('GET', `members?${query}`)
    const story = await ask('POST', 'stories', {
      kind: 'failure',
      title: 'medicatie',
      topics: ['medicatie'],
      body: `![a](/media/${picture}.webp#9x9)`,
    })
    const question = await ask('POST', 'questions', {
      title: 'medicatie',
      topics: ['medicatie'],
      peers: ['m-2'],
    })
    await ask('PUT', `questions/${question}/reply`, { state: 'referred', to: 'm-f' }, 'm-2')
    await ask('PUT', `questions/${question}/reply`, { state: 'passed' }, 'm-2')
    await ask('PUT', `questions/${question}/asks/m-f`)
    await ask('DELETE', `questions/${question}/asks/m-f`)
    await ask('POST', `stories/${story}/comments`, { body: 'a' })
    const answer = await ask('POST', `questions/${question}/answers`, { body: 'a' }, 'm-2')
    const filters = ['', 'kind=failure', 'author=m-1', 'topic=medicatie', 'pattern=missing-party']
    await ask('GET', `stories/${story}/related`)
    await ask('PUT', `stories/${story}/read`, undefined, 'm-2')
    await ask('PUT', `stories/${story}/featured`, {}, 'm-f')
    await ask('DELETE', `stories/${story}/featured`, undefined, 'm-f')
    for (const sort of StorySort.options)
      for (const filter of filters) await ask('GET', `stories?sort=${sort}&${filter}`)
    for (const filter of ['', 'state=open', 'author=m-1', 'topic=medicatie', 'asked=me', 'needs=facilitator'])
      await ask('GET', `questions?${filter}`, undefined, 'm-f')
    for (const list of [
      `stories/${story}/comments`,
      `questions/${question}/comments`,
      `questions/${question}/answers`,
    ])
      await ask('GET', list)
    const remark = await ask('POST', `stories/${story}/comments`, { body: '[@Marieke](member:m-1)' }, 'm-2')
    for (const query of ['', 'unread=true']) await ask('GET', `mentions?${query}`)
    await ask('PUT', `mentions/comment:${remark}/seen`)
    await ask('PUT', `stories/${story}/reactions/thanks`)
    await ask('PUT', `questions/${question}/helped/${answer}`)
    const told = { kind: 'failure', title: 'medicatie' }
    const preview = await ask('POST', 'previews', { story: told, peers: ['m-2'] })
    await ask('GET', 'previews', undefined, 'm-2')
    await ask('POST', `previews/${preview}/comments`, { body: 'a', revision: 1 }, 'm-2')
    await ask('PUT', `previews/${preview}/story`, { story: { ...told, title: 'b' }, after: 1 })
    await ask('PUT', `previews/${preview}/peers`, { peers: ['m-f'] })
    await ask('PUT', `previews/${preview}/answer`, { state: 'read', revision: 2 }, 'm-f')
    await ask('POST', 'stories', { ...told, preview: { id: preview, revision: 2 } })
    await ask('DELETE', `previews/${preview}`)
    await ask('POST', 'suggestions', { text: 'medicatie', topic: 'medicatie' })
    await ask('GET', 'search?q=medicatie')
    await ask('PATCH', `stories/${story}`, { title: 'pil' })
    await ask('GET', `stories/${story}/revisions`)
    await runDue(observed, { log: createLog('silent') })
    const report = await ask('POST', 'reports', { on: { type: 'story', id: story }, reason: 'other' }, 'm-2')
    await ask('GET', 'reports', undefined, 'm-f')
    await ask('PATCH', `reports/${report}`, { state: 'restored' }, 'm-f')
    await ask('PUT', `stories/${story}/status`, { status: 'archived' })
    const double = await ask('POST', 'questions', { title: 'medicatie' })
    await ask('PUT', `answers/${answer}/tried`, { outcome: 'worked' })
    await ask('PUT', `questions/${question}/follow-up`, { outcome: 'mixed' })
    await ask('GET', 'questions?due=true')
    await ask('GET', `questions/${question}/story-draft`)
    await ask('PUT', `questions/${question}/merged`, { into: double }, 'm-f')
    await ask('GET', `questions/${double}`)
    await ask('DELETE', `questions/${question}/merged`, undefined, 'm-f')
    await ask('PUT', `questions/${question}/closed`)
    await ask('DELETE', `questions/${question}`)
    await ask('DELETE', `stories/${story}`)
  })
  return { storage, plans }
}

test('every index is used by a query', async () => {
  const { storage, plans } = await everyPlan()
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_schema where type = 'index' and sql is not null`.execute(storage.db)
  const used = new Set(
    plans.flat().flatMap((line) => /USING (?:COVERING )?INDEX (\w+)/.exec(line)?.[1] ?? []),
  )
  assert.deepEqual(
    rows.map(({ name }) => name).filter((name) => !used.has(name)),
    [],
  )
})

/** Small by nature: a list of communities, rows of the request itself, or (`went`) the few questions that went up in one. */
const MAY_SCAN = /^SCAN (community|json_each|went|search VIRTUAL TABLE|\d+ CONSTANT ROW|CONSTANT ROW)/

test('no request reads a whole table', async () => {
  const { plans } = await everyPlan()
  const scans = plans.flat().filter((line) => line.startsWith('SCAN') && !MAY_SCAN.test(line))
  assert.deepEqual(scans, [])
})

test('whether somebody answered a question is looked up among its answers, not among all of theirs', async () => {
  const { plans } = await everyPlan()
  const looked = plans.flat().filter((line) => /^SEARCH w USING/.test(line))
  assert.ok(looked.length > 0)
  assert.deepEqual(
    looked.filter((line) => !line.includes(' answer_question ')),
    [],
  )
})
