import assert from 'node:assert/strict'
import test from 'node:test'
import { QuestionOne, StoryOne, Suggestions } from '@vlinder/contract'
import fc from 'fast-check'
import { parse } from 'valibot'
import { day } from '../storage/day.ts'
import { community } from '../testing.ts'

async function asking() {
  const { as, storage } = await community()
  const post = async (subject: string, path: string, body: object) => {
    const res = await as(subject)(path, { method: 'POST', body })
    assert.equal(res.status, 201)
    return res.json()
  }
  const tell = async (subject: string, story: object) =>
    parse(StoryOne, await post(subject, 'stories', { kind: 'failure', ...story })).item
  const ask = async (subject: string, question: object) =>
    parse(QuestionOne, await post(subject, 'questions', question)).item
  const answer = async (subject: string, question: string, body = 'Zo.') =>
    ((await post(subject, `questions/${question}/answers`, { body })) as { item: { id: string } }).item.id
  const suggest = async (
    text: string,
    { subject = 'm-1', id = 'zorg', topic }: { subject?: string; id?: string; topic?: string } = {},
  ) => {
    const res = await as(subject, id)('suggestions', {
      method: 'POST',
      body: { text, ...(topic && { topic }) },
    })
    assert.equal(res.status, 200, text)
    return parse(Suggestions, await res.json())
  }
  return { as, storage, tell, ask, answer, suggest }
}

const titles = ({ questions, stories }: Suggestions) => [
  ...questions.map(({ question }) => question.title),
  ...stories.map(({ story }) => story.title),
]
const NOTHING = { questions: [], stories: [], peers: [] }

test('words that say nothing suggest nothing', async () => {
  const { tell, suggest } = await asking()
  await tell('m-2', { title: 'Hoe ik ze mee krijg', body: 'wat een dag' })
  for (const text of ['', ' ', '?', 'hoe', 'wat is het', 'hoe krijg ik ze mee', 'h', '  …  ', 'how do I']) {
    assert.deepEqual(await suggest(text, { topic: 'medicatie' }), NOTHING, text)
  }
})

test('similar questions and stories are found by title, lesson, body and topic, and by answers', async () => {
  const { tell, ask, answer, suggest } = await asking()
  await tell('m-2', { title: 'De pleisterautomaat' })
  await tell('m-2', { title: 'Een les', lesson: 'Een pleister is geen plan.' })
  await tell('m-2', { title: 'Een tale', sections: [{ prompt: 'did', body: 'We plakten een *pleister*.' }] })
  await answer('m-2', (await ask('m-2', { title: 'Wat nu?' })).id, 'Probeer een pleister.')
  await tell('m-2', { title: 'Een onderwerp', topics: ['pleisters'] })
  await ask('m-2', { title: 'Een vraag', topics: ['pleisters'] })
  await tell('m-2', { title: 'Iets heel anders' })
  assert.deepEqual(titles(await suggest('pleister')).sort(), [
    'De pleisterautomaat',
    'Een les',
    'Een onderwerp',
    'Een tale',
    'Een vraag',
    'Wat nu?',
  ])
})

test("somebody's own question is suggested to them once it has an answer, to others at once", async () => {
  const { ask, answer, suggest } = await asking()
  const { id } = await ask('m-1', { title: 'De pleisterautomaat' })
  assert.deepEqual(titles(await suggest('pleister', { subject: 'm-1' })), [])
  assert.deepEqual(titles(await suggest('pleister', { subject: 'm-2' })), ['De pleisterautomaat'])
  await answer('m-2', id)
  assert.deepEqual(titles(await suggest('pleister', { subject: 'm-1' })), ['De pleisterautomaat'])
})

test('the word that is being typed is found by its beginning, accents and capitals aside', async () => {
  const { tell, suggest } = await asking()
  await tell('m-2', { title: 'Cliëntenraad betrokken' })
  for (const text of ['cli', 'CLIËNTEN', 'de cliente', 'Cli\u0065\u0308ntenraad ']) {
    assert.deepEqual(titles(await suggest(text)), ['Cliëntenraad betrokken'], text)
  }
})

