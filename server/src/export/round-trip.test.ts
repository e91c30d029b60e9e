/** Whatever a community went through: imported into an empty server it is the same community. */
import assert from 'node:assert/strict'
import test from 'node:test'
import {
  FollowUpOutcome,
  Help,
  Outcome,
  Reaction,
  ReportReason,
  StoryKind,
  StoryStatus,
} from '@vlinder/contract'
import fc from 'fast-check'
import { createApp } from '../app.ts'
import { saveIssuer } from '../identity/issuers.ts'
import { parsePublicKey } from '../identity/keys.ts'
import { createLog } from '../serve.ts'
import type { Storage } from '../storage/storage.ts'
import { AUDIENCE, community, ISSUER } from '../testing.ts'
import { emptyServer, importLines, linesOf } from './testing.ts'

/** What only an import makes. */
const BEFORE = [
  { type: 'pattern', id: 'overlooked', name: 'Een deel vergeten', advice: 'Teken **alles**.' },
  { type: 'question', id: 'q-0', author: 'm-2', title: 'Wie kent dit?', body: '', at: '2024-02-01' },
  { type: 'answer', id: 'a-0', question: 'q-0', author: 'm-1', body: 'Wij.', at: '2024-02-02' },
  { type: 'comment', id: 'c-0', on: 'question:q-0', author: 'm-1', body: 'Waar?', at: '2024-02-03' },
  { type: 'experience', member: 'm-1', topic: 'valpreventie', outcome: 'mixed', note: 'Half' },
  { type: 'comment', id: 'c-1', on: 'answer:a-0', author: 'm-2', body: 'Fijn!', at: '2024-02-04' },
].map((record) => JSON.stringify({ community: 'zorg', ...record }))

type Kind = 'story' | 'question' | 'answer' | 'comment'
type Things = Record<Kind, string[]>

interface Step {
  method: string
  path: (things: Things) => string
  body?: unknown | ((things: Things) => unknown)
  makes?: Kind
}

const which = fc.nat(7)
const pick = (things: Things, kind: Kind, n: number) => things[kind][n % things[kind].length] ?? 'nothing'
const PATHS = { story: 'stories', question: 'questions', answer: 'answers', comment: 'comments' }
const kind = fc.constantFrom<Kind>('story', 'question', 'answer', 'comment')

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom('**vet** & <b>', 'a\r\nb\n\n- c', '  ruim  ', '"\u2028\\', '\u{1f98b}', '0', 'null'),
)
const labels = (label: fc.Arbitrary<string>) => fc.uniqueArray(label, { maxLength: 3 })
const told = fc.record(
  {
    kind: fc.constantFrom(...StoryKind.options),
    title: words,
    lesson: words,
    body: words,
    sections: fc.constantFrom([], [{ prompt: 'wanted', body: 'Meer' }], [{ prompt: 'lasted', body: 'Ja' }]),
    topics: labels(words),
    patterns: labels(fc.constantFrom('missing-party', 'overlooked')),
    language: fc.constantFrom('nl', 'en'),
    contact: fc.boolean(),
  },
  { requiredKeys: ['kind', 'title'] },
)
const asked = fc.record(
  {
    ...{ title: words, body: words, topics: labels(words), goal: words, tried: words, constraint: words },
    by: fc.constantFrom('2026-12-24', '2999-01-31'),
    help: fc.constantFrom(...Help.options),
  },
  { requiredKeys: ['title'] },
)
const person = fc.constantFrom('m-1', 'm-2', 'm-f')
const one = fc.record({ body: words })

