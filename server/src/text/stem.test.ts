import assert from 'node:assert/strict'
import test from 'node:test'
import { languageOf } from './language.ts'
import { stem } from './stem.ts'
import { wordsOf } from './words.ts'

const words = (text: string) => wordsOf(text).map(({ word }) => word)

test('the forms of a Dutch word have one stem', () => {
  for (const [form, other] of [
    ['tabletten', 'tablet'],
    ['zorgen', 'zorg'],
    ['bewoners', 'bewoner'],
    ['medewerkers', 'medewerker'],
    ['raden', 'raad'],
  ] as const)
    assert.equal(stem('nl', form), stem('nl', other), form)
})

test("the forms of an English word have one stem, Snowball 3's", () => {
  for (const [form, expected] of [
    ['geologists', 'geolog'],
    ['psychologist', 'psycholog'],
    ['adding', 'add'],
    ['evenings', 'evening'],
    ['stories', 'stori'],
    ['vying', 'vie'],
  ] as const)
    assert.equal(stem('en', form), expected)
})

test('numbers and codes stay as they are', () => {
  assert.deepEqual(words('B12 en 9.5 mg, C3s 7'), ['b12', 'en', '9.5', 'mg', 'c3s', '7'])
  for (const code of ['b12', '9.5', 'c3s']) assert.equal(stem('en', code), code)
})

test('words are found in any script, and lie where they stand', () => {
  const text = '🦋 Één cliënt مرحبا 薬'
  assert.deepEqual(
    wordsOf(text).map(({ start, end }) => text.slice(start, end)),
    ['Één', 'cliënt', 'مرحبا', '薬'],
  )
})

test('the language of a text is told by its small words', () => {
  const told = (text: string) => languageOf(wordsOf(text), 'nl')
  assert.equal(told('We asked the team what they had seen, and nobody knew.'), 'en')
  assert.equal(told('Wij vroegen het team wat zij hadden gezien.'), 'nl')
  assert.equal(told('scanner tablet'), 'nl')
  assert.equal(languageOf(wordsOf('scanner tablet'), 'en'), 'en')
})