test('answered questions come before open ones', async () => {
  const { ask, answer, suggest } = await asking()
  const open = await ask('m-2', { title: 'Medicatie, medicatie en nog eens medicatie' })
  const answered = await ask('m-2', { title: 'Medicatie delen in de nacht' })
  await answer('m-f', answered.id)
  const { questions } = await suggest('medicatie ')
  assert.deepEqual(
    questions.map(({ question }) => question.id),
    [answered.id, open.id],
  )
  assert.equal(questions[0]?.question.state, 'answered')
})

test('what only shares a common word with a long question is left out', async () => {
  const { tell, suggest } = await asking()
  await tell('m-2', { title: 'Medicatie delen met een barcodescanner' })
  for (let i = 0; i < 8; i++)
    await tell('m-2', { title: `Zorg over iets ${i}`, body: 'De zorg is van iedereen.' })
  assert.deepEqual(titles(await suggest('barcodescanner voor medicatie in de zorg')), [
    'Medicatie delen met een barcodescanner',
  ])
})

test('what has the chosen topic stands first', async () => {
  const { tell, suggest } = await asking()
  await tell('m-2', { title: 'Scholing die bleef hangen' })
  await tell('m-2', { title: 'Scholing die bleef plakken', topics: ['medicatie'] })
  await tell('m-2', { title: 'Scholing die bleef staan' })
  assert.equal(titles(await suggest('scholing', { topic: 'medicatie' }))[0], 'Scholing die bleef plakken')
})

test('suggestions follow what is changed and deleted', async () => {
  const { as, tell, suggest } = await asking()
  const { id } = await tell('m-2', { title: 'De tillift' })
  await as('m-2')(`stories/${id}`, { method: 'PATCH', body: { title: 'De rollator' } })
  assert.deepEqual(titles(await suggest('tillift')), [])
  assert.deepEqual(titles(await suggest('rollator')), ['De rollator'])
  await as('m-2')(`stories/${id}`, { method: 'DELETE' })
  assert.deepEqual(await suggest('rollator'), NOTHING)
})

test('nothing of another community is suggested', async () => {
  const { tell, ask, answer, suggest } = await asking()
  await tell('m-2', { title: 'De tillift' })
  await answer('m-f', (await ask('m-2', { title: 'Een tillift?' })).id)
  assert.deepEqual(await suggest('tillift', { id: 'elders' }), NOTHING)
})

test('marks say where the typed words stand in a title', async () => {
  const { tell, suggest } = await asking()
  await tell('m-2', { title: '🦋 Één cliënt, twee tabletten: 🦋 tablet' })
  const { stories } = await suggest('client tablet')
  const { story, marks } = stories[0]!
  assert.deepEqual(
    marks.map(([start, end]) => story.title.slice(start, end)),
    ['cliënt', 'tabletten', 'tablet'],
  )
})

test('nobody is suggested for a story about which they would rather not be called, which is still found', async () => {
  const { as, tell, suggest } = await asking()
  const { id } = await tell('m-2', { title: 'De tillift bleef staan', contact: false })
  assert.deepEqual((await suggest('tillift')).peers, [])
  assert.deepEqual(titles(await suggest('tillift')), ['De tillift bleef staan'])
  const other = await tell('m-2', { title: 'De tillift kwam toch van pas' })
  const stories = async () =>
    (await suggest('tillift')).peers.flatMap(({ because }) =>
      because.flatMap((one) => (one.type === 'told' ? one.stories : [])),
    )
  assert.deepEqual(await stories(), [other.id])
  await as('m-2')(`stories/${id}`, { method: 'PATCH', body: { contact: true } })
  assert.deepEqual((await stories()).sort(), [id, other.id].sort())
})

