/** The buttons above a text: what each does to what is selected. */
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import {
  begun,
  beside,
  type Edit,
  linked,
  marked,
  type Selected,
} from '../src/story-studio/markdown-edits.ts'

/** `[` and `]` stand around what is selected. */
const selected = (text: string): Selected => ({
  text: text.replace(/[[\]]/g, ''),
  start: text.indexOf('['),
  end: text.indexOf(']') - 1,
})
const done = ({ text }: Selected, { from, to, insert, start, end }: Edit): Selected => ({
  text: text.slice(0, from) + insert + text.slice(to),
  start,
  end,
})
const shown = ({ text, start, end }: Selected) =>
  `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`

const CASES: [string, (at: Selected) => Edit, string, string][] = [
  ['bold', (at) => marked(at, '**'), 'een [woord] meer', 'een **[woord]** meer'],
  [
    'bold, without the spaces at its ends',
    (at) => marked(at, '**'),
    'een[ woord ]meer',
    'een **[woord]** meer',
  ],
  ['bold where nothing is selected', (at) => marked(at, '**'), 'een []', 'een **[]**'],
  ['a list', (at) => begun(at, '- '), 'voor\n[een\n\ntwee]\nna', 'voor\n[- een\n\n- twee]\nna'],
  ['a list that begins', (at) => begun(at, '- '), 'voor\n[]', 'voor\n- []'],
  ['a quote', (at) => begun(at, '> '), 'dit [zei] zij', '> dit zei zij[]'],
  ['a link', linked, 'zie [dit] eens', 'zie [dit]([https://]) eens'],
  ['a picture', (at) => beside(at, '![a](b)'), 'voor[] na', 'voor\n\n![a](b)\n\n[] na'],
  ['a picture alone', (at) => beside(at, '![a](b)'), '[]', '![a](b)\n\n[]'],
  ['an address', linked, '[https://x.nl]', '[[]](https://x.nl)'],
]
for (const [name, edit, before, after] of CASES)
  test(`${name}: ${JSON.stringify(before)}`, () => {
    const at = selected(before)
    assert.equal(shown(done(at, edit(at))), after)
  })

test('pressed twice, a button leaves the text as it was', () => {
  const text = fc.array(fc.constantFrom('woord', ' ', '\n', '- ', 'x')).map((parts) => parts.join(''))
  const edits = [
    (at: Selected) => marked(at, '**'),
    (at: Selected) => begun(at, '## '),
    (at: Selected) => begun(at, '> '),
  ]
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), fc.constantFrom(...edits), (text, a, b, edit) => {
      const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [
        number,
        number,
      ]
      const at = { text, start, end }
      const once = done(at, edit(at))
      assert.equal(done(once, edit(once)).text, text)
    }),
  )
})
