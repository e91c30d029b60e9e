/** What the studio warns of before a story is shared: seldom wrong, or nobody would heed it. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import fc from 'fast-check'
import { patientData } from '../src/story-studio/patient-data.ts'

const found = (text: string) =>
  patientData(text).map(({ start, end, sort }) => [sort, text.slice(start, end)])

/** Citizen numbers that pass the test, made from eight digits. */
const bsn = fc
  .array(fc.nat(9), { minLength: 8, maxLength: 8 })
  .map((digits) => ({ digits, last: digits.reduce((sum, digit, i) => sum + digit * (9 - i), 0) % 11 }))
  .filter(({ digits, last }) => last < 10 && digits[0] !== 0)
  .map(({ digits, last }) => digits.join('') + last)

test('a citizen number that passes its test is marked, wherever it stands', () => {
  fc.assert(
    fc.property(
      bsn,
      fc.constantFrom('', 'Zijn nummer is ', 'BSN: '),
      fc.constantFrom('', '.', ' en meer'),
      (number, before, after) => {
        const text = before + number + after
        assert.deepEqual(patientData(text), [{ start: before.length, end: before.length + 9, sort: 'bsn' }])
      },
    ),
  )
})

test('a number of nine digits that does not pass is a number', () => {
  fc.assert(
    fc.property(bsn, (number) => {
      assert.deepEqual(found(`Order ${number.slice(0, 8)}${(Number(number[8]) + 1) % 10}`), [])
    }),
  )
})

test('places stand in the order of the text, inside it, and never over each other', () => {
  const piece = fc.constantFrom(
    '111222333',
    ' ',
    '06-12345678',
    '\n',
    'j@x.nl',
    'geboren 1-2-1934',
    '3511 AB 12',
    'J. Pot',
    '0',
    '.',
  )
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('')
      let last = 0
      for (const { start, end } of patientData(text)) {
        assert.ok(last <= start && start < end && end <= text.length)
        last = end
      }
    }),
  )
})

const MARKED: [string, string, string][] = [
  ['111222333', 'bsn', '111222333'],
  ['bsn 1112.22.333', 'bsn', '1112.22.333'],
  ['Bel 06-12345678 maar', 'phone', '06-12345678'],
  ['(020) 123 45 67', 'phone', '(020) 123 45 67'],
  ['tel. +31 6 12345678.', 'phone', '+31 6 12345678'],
  ['0031201234567', 'phone', '0031201234567'],
  ['mail jan.pot@example.nl.', 'email', 'jan.pot@example.nl'],
  ['Zij is geboren op 3 mei 1941 in', 'birth', '3 mei 1941'],
  ['geb. 03-05-1941', 'birth', '03-05-1941'],
  ['Mevrouw De Vries (03-05-1941) belde', 'birth', '03-05-1941'],
  ['J. van den Berg, 1941-05-03', 'birth', '1941-05-03'],
  ['Kerkstraat 12, 3511 AB Utrecht', 'address', '12, 3511 AB'],
  ['3511AB 12', 'address', '3511AB 12'],
]
for (const [text, sort, place] of MARKED)
  test(`in "${text}" ${place} is marked`, () => assert.deepEqual(found(text), [[sort, place]]))

for (const text of [
  'Op 3 mei 2024 belde mevrouw De Vries',
  'van 2019-2020 liep de pilot, 01-02-2024 stopten we',
  'Bel 112, 0800-1234567 of 14 030',
  'in 2024 OK bevonden',
  'versie 1.2.3 van 10.000.000.000 regels, € 123.456,78',
  'rekening NL91ABNA0417164300',
  'Mevrouw Jansen van 82 had het al gezegd',
])
  test(`in "${text}" nothing is marked`, () => assert.deepEqual(found(text), []))

test("nothing is marked in the demo's stories and questions", () => {
  const folder = new URL('../../../server/demo/content/', import.meta.url)
  const texts = ['2-stories.jsonl', '3-questions.jsonl']
    .flatMap((file) => readFileSync(new URL(file, folder), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line))
    .flatMap(({ title = '', lesson = '', body = '', sections = [] }) => [
      title,
      lesson,
      body,
      ...sections.map((one: { body: string }) => one.body),
    ])
  assert.ok(texts.length > 100)
  assert.deepEqual(texts.flatMap(found), [])
})

test('what only begins as a mention hides nothing', () => {
  assert.deepEqual(found('[@Bel 06-12345678 en vraag [@Jan](member:m-1)'), [['phone', '06-12345678']])
  assert.deepEqual(found(String.raw`[@Jan \[06-12345678\]](member:m-1)`), [])
})