test('peers are suggested for what they told, answered and can be asked about, with evidence that can be read', async () => {
  const { as, tell, ask, answer, suggest } = await asking()
  const story = await tell('m-2', { title: 'Beeldbellen mislukte' })
  const question = await ask('m-1', { title: 'Wie kent beeldbellen?' })
  const helpful = await answer('m-2', question.id)
  await as('m-1')(`questions/${question.id}/helped/${helpful}`, { method: 'PUT' })
  await as('m-f')('me', { method: 'PATCH', body: { topics: ['beeldbellen', 'zorg op afstand'] } })

  const { peers } = await suggest('beeldbellen op afstand')
  assert.deepEqual(
    peers.map(({ member, because }) => [member.name, because]),
    [
      [
        'Youssef el Idrissi',
        [
          { type: 'answered', count: 1, helped: 1, questions: [question.id] },
          { type: 'told', kind: 'failure', count: 1, stories: [story.id] },
        ],
      ],
      ['Hanneke Vos', [{ type: 'topic', topic: 'beeldbellen' }]],
    ],
  )
  for (const path of [`questions/${question.id}`, `stories/${story.id}`])
    assert.equal((await as('m-1')(path)).status, 200)
})

test('nothing that stands with a story speaks for its author when they would rather not be called about it', async () => {
  const { as, tell, suggest } = await asking()
  const { id } = await tell('m-2', { title: 'De tillift bleef staan', contact: false })
  await as('m-2')(`stories/${id}/comments`, { method: 'POST', body: { body: 'De tillift is nu weg.' } })
  const other = await as('m-f')(`stories/${id}/comments`, { method: 'POST', body: { body: 'Herkenbaar.' } })
  assert.equal(other.status, 201)
  assert.deepEqual(
    (await suggest('tillift')).peers.map(({ member, because }) => [member.id, because]),
    [['m-f', [{ type: 'commented', count: 1, stories: [id], questions: [] }]]],
  )
})

test('peers are suggested for what they tried of an answer, worked or not, until that answer is hidden', async () => {
  const { as, storage, ask, answer, suggest } = await asking()
  const { id } = await ask('m-f', { title: 'De tillift piept' })
  const one = await answer('m-f', id, 'Olie.')
  const tried = { method: 'PUT', body: { outcome: 'failed' } }
  assert.ok((await as('m-2')(`answers/${one}/tried`, tried)).ok)
  const peers = async (subject = 'm-1') =>
    (await suggest('tillift', { subject })).peers
      .filter(({ member }) => member.id === 'm-2')
      .flatMap(({ because }) => because)
  assert.deepEqual(await peers(), [{ type: 'tried', outcome: 'failed', count: 1, questions: [id] }])
  assert.deepEqual(await peers('m-2'), [])
  await storage.db.updateTable('answer').set({ hidden: 1 }).where('id', '=', one).execute()
  assert.deepEqual(await peers(), [])
})

test('peers are suggested for what they commented, until that is hidden or gone', async () => {
  const { as, storage, tell, suggest } = await asking()
  const { id } = await tell('m-f', { title: 'De tillift' })
  const { item } = (await (
    await as('m-2')(`stories/${id}/comments`, { method: 'POST', body: { body: 'Herkenbaar' } })
  ).json()) as { item: { id: string } }
  const because = async () =>
    (await suggest('tillift')).peers.map(({ member, because }) => [
      member.id,
      because.map(({ type }) => type),
    ])
  assert.deepEqual(await because(), [
    ['m-f', ['told']],
    ['m-2', ['commented']],
  ])
  await storage.db.updateTable('comment').set({ hidden: 1 }).where('id', '=', item.id).execute()
  assert.deepEqual(await because(), [['m-f', ['told']]])
})

test('peers are suggested for what they say they went through, failures like all else, and alike work is told', async () => {
  const { as, suggest } = await asking()
  const change = (who: string, body: object) => as(who)('me', { method: 'PATCH', body })
  const experience = [{ topic: 'beeldbellen', outcome: 'failed', note: 'Niemand had een tablet.' }]
  await change('m-1', { position: 'Wijkverpleegkundige', organisation: 'Zorggroep Noord' })
  await change('m-2', { experience, topics: ['beeldbellen'] })
  await change('m-f', {
    topics: ['beeldbellen'],
    position: 'Verpleegkundige',
    organisation: 'Zorggroep Zuid',
  })
  assert.deepEqual(
    (await suggest('beeldbellen op afstand')).peers.map(({ member, because }) => [member.id, because]),
    [
      ['m-2', [{ type: 'experience', ...experience[0] }]],
      [
        'm-f',
        [
          { type: 'topic', topic: 'beeldbellen' },
          { type: 'alike', by: 'position' },
          { type: 'alike', by: 'organisation-type' },
        ],
      ],
    ],
  )
})

