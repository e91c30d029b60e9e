import assert from 'node:assert/strict'
import test from 'node:test'
import {
  AnswerPage,
  CommentPage,
  MemberOne,
  problemType,
  QuestionOne,
  ReportMade,
  ReportPage,
  type ReportReason,
  StoryOne,
  StoryPage,
  type WrittenType,
} from '@vlinder/contract'
import { parse } from 'valibot'
import { community } from '../testing.ts'

async function written() {
  const { as, storage } = await community()
  const make = async (path: string, body: object) => {
    const res = await as('m-1')(path, { method: 'POST', body })
    return ((await res.json()) as { item: { id: string } }).item.id
  }
  const story = await make('stories', { kind: 'failure', title: 'Dispenser piepte' })
  const question = await make('questions', { title: 'Wie dempt de dispenser?' })
  const things: Record<WrittenType, string> = {
    story,
    question,
    comment: await make(`stories/${story}/comments`, { body: 'Meneer Jansen.' }),
    answer: await make(`questions/${question}/answers`, { body: 'Mevrouw Pietersen.' }),
  }
  const report = (type: WrittenType, reason: ReportReason, who = 'm-2', headers = {}) =>
    as(who)('reports', {
      method: 'POST',
      body: { on: { type, id: things[type] }, reason, text: 'Kijk.' },
      headers,
    })
  const reports = async (state = 'open') =>
    parse(ReportPage, await (await as('m-f')(`reports?state=${state}`)).json()).items
  const decide = async (state: 'restored' | 'hidden', note = '') => {
    const [first] = await reports(state === 'restored' ? 'hidden' : 'open')
    const [open] = await reports()
    const id = (open ?? first)!.id
    return as('m-f')(`reports/${id}`, { method: 'PATCH', body: { state, note } })
  }
  return { as, storage, things, report, reports, decide }
}

test('a story that is said to hold patient data is hidden at once', async () => {
  const { as, things, report } = await written()
  const { item } = parse(ReportMade, await (await report('story', 'patient-data')).json())
  assert.equal(item.hidden, true)
  const res = await as('m-2')(`stories/${things.story}`)
  assert.equal(res.status, 404)
  assert.equal(((await res.json()) as { type: string }).type, problemType('hidden'))
  const feed = parse(StoryPage, await (await as('m-2')('stories')).json())
  assert.deepEqual(feed.items, [])
  assert.equal((await as('m-2')(`stories/${things.story}/comments`)).status, 404)
})

test('its author reads it still, is told why, and may change it', async () => {
  const { as, things, report } = await written()
  await report('story', 'patient-data')
  const { item, mine } = parse(StoryOne, await (await as('m-1')(`stories/${things.story}`)).json())
  assert.equal(item.hidden, true)
  assert.deepEqual(mine.hidden, { reason: 'patient-data', note: '' })
  const change = await as('m-1')(`stories/${things.story}`, { method: 'PATCH', body: { title: 'Piep' } })
  assert.equal(change.status, 200)
  assert.equal((await as('m-2')(`stories/${things.story}`)).status, 404)
})

test('other reasons wait for a facilitator, and what they report stays', async () => {
  const { as, things, report } = await written()
  for (const type of ['story', 'comment', 'question', 'answer'] as const) {
    const { item } = parse(ReportMade, await (await report(type, 'unkind')).json())
    assert.equal(item.hidden, false, type)
  }
  assert.equal((await as('m-2')(`stories/${things.story}`)).status, 200)
})

test('a hidden comment or answer stands in its thread without its words, and is not counted', async () => {
  const { as, things, report } = await written()
  await report('comment', 'patient-data')
  await report('answer', 'patient-data')
  const comments = parse(CommentPage, await (await as('m-2')(`stories/${things.story}/comments`)).json())
  assert.deepEqual([comments.items[0]!.hidden, comments.items[0]!.body], [true, []])
  const answers = parse(AnswerPage, await (await as('m-2')(`questions/${things.question}/answers`)).json())
  assert.deepEqual([answers.items[0]!.hidden, answers.items[0]!.body], [true, []])
  const own = parse(CommentPage, await (await as('m-1')(`stories/${things.story}/comments`)).json())
  assert.equal(own.mine[things.comment]!.source, 'Meneer Jansen.')
  assert.deepEqual(own.mine[things.comment]!.hidden, { reason: 'patient-data', note: '' })
  const story = parse(StoryOne, await (await as('m-2')(`stories/${things.story}`)).json())
  assert.equal(story.item.comments, 0)
  const question = parse(QuestionOne, await (await as('m-2')(`questions/${things.question}`)).json())
  assert.deepEqual([question.item.answers, question.item.state], [0, 'open'])
  const { item } = parse(MemberOne, await (await as('m-2')('members/m-1')).json())
  assert.equal(item.shared.answers, 0)
})

test('what is hidden is not suggested, and is found again once it is restored', async () => {
  const { as, report, decide } = await written()
  const found = async () => {
    const res = await as('m-2')('suggestions', { method: 'POST', body: { text: 'dispenser' } })
    const { stories, questions } = (await res.json()) as { stories: unknown[]; questions: unknown[] }
    return [stories.length, questions.length]
  }
  assert.deepEqual(await found(), [1, 1])
  await report('story', 'patient-data')
  await report('question', 'patient-data')
  assert.deepEqual(await found(), [0, 0])
  assert.equal((await decide('restored')).status, 200)
  assert.equal((await decide('restored')).status, 200)
  assert.deepEqual(await found(), [1, 1])
})