const steps: fc.Arbitrary<Step>[] = [
  told.map((body) => ({ method: 'POST', path: () => 'stories', body, makes: 'story' })),
  fc.tuple(asked, labels(person)).map(([question, peers]) => ({
    method: 'POST',
    path: () => 'questions',
    body: { ...question, peers },
    makes: 'question',
  })),
  fc.tuple(which, person, fc.constantFrom('PUT', 'DELETE')).map(([n, member, method]) => ({
    method,
    path: (all) => `questions/${pick(all, 'question', n)}/asks/${member}`,
  })),
  fc.tuple(which, fc.constantFrom('accepted', 'passed', 'referred'), person).map(([n, state, to]) => ({
    method: 'PUT',
    path: (all) => `questions/${pick(all, 'question', n)}/reply`,
    body: { state, ...(state === 'referred' && { to }) },
  })),
  fc.tuple(which, one).map(([n, body]) => ({
    method: 'POST',
    path: (all) => `questions/${pick(all, 'question', n)}/answers`,
    body,
    makes: 'answer',
  })),
  fc.tuple(which, one, fc.option(which)).map(([n, body, to]) => ({
    method: 'POST',
    path: (all) => `stories/${pick(all, 'story', n)}/comments`,
    body: (all: Things) => ({ ...body, ...(to !== null && { replyTo: pick(all, 'comment', to) }) }),
    makes: 'comment',
  })),
  fc.tuple(kind, which, told, asked, one).map(([of, n, story, question, body]) => ({
    method: 'PATCH',
    path: (all) => `${PATHS[of]}/${pick(all, of, n)}`,
    body: of === 'story' ? story : of === 'question' ? question : body,
  })),
  fc.tuple(which, fc.constantFrom(true, false, null)).map(([n, contact]) => ({
    method: 'PATCH',
    path: (all) => `stories/${pick(all, 'story', n)}`,
    body: { contact },
  })),
  fc.tuple(kind, which).map(([of, n]) => ({
    method: 'DELETE',
    path: (all) => `${PATHS[of]}/${pick(all, of, n)}`,
  })),
  fc.tuple(which, fc.constantFrom(...StoryStatus.options)).map(([n, status]) => ({
    method: 'PUT',
    path: (all) => `stories/${pick(all, 'story', n)}/status`,
    body: { status },
  })),
  fc.tuple(which, fc.constantFrom({}, { until: '2999-01-31' })).map(([n, body]) => ({
    method: 'PUT',
    path: (all) => `stories/${pick(all, 'story', n)}/featured`,
    body,
  })),
  which.map((n) => ({ method: 'PUT', path: (all) => `stories/${pick(all, 'story', n)}/read` })),
  fc.tuple(which, fc.constantFrom(...Reaction.options)).map(([n, reaction]) => ({
    method: 'PUT',
    path: (all) => `stories/${pick(all, 'story', n)}/reactions/${reaction}`,
  })),
  fc.tuple(which, which).map(([n, m]) => ({
    method: 'PUT',
    path: (all) => `questions/${pick(all, 'question', n)}/helped/${pick(all, 'answer', m)}`,
  })),
  fc.tuple(which, fc.constantFrom(...Outcome.options)).map(([n, outcome]) => ({
    method: 'PUT',
    path: (all) => `answers/${pick(all, 'answer', n)}/tried`,
    body: { outcome },
  })),
  fc.tuple(which, fc.constantFrom('PUT', 'DELETE')).map(([n, method]) => ({
    method,
    path: (all) => `questions/${pick(all, 'question', n)}/closed`,
  })),
  fc.tuple(which, fc.constantFrom(...FollowUpOutcome.options), words).map(([n, outcome, words]) => ({
    method: 'PUT',
    path: (all) => `questions/${pick(all, 'question', n)}/follow-up`,
    body: { outcome, ...(outcome !== 'never' && outcome !== 'not-yet' && { words }) },
  })),
  fc.tuple(which, which).map(([n, m]) => ({
    method: 'PUT',
    path: (all) => `questions/${pick(all, 'question', n)}/merged`,
    body: (all: Things) => ({ into: pick(all, 'question', m) }),
  })),
  which.map((n) => ({ method: 'DELETE', path: (all) => `questions/${pick(all, 'question', n)}/merged` })),
  fc.tuple(kind, which, fc.constantFrom(...ReportReason.options), words).map(([type, n, reason, text]) => ({
    method: 'POST',
    path: () => 'reports',
    body: (all: Things) => ({ on: { type, id: pick(all, type, n) }, reason, text }),
  })),
  fc.tuple(fc.constantFrom('new', 'missing-party'), words, words).map(([id, name, advice]) => ({
    method: 'PUT',
    path: () => `patterns/${id}`,
    body: { name, advice },
  })),
  fc
    .tuple(fc.constantFrom('overlooked', 'missing-party'), words, fc.boolean(), fc.constantFrom('new', null))
    .map(([id, explanation, retired, before]) => ({
      method: 'PATCH',
      path: () => `patterns/${id}`,
      body: { explanation, retired, ...(explanation.length % 2 && { before }) },
    })),
  words.map((about) => ({ method: 'PATCH', path: () => 'me', body: { about, topics: ['fietsen'] } })),
  fc
    .record({
      experience: fc.uniqueArray(
        fc.record(
          { topic: words, outcome: fc.constantFrom(...Outcome.options), note: words },
          { requiredKeys: ['topic', 'outcome'] },
        ),
        { maxLength: 3, selector: ({ topic }) => topic },
      ),
      hours: fc.option(words),
      away: fc.constantFrom(null, { from: '2024-01-01', until: '2999-01-31' }),
      suggested: fc.boolean(),
    })
    .map((body) => ({ method: 'PATCH', path: () => 'me', body })),
]

