import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { toRichText } from './markdown.ts'
import { excerpt, readingTime, toPlainText } from './plain.ts'

test('plain text holds the words of every block and no marks', () => {
  const markdown =
    '# A *b*\n\n- c\n- [d](https://e.nl)\n\n> f `g`\n\n| h | i |\n|---|---|\n| j | k |\n\n---\n\n```\nl\n```'
  assert.equal(toPlainText(toRichText(markdown)), 'A b\nc\nd\nf g\nh i\nj k\n\nl')
})

test('a short text is its own excerpt, on one line', () => {
  assert.equal(excerpt(' one\n\ntwo  three '), 'one two three')
})

test('an excerpt is cut after a word', () => {
  assert.equal(excerpt('one two three', 12), 'one two…')
  assert.equal(excerpt('one, two', 7), 'one…')
  assert.equal(excerpt('undividable', 5), 'undi…')
})

test('an excerpt fits, and holds no half characters', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.integer({ min: 1, max: 40 }),
      (text, max) => {
        const cut = excerpt(text, max)
        assert.ok(cut.length <= max)
        assert.equal(cut.isWellFormed(), text.isWellFormed())
      },
    ),
    { examples: [['🦋🦋🦋', 4]] },
  )
})

test('reading takes a minute for each 220 words, and at least one', () => {
  assert.equal(readingTime(''), 1)
  assert.equal(readingTime('word '.repeat(220)), 1)
  assert.equal(readingTime('word '.repeat(440)), 2)
})
