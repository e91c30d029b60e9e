import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { ALIKE, alikeTo } from './alike.ts'

const alike = (a: string | null, b: string | null) => alikeTo(a)(b)

test('jobs are alike by their words, in their other forms, and by what a compound ends in', () => {
  for (const [a, b] of [
    ['Wijkverpleegkundige', 'Verpleegkundige'],
    ['Projectleider zorgtechnologie', 'projectleider e-health'],
    ['Verpleegkundig specialist', 'Specialist ouderengeneeskunde'],
    ['Innovation managers', 'Innovation manager'],
  ] as const)
    assert.ok(alike(a, b) >= ALIKE, `${a}, ${b}`)
  for (const [a, b] of [
    ['Wijkverpleegkundige', 'Projectleider'],
    ['Hoofd van de zorg', 'Adviseur van de raad'],
  ] as const)
    assert.equal(alike(a, b), 0, `${a}, ${b}`)
})

test('the same organisation is the same however it is written; one of its type is not', () => {
  assert.equal(alike('De Línde', 'de linde'), 1)
  assert.equal(alike('Ziekenhuis Noord', 'Ziekenhuis Zuid'), 0.5)
  assert.ok(alike('Thuiszorg Linde', 'Linde') < 1)
})

test('what was not said is like nothing', () => {
  for (const nothing of [null, '', '...', 'de']) {
    assert.equal(alike(nothing, 'De Linde'), 0)
    assert.equal(alike('De Linde', nothing), 0)
  }
})

test('likeness is mutual and between 0 and 1', () => {
  const name = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc
      .array(fc.constantFrom('zorg', 'thuiszorg', 'manager', 'Noord', 'de'), { maxLength: 4 })
      .map((all) => all.join(' ')),
  )
  fc.assert(
    fc.property(name, name, (a, b) => {
      assert.equal(alike(a, b), alike(b, a))
      assert.ok(alike(a, b) >= 0 && alike(a, b) <= 1)
    }),
  )
})