test('who is away today or would not be suggested is not suggested, whatever they did', async () => {
  const { as, tell, suggest } = await asking()
  await tell('m-2', { title: 'De tillift bleef staan' })
  const names = async (body: object) => {
    assert.equal((await as('m-2')('me', { method: 'PATCH', body })).status, 200)
    return (await suggest('tillift')).peers.map(({ member }) => member.id)
  }
  assert.deepEqual(await names({ suggested: false }), [])
  assert.deepEqual(await names({ suggested: true }), ['m-2'])
  assert.deepEqual(await names({ away: { from: day(), until: day() } }), [])
  assert.deepEqual(await names({ away: { from: day(-1), until: day(-9) } }), ['m-2'])
  assert.deepEqual(await names({ away: { from: day(9), until: day(1) } }), ['m-2'])
})

test('of two who know alike, the one who answered a lot lately comes second', async () => {
  const { tell, ask, answer, suggest } = await asking()
  await tell('m-2', { title: 'De tillift' })
  await tell('m-f', { title: 'De tillift' })
  const first = async () => (await suggest('tillift')).peers.map(({ member }) => member.id)
  const [busy, other] = await first()
  for (let n = 0; n < 8; n++) await answer(busy!, (await ask('m-1', { title: `Iets anders ${n}` })).id)
  assert.deepEqual(await first(), [other, busy])
})

test('of two who know alike, the one who was asked by name lately comes second', async () => {
  const { storage, tell, ask, suggest } = await asking()
  await tell('m-2', { title: 'De tillift' })
  await tell('m-f', { title: 'De tillift' })
  const first = async () => (await suggest('tillift')).peers.map(({ member }) => member.id)
  const [busy, other] = await first()
  const { id } = await ask('m-1', { title: 'Iets anders' })
  const asked = { community: 'zorg', question: id, member: busy!, askedBy: 'm-1', state: 'asked' as const }
  await storage.db
    .insertInto('ask')
    .values({ ...asked, at: new Date().toISOString() })
    .execute()
  assert.deepEqual(await first(), [other, busy])
})

test('nobody is sent to themselves or to somebody who left', async () => {
  const { as, storage, tell, suggest } = await asking()
  await tell('m-1', { title: 'Tillift één' })
  await tell('m-2', { title: 'Tillift twee' })
  await as('m-2')('me', { method: 'PATCH', body: { topics: ['tillift'] } })
  const names = async () => (await suggest('tillift')).peers.map(({ member }) => member.id)
  assert.deepEqual(await names(), ['m-2'])
  await storage.db.updateTable('member').set({ active: 0 }).where('id', '=', 'm-2').execute()
  assert.deepEqual(await names(), [])
})

/** What means something in a full-text query, and what might. */
const syntax = fc.constantFrom(
  '"',
  '*',
  '^',
  ':',
  '-',
  '(',
  ')',
  ' AND ',
  ' OR ',
  ' NOT ',
  'NEAR(',
  'title:',
  '{',
  '}',
  "'",
  '+',
  '\\',
)

test('nothing that can be typed breaks a search, and marks lie within titles', async () => {
  const { tell, suggest } = await asking()
  const title = 'Medicatie AND "tablet" NEAR(de) O’Brien’s e-mail ﬁ İstanbul ß 9.5'
  await tell('m-2', { title })
  const text = fc
    .array(
      fc.oneof(syntax, fc.string({ unit: 'grapheme', maxLength: 8 }), fc.constantFrom(...title.split(' '))),
      {
        maxLength: 12,
      },
    )
    .map((parts) => parts.join(''))
  await fc.assert(
    fc.asyncProperty(text, async (typed) => {
      for (const { story, marks } of (await suggest(typed)).stories) {
        let last = 0
        for (const [start, end] of marks) {
          assert.ok(last <= start && start < end && end <= story.title.length)
          last = end
        }
      }
    }),
    { numRuns: 300 },
  )
})
