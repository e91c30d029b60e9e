import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { toRichText } from './markdown.ts'
import { asMarkdown, quote } from './quote.ts'

const HOSTILE = [
  '```\nnooit gesloten',
  '~~~~\n```',
  '<!-- nooit gesloten',
  '<pre>\n\n**vet**',
  'een regel\ndie doorloopt\n',
  '> al een citaat\n> > en dieper',
  '- lijst\n\n  met meer\n1. en nummers',
  'Kop\n===\n\n# nog een',
  '| a | b |\n|---|---|\n| `x|y` | z |',
  '[een][1] en [twee]\n\n[1]: https://a.example\n[twee]: https://b.example "t"',
  '![beeld][1]\n\n[1]: https://a.example/x.png',
  'noot[^1]\n\n[^1]: onderaan',
  '[@Anna de Boer](member:7) weet het',
  '\\*niet vet\\* & <b>ook niet</b> &amp;',
  '    ingesprongen code\n\n\tmet een tab',
  '***\n---\n+++',
]
const AFTER = { type: 'paragraph', children: [{ type: 'text', text: 'Mijn eigen tekst [1]' }] }

test('a quote holds all of a text and nothing of it reaches beyond', () => {
  for (const hostile of HOSTILE) {
    const [first, ...rest] = toRichText(`${quote(hostile)}\n\nMijn eigen tekst \\[1]`)
    assert.equal(first?.type, 'quote', hostile)
    assert.deepEqual(rest, [AFTER], hostile)
  }
})

test('a quote says what the text said', () => {
  for (const text of HOSTILE.filter((one) => !one.includes('[^1]')))
    assert.deepEqual(toRichText(quote(text)), [{ type: 'quote', children: toRichText(text) }], text)
})

test('a reference that somebody else defined leads nowhere from a quote, and each quote keeps its own', () => {
  const two = ['[hier][1]\n\n[1]: https://a.example', '[hier][1]\n\n[1]: https://b.example', '[hier][1]']
  const told = JSON.stringify(toRichText(two.map(quote).join('\n\ntekst\n\n')))
  assert.equal(told.split('https://a.example').length, 2)
  assert.equal(told.split('https://b.example').length, 2)
})

test('whatever is quoted, what comes after it is no part of it', () => {
  const signs = fc.constantFrom(
    '`',
    '```',
    '~~~',
    '>',
    '\n',
    '\n\n',
    '[',
    ']',
    '(',
    ')',
    '|',
    '-',
    '#',
    '<',
    '!',
    '*',
    ' ',
    '\t',
    'a',
    '\\',
    '[1]: b',
  )
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 25 }), (parts) => {
      const text = parts.join('')
      const after = toRichText(`${quote(text)}\n\nMijn eigen tekst \\[1]`)
      assert.deepEqual(after.at(-1), AFTER)
      assert.ok(after.length <= 2)
    }),
    { numRuns: 100 },
  )
})

test('plain text keeps its signs as Markdown', () => {
  for (const text of [
    '# geen kop',
    '*niet* [vet](x) `c`',
    '1. een\n2. twee',
    '<b>&amp;</b>',
    '> nee',
    'a_b_c',
  ])
    assert.equal(
      JSON.stringify(toRichText(asMarkdown(text))).includes(JSON.stringify(text.split('\n')[0]).slice(1, -1)),
      true,
      text,
    )
})
