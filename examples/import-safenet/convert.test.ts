import assert from 'node:assert/strict'
import test from 'node:test'
import { plain, type Report, records, titleOf } from './convert.ts'

const REPORT: Report = {
  id: '1SAFE',
  created: '07/04/2004 13:30',
  title: 'RADIO SILENCE AT ICP 7',
  jurisdiction: 'BLM',
  position: 'Crew Boss',
  incident_type: 'Wildland;Other;',
  activity: 'Line;Support;',
  contributing_factors: ['Communications', 'Other', 'Human Factors'],
  human_factors: ['Fatigue'],
  narrative: 'Nobody heard us.\r\n\r\n1. We waited.\n# We left <late>.',
  immediate_action: 'Ask *twice*.',
}
type Story = Record<string, unknown> & { lesson: string; sections: object[] }

async function converted(...reports: Partial<Report>[]) {
  const given = reports.map((report) => ({ ...REPORT, ...report }))
  const all = (await Array.fromAsync(
    records(
      (async function* () {
        yield* given
      })(),
    ),
  )) as Story[]
  const of = (type: string) => all.filter((record) => record.type === type)
  return { all, communities: of('community'), members: of('member'), stories: of('story') }
}

test('a report is a failure story, told by the job that its teller had', async () => {
  const { stories, members } = await converted({})
  assert.deepEqual(members, [
    {
      type: 'member',
      community: 'safenet',
      id: 'crew-boss-bureau-of-land-management',
      name: 'Crew Boss',
      position: 'Crew Boss',
      organisation: 'Bureau of Land Management',
    },
  ])
  assert.deepEqual(stories, [
    {
      type: 'story',
      community: 'safenet',
      id: '1SAFE',
      author: 'crew-boss-bureau-of-land-management',
      kind: 'failure',
      title: 'Radio silence at icp 7',
      lesson: 'Ask *twice*.',
      body: 'Nobody heard us.\n\n1\\. We waited.\\\n\\# We left \\<late\\>.',
      sections: [],
      topics: ['line', 'support', 'wildland'],
      patterns: ['not-heard', 'tired'],
      at: '2004-07-04T13:30:00Z',
    },
  ])
})

test('what contributed is a pattern of the community', async () => {
  const { communities, stories } = await converted({ contributing_factors: ['Equipment', 'Fire Behavior'] })
  const known = (communities[0]!.patterns as { id: string }[]).map(({ id }) => id)
  for (const pattern of stories[0]!.patterns as string[]) assert.ok(known.includes(pattern), pattern)
})

test('a teller is a member once, and stands before their first story', async () => {
  const { all } = await converted({}, { id: '2SAFE' }, { id: '3SAFE', position: '' })
  assert.deepEqual(
    all.map(({ type, name }) => [type, name]),
    [
      ['community', 'SAFENET'],
      ['member', 'Crew Boss'],
      ['story', undefined],
      ['story', undefined],
      ['member', 'Firefighter'],
      ['story', undefined],
    ],
  )
})

test('a long lesson stands in front with whole sentences, and whole at the end', async () => {
  const action = 'Look up before you cut. '.repeat(80)
  const [story] = (await converted({ immediate_action: action })).stories
  assert.ok(story!.lesson.length <= 1_000 && story!.lesson.endsWith('cut.'))
  assert.deepEqual(story!.sections, [{ prompt: 'differently', body: action.trim() }])
})

test('a title in capitals is calmed down, but for abbreviations', () => {
  assert.equal(titleOf('BLM TRUCK 4X4 ROLLED'), 'BLM truck 4X4 rolled')
  assert.equal(titleOf('As it was Told'), 'As it was Told')
})

test('text keeps its lines, and its addresses as they are', () => {
  assert.equal(plain('a_b\n\n\n  - c'), 'a\\_b\n\n\\- c')
  assert.equal(plain('See https://a.gov/x_y.'), 'See https://a.gov/x_y.')
  assert.equal(plain('R&amp;D'), 'R\\&amp;D')
})

test('a moment that cannot be one stops the conversion', async () => {
  await assert.rejects(converted({ created: 'yesterday' }), /"yesterday" is not a moment/)
})
