import assert from 'node:assert/strict'
import test from 'node:test'
import * as v from 'valibot'
import {
  limits,
  MeChange,
  MemberQuery,
  NewStory,
  PROBLEMS,
  type ProblemName,
  problemName,
  problemType,
  RichText,
  StoryQuery,
} from './index.ts'

const paths = (schema: v.GenericSchema, value: unknown) =>
  (v.safeParse(schema, value).issues ?? []).map((issue) => v.getDotPath(issue))

test('a story needs a kind and a title and nothing else', () => {
  assert.deepEqual(v.parse(NewStory, { kind: 'failure', title: 'Too early' }), {
    kind: 'failure',
    title: 'Too early',
    lesson: '',
    body: '',
    sections: [],
    topics: [],
    patterns: [],
  })
  assert.deepEqual(paths(NewStory, {}).sort(), ['kind', 'title'])
})

test('an unknown field is named', () => {
  assert.deepEqual(paths(NewStory, { kind: 'failure', title: 'x', anonymous: true }), ['anonymous'])
  assert.deepEqual(paths(MeChange, { role: 'facilitator' }), ['role'])
})

test('a story answers each prompt once', () => {
  const section = { prompt: 'wanted', body: 'x' }
  assert.deepEqual(paths(NewStory, { kind: 'failure', title: 'x', sections: [section, section] }), [
    'sections',
  ])
})

test('a page has a default size and a largest one', () => {
  assert.equal(v.parse(StoryQuery, {}).limit, limits.PAGE_DEFAULT)
  assert.equal(v.parse(StoryQuery, { limit: '100' }).limit, limits.PAGE_MAX)
  for (const limit of ['0', '101', '-1', '1.5', 'ten', ''])
    assert.deepEqual(paths(StoryQuery, { limit }), ['limit'])
})

test('ids are asked for in one bounded list', () => {
  assert.deepEqual(v.parse(MemberQuery, { ids: 'a,b' }).ids, ['a', 'b'])
  assert.ok(
    paths(MemberQuery, {
      ids: Array(limits.BATCH_MAX + 1)
        .fill('a')
        .join(','),
    }).length > 0,
  )
})

test('rich text has no node that could carry markup', () => {
  const text = [{ type: 'text', text: '<b>' }]
  assert.ok(v.is(RichText, [{ type: 'paragraph', children: text }]))
  assert.ok(!v.is(RichText, [{ type: 'html', text: '<b>' }]))
  assert.ok(
    !v.is(RichText, [
      { type: 'paragraph', children: [{ type: 'link', href: 'javascript:x', children: text }] },
    ]),
  )
})

test('a problem is known by its type', () => {
  for (const name of Object.keys(PROBLEMS) as ProblemName[])
    assert.equal(problemName(problemType(name)), name)
  assert.equal(problemName('about:blank'), undefined)
  assert.equal(problemName(undefined), undefined)
})
