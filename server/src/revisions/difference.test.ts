import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { difference } from './difference.ts'

const rebuilt = (changes: ReturnType<typeof difference>, without: 'added' | 'removed') =>
  (changes[0]?.parts ?? [])
    .filter(({ type }) => type !== without)
    .map(({ text }) => text)
    .join('')

test('what was taken out and put in stands between what stayed', () => {
  const [change] = difference({ body: 'De pil was op.' }, { body: 'De zalf was op.' })
  assert.deepEqual(change, {
    field: 'body',
    parts: [
      { type: 'same', text: 'De ' },
      { type: 'removed', text: 'pil' },
      { type: 'added', text: 'zalf' },
      { type: 'same', text: ' was op.' },
    ],
  })
})

test('lists and sections are compared as text, and what is alike is left out', () => {
  const before = { kind: 'failure', topics: ['a'], sections: [{ prompt: 'did', body: 'x' }] }
  const after = { kind: 'failure', topics: ['a', 'b'], sections: [] }
  assert.deepEqual(
    difference(before, after).map(({ field }) => field),
    ['topics', 'did'],
  )
})

test('a text that was written anew is taken out and put in whole', () => {
  const [before, after] = ['a', 'b'].map((letter) => `${letter} `.repeat(2000))
  assert.deepEqual(
    difference({ body: before }, { body: after })[0]!.parts.map(({ type }) => type),
    ['removed', 'added'],
  )
})

test('of what stayed only what is near the change is shown', () => {
  const long = 'woord '.repeat(500)
  const { parts } = difference({ body: `${long}oud ${long}` }, { body: `${long}nieuw ${long}` })[0]!
  assert.deepEqual(
    parts.map(({ type }) => type),
    ['same', 'removed', 'added', 'same'],
  )
  assert.ok(parts.every(({ text }) => text.length < 200))
})

test('the parts of short texts make up what it said before and what it says now', () => {
  const words = fc.array(fc.constantFrom('pil', 'zalf', ' ', '\n', 'één', '😀'), { maxLength: 30 })
  fc.assert(
    fc.property(words, words, (a, b) => {
      const [before, after] = [a.join(''), b.join('')]
      const changes = difference({ body: before }, { body: after })
      if (before === after) return assert.deepEqual(changes, [])
      assert.equal(rebuilt(changes, 'added'), before)
      assert.equal(rebuilt(changes, 'removed'), after)
    }),
  )
})
