import assert from 'node:assert/strict'
import test from 'node:test'
import { limits, type Reason, SuggestedPeer } from '@vlinder/contract'
import fc from 'fast-check'
import { parse } from 'valibot'
import { type Evidence, rankPeers } from './ranking.ts'

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
const order = (evidence: Evidence[]) => rankPeers(evidence).map(({ member }) => member)

test('an answer that helped weighs more than one that nobody marked', () => {
  assert.deepEqual(order([answered('a', 'q1'), answered('b', 'q2', true)]), ['b', 'a'])
})

test('having done something weighs more than being willing', () => {
  assert.deepEqual(order([topic('a'), answered('b', 'q1'), told('c', 's1')]), ['c', 'b', 'a'])
})

test('what is closer to the subject weighs more', () => {
  assert.deepEqual(order([told('a', 's1', 0.4), told('b', 's2', 0.9)]), ['b', 'a'])
})

test('what was done lately weighs more', () => {
  assert.deepEqual(order([told('a', 's1', 1, 400), told('b', 's2', 1, 20)]), ['b', 'a'])
})

test('reasons count each question once and lead with what fits best', () => {
  const [peer] = rankPeers([
    topic('a'),
    told('a', 's1'),
    answered('a', 'q1', false, 0.5),
    answered('a', 'q2', true, 0.9),
    answered('a', 'q2', true, 0.9),
  ])
  assert.deepEqual(peer?.because, [
    { type: 'answered', count: 2, helped: 1, questions: ['q2', 'q1'] },
    { type: 'told', kind: 'failure', count: 1, stories: ['s1'] },
    { type: 'topic', topic: 'medicatie' },
  ])
})

const member = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g')
const id = fc.integer({ min: 1, max: 20 }).map(String)
const fit = fc.double({ min: 0, max: 1, noNaN: true })
const evidence: fc.Arbitrary<Evidence> = fc.oneof(
  fc.record({ type: fc.constant('answered' as const), member, question: id, helped: fc.boolean(), fit }),
  fc.record({
    type: fc.constant('told' as const),
    member,
    story: id,
    kind: fc.constantFrom('failure' as const, 'success' as const),
    fit,
  }),
  fc.record({ type: fc.constant('topic' as const), member, topic: id }),
)

test('every peer has a reason, and every reason stands on their own evidence', () => {
  const idsOf = (reason: Reason) =>
    reason.type === 'answered' ? reason.questions : reason.type === 'told' ? reason.stories : [reason.topic]
  fc.assert(
    fc.property(fc.array(evidence, { maxLength: 60 }), (all) => {
      const ranked = rankPeers(all)
      assert.ok(ranked.length <= limits.SUGGESTIONS_MAX)
      assert.equal(new Set(ranked.map((peer) => peer.member)).size, ranked.length)
      for (const peer of ranked) {
        parse(SuggestedPeer, { member: { id: peer.member, name: 'x' }, because: peer.because })
        assert.ok(peer.because.length > 0)
        const theirs = all.filter((one) => one.member === peer.member)
        for (const reason of peer.because) {
          const known = theirs.filter((one) => one.type === reason.type).flatMap((one) => Object.values(one))
          assert.ok(idsOf(reason).length > 0)
          assert.ok(idsOf(reason).every((evidenceId) => known.includes(evidenceId)))
        }
      }
    }),
  )
})

test('the order does not depend on the order of the evidence', () => {
  fc.assert(
    fc.property(fc.array(evidence, { maxLength: 30 }), (all) => {
      // Sums of many fractions differ in their last bits by order; halves do not.
      const exact = all.map((one) => ('fit' in one ? { ...one, fit: Math.round(one.fit * 2) / 2 } : one))
      assert.deepEqual(order(exact), order(exact.toReversed()))
    }),
  )
})
