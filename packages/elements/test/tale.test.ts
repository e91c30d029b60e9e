/** What the studio makes of what somebody writes. */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Prompt } from '@vlinder/contract'
import fc from 'fast-check'
import { apart, join } from '../src/story-studio/one-text.ts'
import { BLANK, PROMPTS, stepsOf, switched, type Tale, titleOf, toStory } from '../src/story-studio/tale.ts'

const headings = Object.fromEntries(PROMPTS.map((prompt) => [prompt, `Over ${prompt}`])) as Record<
  Prompt,
  string
>
/** Text as people write it: lines, some empty, with something in them or nothing at all. */
const writing = fc
  .array(
    fc.constantFrom('Het regende.', '', '# Kop', '- lijstje', '## Geen vraag', '> citaat', '  ingesprongen'),
  )
  .map((lines) => lines.join('\n').replace(/^\n+|\n+$/g, ''))
const tales: fc.Arbitrary<Tale> = fc
  .record({ body: writing, ...Object.fromEntries(PROMPTS.map((prompt) => [prompt, writing])) })
  .map((texts) => ({ ...BLANK, ...texts }))

test('answers survive being one text and being answers again', () => {
  fc.assert(
    fc.property(tales, (tale) => {
      const back = { ...tale, ...switched({ ...tale, ...switched(tale, headings) }, headings) }
      for (const name of [...PROMPTS, 'body' as const]) assert.equal(back[name].trim(), tale[name].trim())
    }),
  )
})

test('every line of a text stands in one of the answers', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'b', '', ...Object.values(headings).map((one) => `## ${one}`))),
      (lines) => {
        const { body, ...answers } = apart(lines.join('\n'), headings)
        const kept = [body, ...Object.values(answers)].join('\n')
        const count = (text: string, letter: string) =>
          text.split('\n').filter((line) => line === letter).length
        for (const letter of ['a', 'b']) assert.equal(count(kept, letter), count(lines.join('\n'), letter))
      },
    ),
  )
})

test('what is published is the same whichever way it was written', () => {
  fc.assert(
    fc.property(tales, (tale) => {
      const plain = toStory(tale, 'failure', headings)
      const free = toStory({ ...tale, ...switched(tale, headings) }, 'failure', headings)
      assert.deepEqual(
        free.sections?.map(({ prompt, body }) => [prompt, body.trim()]),
        plain.sections?.map(({ prompt, body }) => [prompt, body.trim()]),
      )
      assert.equal(free.body?.trim(), plain.body?.trim())
    }),
  )
})

test('a story that says nothing but its body has no headings', () => {
  assert.equal(join({ body: 'Zo ging het.' }, headings), 'Zo ging het.')
})

test('an answer stays among the steps when another kind does not ask for it', () => {
  const tale = { ...BLANK, kind: 'practice' as const }
  assert.ok(!stepsOf(tale).includes('conditions'))
  assert.ok(stepsOf({ ...tale, conditions: 'Geen tijd.' }).includes('conditions'))
})

test('without a title, the first sentence of the lesson is one, cut between words where it is long', () => {
  assert.equal(titleOf({ title: ' Zelf bedacht ', lesson: 'Iets anders.' }), 'Zelf bedacht')
  assert.equal(titleOf({ title: '', lesson: 'Vraag het eerst. Dan de rest.' }), 'Vraag het eerst')
  const long = titleOf({ title: '', lesson: 'woord '.repeat(40) })
  assert.ok(long.length <= 83 && long.endsWith('woord …'), long)
})
