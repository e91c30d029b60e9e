import assert from 'node:assert/strict'
import test from 'node:test'
import { limits, Outcome, type Reason, SuggestedPeer } from '@vlinder/contract'
import fc from 'fast-check'
import { parse } from 'valibot'
import { type Evidence, rankPeers, type Standing } from './ranking.ts'

const answered = (member: string, question: string, helped = false, fit = 1): Evidence => ({
  type: 'answered',
  member,
  question,
  helped,
  fit,
})
const told = (member: string, story: string, fit = 1, days = 0): Evidence => ({
  type: 'told',
  member,
  story,
  kind: 'failure',
  fit,
  days,
})
const topic = (member: string): Evidence => ({ type: 'topic', member, topic: 'medicatie' })
const lived = (member: string, outcome: Outcome = 'failed'): Evidence => ({
  type: 'experience',
  member,
  topic: 'medicatie',
  outcome,
})
const commented = (member: string, id: string): Evidence => ({
  type: 'commented',
  member,
  on: 'story',
  id,
  fit: 1,
})
const tried = (member: string, outcome: Outcome): Evidence => ({
  type: 'tried',
  member,
  question: 'q1',
  outcome,
  fit: 1,
})

const STRANGER: Standing = { position: 0, organisation: 0, asked: 0, answered: 0 }
/** How everybody in `evidence` stands, unless `others` say otherwise. */
const standing = (evidence: readonly Evidence[], others: Record<string, Partial<Standing>> = {}) =>
  new Map(evidence.map(({ member }) => [member, { ...STRANGER, ...others[member] }]))
const ranked = (evidence: Evidence[], others?: Record<string, Partial<Standing>>, max?: number) =>
  rankPeers(evidence, standing(evidence, others), max)
const order = (evidence: Evidence[], others?: Record<string, Partial<Standing>>) =>
  ranked(evidence, others).map(({ member }) => member)

test('an answer that helped weighs more than one that nobody marked', () => {
  assert.deepEqual(order([answered('a', 'q1'), answered('b', 'q2', true)]), ['b', 'a'])
})

test('having done something weighs more than having been there, that more than being willing, and that more than a comment', () => {
  const all = [commented('a', 's2'), topic('b'), lived('c'), answered('d', 'q1'), told('e', 's1')]
  assert.deepEqual(order(all), ['e', 'd', 'c', 'b', 'a'])
})

test('what came of it makes no difference to the order', () => {
  for (const [a, b] of [
    [lived('a', 'failed'), lived('b', 'worked')],
    [tried('a', 'failed'), tried('b', 'worked')],
  ] as const)
    assert.deepEqual(order([b, a]), ['a', 'b'])
})

test('what is closer to the subject weighs more', () => {
  assert.deepEqual(order([told('a', 's1', 0.4), told('b', 's2', 0.9)]), ['b', 'a'])
})

test('what was done lately weighs more', () => {
  assert.deepEqual(order([told('a', 's1', 1, 400), told('b', 's2', 1, 20)]), ['b', 'a'])
})

test('of two who know alike, the one whose work is alike comes first; not before who knows more', () => {
  const alike = [told('a', 's1'), told('b', 's2')]
  assert.deepEqual(order(alike, { b: { position: 1 } }), ['b', 'a'])
  assert.deepEqual(order(alike, { b: { organisation: 0.5 } }), ['b', 'a'])
  assert.deepEqual(order([answered('b', 'q1'), told('a', 's1')], { b: { position: 1, organisation: 1 } }), [
    'a',
    'b',
  ])
})

test('who was asked or answered a lot lately is ranked down, and still suggested', () => {
  const alike = [told('a', 's1'), told('b', 's2')]
  assert.deepEqual(order(alike, { a: { asked: 1 } }), ['b', 'a'])
  assert.deepEqual(order(alike, { a: { answered: 9 } }), ['b', 'a'])
  assert.deepEqual(order(alike, { a: { answered: 3 } }), ['a', 'b'])
  assert.deepEqual(order([told('a', 's1'), commented('b', 's1')], { a: { asked: 1000, answered: 1000 } }), [
    'a',
    'b',
  ])
})

test('reasons count each question once and lead with what fits best', () => {
  const [peer] = ranked([
    topic('a'),
    commented('a', 's9'),
    told('a', 's1'),
    answered('a', 'q1', false, 0.5),
    answered('a', 'q2', true, 0.9),
    answered('a', 'q2', true, 0.9),
    tried('a', 'failed'),
  ])
  assert.deepEqual(peer?.because, [
    { type: 'answered', count: 2, helped: 1, questions: ['q2', 'q1'] },
    { type: 'told', kind: 'failure', count: 1, stories: ['s1'] },
    { type: 'tried', outcome: 'failed', count: 1, questions: ['q1'] },
    { type: 'topic', topic: 'medicatie' },
    { type: 'commented', count: 1, stories: ['s9'], questions: [] },
  ])
})

test('that somebody can be asked about what they went through is not said twice', () => {
  const [peer] = ranked([topic('a'), { ...lived('a'), note: 'Te snel.' } as Evidence])
  assert.deepEqual(peer?.because, [
    { type: 'experience', topic: 'medicatie', outcome: 'failed', note: 'Te snel.' },
  ])
})

test('whose work is alike is told so, after what they know', () => {
  const because = (one: Partial<Standing>) =>
    ranked([topic('a')], { a: one })[0]
      ?.because.slice(1)
      .map((reason) => 'by' in reason && reason.by)
  assert.deepEqual(because({ position: 0.5, organisation: 1 }), ['position', 'organisation'])
  assert.deepEqual(because({ position: 0.4, organisation: 0.5 }), ['organisation-type'])
  assert.deepEqual(because({}), [])
})

const MEMBERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
const member = fc.constantFrom(...MEMBERS)
const id = fc.integer({ min: 1, max: 20 }).map(String)
const outcome = fc.constantFrom(...Outcome.options)
const close = { fit: fc.double({ min: 0, max: 1, noNaN: true }), days: fc.nat(2_000) }
const evidence: fc.Arbitrary<Evidence> = fc.oneof(
  fc.record({ type: fc.constant('answered' as const), member, question: id, helped: fc.boolean(), ...close }),
  fc.record({
    type: fc.constant('told' as const),
    member,
    story: id,
    kind: fc.constantFrom('failure' as const, 'success' as const),
    ...close,
  }),
  fc.record({ type: fc.constant('tried' as const), member, question: id, outcome, ...close }),
  fc.record({
    type: fc.constant('commented' as const),
    member,
    on: fc.constantFrom('story' as const, 'question' as const),
    id,
    ...close,
  }),
  fc.record({ type: fc.constant('experience' as const), member, topic: id, outcome }),
  fc.record({ type: fc.constant('topic' as const), member, topic: id }),
)
const share = fc.double({ min: 0, max: 1, noNaN: true })
const standings = fc
  .tuple(
    ...MEMBERS.map((one) =>
      fc
        .record({ position: share, organisation: share, asked: fc.nat(30), answered: fc.nat(30) })
        .map((standing): [string, Standing] => [one, standing]),
    ),
  )
  .map((all) => new Map(all))

test('every peer has a reason, and every reason but likeness stands on their own evidence', () => {
  const idsOf = (reason: Reason) =>
    reason.type === 'told'
      ? reason.stories
      : reason.type === 'commented'
        ? [...reason.stories, ...reason.questions]
        : 'questions' in reason
          ? reason.questions
          : 'topic' in reason
            ? [reason.topic]
            : []
  fc.assert(
    fc.property(fc.array(evidence, { maxLength: 60 }), standings, (all, standings) => {
      const ranked = rankPeers(all, standings)
      assert.ok(ranked.length <= limits.SUGGESTIONS_MAX)
      assert.equal(new Set(ranked.map((peer) => peer.member)).size, ranked.length)
      for (const peer of ranked) {
        parse(SuggestedPeer, { member: { id: peer.member, name: 'x' }, because: peer.because })
        assert.notEqual(peer.because[0]?.type ?? 'alike', 'alike')
        const theirs = all.filter((one) => one.member === peer.member)
        for (const reason of peer.because) {
          if (reason.type === 'alike') continue
          const known = theirs.filter((one) => one.type === reason.type).flatMap((one) => Object.values(one))
          assert.ok(idsOf(reason).length > 0)
          assert.ok(idsOf(reason).every((evidenceId) => known.includes(evidenceId)))
        }
      }
    }),
  )
})

test('more evidence never ranks somebody lower, nor anybody else higher past them', () => {
  fc.assert(
    fc.property(fc.array(evidence, { maxLength: 40 }), evidence, standings, (all, more, standings) => {
      const place = (evidence: Evidence[]) => {
        const at = rankPeers(evidence, standings, Number.POSITIVE_INFINITY).findIndex(
          (peer) => peer.member === more.member,
        )
        return at < 0 ? Number.POSITIVE_INFINITY : at
      }
      assert.ok(place([...all, more]) <= place(all))
    }),
    { numRuns: 500 },
  )
})

test('being asked more often never ranks somebody higher, and being more alike never lower', () => {
  fc.assert(
    fc.property(
      fc.array(evidence, { maxLength: 40 }),
      member,
      standings,
      share,
      (all, who, standings, more) => {
        const place = (change: Partial<Standing>) =>
          rankPeers(
            all,
            new Map(standings).set(who, { ...standings.get(who)!, ...change }),
            Number.POSITIVE_INFINITY,
          ).findIndex((peer) => peer.member === who)
        const { position, asked, answered } = standings.get(who)!
        assert.ok(place({ asked: asked + 1 }) >= place({}))
        assert.ok(place({ answered: answered + 1 }) >= place({}))
        assert.ok(place({ position: Math.max(position, more) }) <= place({}))
      },
    ),
  )
})

test('who may not be suggested never is, and the others stay in their order', () => {
  fc.assert(
    fc.property(
      fc.array(evidence, { maxLength: 40 }),
      fc.subarray(MEMBERS),
      standings,
      (all, left, standings) => {
        const names = (among: ReadonlyMap<string, Standing>) =>
          rankPeers(all, among, Number.POSITIVE_INFINITY).map((peer) => peer.member)
        const rest = new Map([...standings].filter(([id]) => !left.includes(id)))
        assert.deepEqual(
          names(rest),
          names(standings).filter((id) => !left.includes(id)),
        )
      },
    ),
  )
})

test('the order does not depend on the order of the evidence', () => {
  fc.assert(
    fc.property(fc.array(evidence, { maxLength: 30 }), standings, (all, standings) => {
      // Sums of many fractions differ in their last bits by order; those of halves and quarters do not.
      const exact = all.map((one) =>
        'fit' in one ? { ...one, fit: Math.round(one.fit * 2) / 2, days: 0 } : one,
      )
      const names = (evidence: Evidence[]) => rankPeers(evidence, standings).map((peer) => peer.member)
      assert.deepEqual(names(exact), names(exact.toReversed()))
    }),
  )
})
