/** What an operator may write in the file that LIMITS names, and how a mistake in it is told. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import fc from 'fast-check'
import { readConfig } from '../config.ts'
import { StartError } from '../start-error.ts'
import { DEFAULT_LIMITS } from './limit-rates.ts'
import { parseLimits } from './limits-file.ts'

const refusal = (text: string): string => {
  try {
    parseLimits('limits.json', text)
  } catch (error) {
    assert.ok(error instanceof StartError)
    return error.message
  }
  assert.fail(`not refused: ${text}`)
}

test('what the file leaves out stays as it is by default', () => {
  const limits = parseLimits('limits.json', '{ "read": { "address": { "requests": 7, "seconds": 60 } } }')
  assert.deepEqual(limits, {
    ...DEFAULT_LIMITS,
    read: { ...DEFAULT_LIMITS.read, address: { requests: 7, seconds: 60 } },
  })
  assert.deepEqual(parseLimits('limits.json', '{}'), DEFAULT_LIMITS)
})

test('LIMITS names the file', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'vlinder-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'limits.json')
  writeFileSync(file, '{ "sign-in": { "address": { "requests": 7, "seconds": 60 } } }')
  assert.deepEqual(readConfig({ LIMITS: file }).limits?.['sign-in'].address, { requests: 7, seconds: 60 })
})

test('the example in the documentation is what holds by default', () => {
  const page = readFileSync(new URL('../../../docs/operating.md', import.meta.url), 'utf8')
  const [, example = ''] = /```json\n(.*?)```/s.exec(page) ?? []
  assert.deepEqual(JSON.parse(example), DEFAULT_LIMITS)
})

test('a mistake is told by its line and field', () => {
  const file = (member: string) => `{\n  "read": {\n    "member":\n      ${member}\n  }\n}`
  for (const [text, message] of [
    [
      file('{ "requests": 0, "seconds": 9 }'),
      'line 4: read.member.requests must be a whole number from 1 to 1000000.',
    ],
    [
      file('{ "requests": 1.5, "seconds": 9 }'),
      'line 4: read.member.requests must be a whole number from 1 to 1000000.',
    ],
    [
      file('{ "requests": "9", "seconds": 9 }'),
      'line 4: read.member.requests must be a whole number from 1 to 1000000.',
    ],
    [
      file('{ "requests": 9, "seconds": 3601 }'),
      'line 4: read.member.seconds must be a whole number from 1 to 3600.',
    ],
    [file('{ "requests": 9 }'), 'line 3: read.member.seconds is missing.'],
    [
      file('{ "requests": 9, "seconds": 9, "per": 1 }'),
      'line 4: read.member.per is not known here; known are requests, seconds.',
    ],
    [
      file('{ "requests": 9, "second": 9 }'),
      'line 4: read.member.second is not known here; known are requests, seconds.',
    ],
    [file('null'), 'line 3: read.member must be an object.'],
    [file('[]'), 'line 3: read.member must be an object.'],
    ['{\n"sign-in": {\n"member": {} } }', 'line 3: sign-in.member is not known here; known are address.'],
    [
      '{\n"reed": {} }',
      'line 2: reed is not known here; known are read, write, photo, sign-in, token-failures.',
    ],
    ['[]', 'line 1: the file must be an object.'],
    ['7', 'line 1: the file must be an object.'],
  ] as const)
    assert.equal(refusal(text), `LIMITS: limits.json, ${message}`)
})

test('what is not JSON is told in one line', () => {
  for (const text of ['', '{', '{\n"read": ,\n}', 'read: 7'])
    assert.match(refusal(text), /^LIMITS: limits\.json is not JSON: [^\n]+\.$/)
})

test('whatever the file holds, it is either limits or a sentence', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      try {
        assert.ok(parseLimits('limits.json', text).read.member.requests > 0)
      } catch (error) {
        assert.ok(error instanceof StartError)
        assert.equal(error.message.split('\n').length, 1)
      }
    }),
  )
})
