import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import * as v from 'valibot'
import { Id, line, list, someText, Topic, text } from './text.ts'

const accepts = (schema: v.GenericSchema, value: unknown) => v.safeParse(schema, value).success

test('text keeps tabs, newlines and format characters', () => {
  const written = 'one\ttwo\nthree \u200d\u202efour'
  assert.equal(v.parse(text(100), written), written)
})

test('text turns other line ends into newlines', () => {
  assert.equal(v.parse(text(100), 'a\r\nb\rc'), 'a\nb\nc')
})

test('text refuses every C0 control character but tab and newline', () => {
  for (let code = 0; code < 0x20; code++) {
    const kept = code === 9 || code === 10 || code === 13
    assert.equal(accepts(text(10), `a${String.fromCharCode(code)}`), kept, `U+00${code.toString(16)}`)
  }
})

test('text refuses exactly what is not well-formed Unicode', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (value) => {
      const half = `${value}\ud800`
      assert.equal(accepts(text(100), half), false)
    }),
  )
})

test('text is bounded in UTF-16 code units', () => {
  assert.ok(accepts(text(4), '🦋🦋'))
  assert.ok(!accepts(text(3), '🦋🦋'))
})

test('some text is never blank', () => {
  assert.ok(!accepts(someText(10), ' \n\t '))
  assert.ok(!accepts(line(10), '   '))
})

test('a line is one trimmed line', () => {
  assert.equal(v.parse(line(20), ' one\r\ntwo\tthree '), 'one two three')
})

test('an id fits a path and a comma-separated list', () => {
  for (const id of ['018f3c2e-7d4a', 'u42', 'm-marieke.aalbers', 'a~b_c:d@e', 'zoë'])
    assert.ok(accepts(Id, id), id)
  for (const id of ['', 'a/b', 'a,b', 'a b', 'a?b', 'a#b', 'a%b', 'a\u0000']) assert.ok(!accepts(Id, id), id)
})

test('a list names nothing twice and is bounded', () => {
  assert.ok(accepts(list(Topic, 2), ['a', 'b']))
  assert.ok(!accepts(list(Topic, 2), ['a', 'a']))
  assert.ok(!accepts(list(Topic, 2), ['a', 'b', 'c']))
})