const who = fc.constantFrom('m-1', 'm-2', 'm-f', 'newcomer')
const life = fc.array(fc.tuple(who, fc.oneof(...steps)), { minLength: 20, maxLength: 45 })
const decisions = fc.array(fc.record({ state: fc.constantFrom('restored', 'hidden'), note: words }), {
  maxLength: 3,
})

/** So that there is something to do it to. */
const begun: [string, Step][] = ['Eerst', 'Toen'].flatMap((title, n): [string, Step][] => [
  ['m-1', { method: 'POST', path: () => 'stories', body: { kind: 'failure', title }, makes: 'story' }],
  [
    'm-2',
    {
      method: 'POST',
      path: (all) => `stories/${all.story[n]}/comments`,
      body: { body: 'Herkenbaar.' },
      makes: 'comment',
    },
  ],
])

type As = Awaited<ReturnType<typeof community>>['as']

const made = async (res: Response) => (await res.json()) as { item: { id: string } }

/** Lives it: some of it is refused, and nothing fails. */
async function live(as: As, steps: [string, Step][], decided: { state: string; note: string }[]) {
  const things: Things = { story: [], question: ['q-0'], answer: ['a-0'], comment: ['c-0', 'c-1'] }
  for (const [member, { method, path, body, makes }] of [...begun, ...steps]) {
    const given = typeof body === 'function' ? body(things) : body
    const res = await as(member)(path(things), { method, ...(given !== undefined && { body: given }) })
    assert.ok(res.status < 500, `${method} ${path(things)}: ${res.status}`)
    if (makes && res.status === 201) things[makes].push((await made(res)).item.id)
  }
  const { items } = (await (await as('m-f')('reports')).json()) as { items: { id: string }[] }
  for (const [i, body] of decided.entries())
    if (items[i]) await as('m-f')(`reports/${items[i]!.id}`, { method: 'PATCH', body })
  await as('m-f')('members/m-2', { method: 'PATCH', body: { active: decided.length !== 1 } })
  return things
}

/** The same people, with the same tokens, on the server that imported it. */
async function movedTo(storage: Storage, here: Awaited<ReturnType<typeof community>>) {
  await saveIssuer(storage.db, 'zorg', {
    issuer: ISSUER,
    keys: [parsePublicKey(here.publicPem)],
    roles: { facilitator: 'team' },
    admit: 'listed',
  })
  const app = createApp({ storage, config: { publicUrl: AUDIENCE }, log: createLog('silent') })
  return (member: string) =>
    async (path: string, method = 'GET') =>
      app.request(`/api/v1/communities/zorg/${path}`, {
        method,
        headers: { authorization: `Bearer ${await here.token(member)}` },
      })
}

const LISTS = [
  'stories?sort=latest',
  'stories?sort=mixed',
  'stories?sort=most-read',
  'stories?sort=most-read-month',
  'stories?sort=most-learned',
  'questions',
  'members',
  'reports',
  'reports?state=hidden',
  'reports?state=restored',
]

/** Everything that can be read there of these things: what a facilitator reads, and a member. */
const addresses = ({ story, question, answer, comment }: Things) => [
  ...LISTS,
  ...story.flatMap((id) => ['', '/comments', '/revisions'].map((what) => `stories/${id}${what}`)),
  ...question.flatMap((id) =>
    ['', '/answers', '/comments', '/revisions'].map((what) => `questions/${id}${what}`),
  ),
  ...answer.map((id) => `answers/${id}/revisions`),
  ...comment.map((id) => `comments/${id}/revisions`),
]

/** Who read what does not come along, nor what is unread by whom. */
const plain = async (res: Response) => [res.status, withoutUnread(await res.text())]
const withoutUnread = (text: string) => text.replaceAll(/"unread":(true|false)/g, '')

test('an import of its export makes the same community, in another export and to all who read it', async () => {
  await fc.assert(
    fc.asyncProperty(life, decisions, async (steps, decided) => {
      const here = await community()
      const there = await emptyServer()
      try {
        assert.deepEqual(await importLines(here.storage, BEFORE), [])
        const things = await live(here.as, steps, decided)
        const lines = await linesOf(here.storage)
        assert.deepEqual(await importLines(there, lines), [])
        assert.deepEqual(await linesOf(there), lines)
        const moved = await movedTo(there, here)
        for (const member of ['m-f', 'm-1'])
          for (const address of addresses(things))
            assert.deepEqual(
              await plain(await moved(member)(address)),
              await plain(await here.as(member)(address)),
              address,
            )
        // Again: nothing changes by it.
        await importLines(there, lines)
        assert.deepEqual(await linesOf(there), lines)
      } finally {
        await here.storage.close()
        await there.close()
      }
    }),
    // What it is reduced to would take minutes.
    { numRuns: 15, endOnFailure: true },
  )
})