test('a report is made once by each member, and once for each request', async () => {
  const { report, reports, decide } = await written()
  const key = { 'idempotency-key': 'once' }
  const first = await (await report('story', 'patient-data', 'm-2', key)).json()
  assert.deepEqual(await (await report('story', 'patient-data', 'm-2', key)).json(), first)
  await decide('restored')
  assert.equal((await report('story', 'unkind')).status, 409)
  assert.equal((await reports('restored')).length, 1)
})

test('facilitators see who reported what, and where to read it', async () => {
  const { things, report, reports } = await written()
  for (const type of ['story', 'comment', 'question', 'answer'] as const) await report(type, 'other')
  const seen = (await reports()).map(({ on, excerpt, by, author, text }) => [
    on.type,
    on.in,
    excerpt,
    by.id,
    author.id,
    text,
  ])
  const rest = ['m-2', 'm-1', 'Kijk.']
  assert.deepEqual(seen.toReversed(), [
    ['story', { type: 'story', id: things.story }, 'Dispenser piepte', ...rest],
    ['comment', { type: 'story', id: things.story }, 'Meneer Jansen.', ...rest],
    ['question', { type: 'question', id: things.question }, 'Wie dempt de dispenser?', ...rest],
    ['answer', { type: 'question', id: things.question }, 'Mevrouw Pietersen.', ...rest],
  ])
})

test('a decision holds for all who reported the same, and its author reads the note', async () => {
  const { as, things, report, reports, decide } = await written()
  await report('story', 'wrong', 'm-2')
  await report('story', 'unkind', 'm-f')
  assert.equal((await decide('hidden', 'Noem geen namen.')).status, 200)
  assert.deepEqual(await reports(), [])
  assert.equal((await reports('hidden')).length, 2)
  const { mine } = parse(StoryOne, await (await as('m-1')(`stories/${things.story}`)).json())
  assert.equal(mine.hidden?.note, 'Noem geen namen.')
})

test('words that a facilitator restored stay while somebody else reports them, until they change', async () => {
  const { as, things, report, decide } = await written()
  await report('comment', 'patient-data', 'm-2')
  await decide('restored')
  const again = parse(ReportMade, await (await report('comment', 'patient-data', 'm-f')).json())
  assert.equal(again.item.hidden, false)
  await decide('restored')
  await as('m-1')(`comments/${things.comment}`, { method: 'PATCH', body: { body: 'Mevrouw De Wit.' } })
  const newcomer = parse(ReportMade, await (await report('comment', 'patient-data', 'm-9')).json())
  assert.equal(newcomer.item.hidden, true)
})

test('what cannot be reported says so, and keeps nothing', async () => {
  const { as, storage, report } = await written()
  const tries = [
    { on: { type: 'member', id: 'm-1' }, reason: 'other' },
    { on: { type: 'story', id: 'none' }, reason: 'boring' },
    { on: { type: 'story', id: 'none' }, reason: 'other', text: 'a'.repeat(1001) },
    { on: { type: 'story', id: 'none' }, reason: 'other' },
  ]
  const answers = []
  for (const body of tries) answers.push((await as('m-2')('reports', { method: 'POST', body })).status)
  assert.deepEqual(answers, [400, 400, 400, 404])
  assert.equal((await report('story', 'other', 'm-1')).status, 403)
  assert.deepEqual(await storage.db.selectFrom('report').selectAll().execute(), [])
})

test('what is deleted takes its reports with it', async () => {
  const { as, things, report, reports } = await written()
  await report('story', 'other')
  await report('answer', 'other')
  await as('m-1')(`stories/${things.story}`, { method: 'DELETE' })
  await as('m-1')(`questions/${things.question}`, { method: 'DELETE' })
  assert.deepEqual(await reports(), [])
})

test('what stands in something that is kept from a member is not theirs to report', async () => {
  const { report, reports } = await written()
  await report('story', 'patient-data')
  await report('question', 'patient-data')
  assert.equal((await report('comment', 'patient-data')).status, 404)
  assert.equal((await report('answer', 'patient-data')).status, 404)
  assert.equal((await reports()).length, 2)
  assert.equal((await report('comment', 'other', 'm-f')).status, 201)
})

test('of a deleted story there is nothing left to report, nor to hide', async () => {
  const { as, things, report, reports } = await written()
  const { item } = (await (
    await as('m-2')(`stories/${things.story}/comments`, { method: 'POST', body: { body: 'Jammer.' } })
  ).json()) as { item: { id: string } }
  await as('m-1')(`stories/${things.story}`, { method: 'DELETE' })
  assert.equal((await report('story', 'patient-data')).status, 403)
  assert.deepEqual(await reports(), [])
  assert.equal((await as('m-2')(`stories/${things.story}/comments`)).status, 200)
  things.comment = item.id
  assert.equal((await report('comment', 'other', 'm-f')).status, 201)
})

test('the pages of reports give each once', async () => {
  const { as, report, reports } = await written()
  for (const type of ['story', 'comment', 'question'] as const) await report(type, 'other')
  const seen: unknown[] = []
  let next: string | null = ''
  while (next !== null) {
    const res = await as('m-f')(`reports?limit=1${next && `&cursor=${next}`}`)
    const page = parse(ReportPage, await res.json())
    seen.push(...page.items)
    next = page.next
  }
  assert.deepEqual(seen, await reports())
})
