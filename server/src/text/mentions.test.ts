import assert from 'node:assert/strict'
import test from 'node:test'
import { limits, mentionOf, mentionsTold } from '@vlinder/contract'
import fc from 'fast-check'
import { toRichText } from './markdown.ts'
import { mentionedIn } from './mentions.ts'
import { toPlainText } from './plain.ts'

const named = new Map([
  ['m-1', { name: 'Anne de Vries', active: true }],
  ['left', { name: 'Bram Visser', active: false }],
])
const anne = { type: 'mention', member: 'm-1', name: 'Anne de Vries' }
const inlines = (markdown: string) => {
  const [block] = toRichText(markdown, named)
  return block?.type === 'paragraph' ? block.children : []
}

test('a member is named as they are called now, wherever a link can stand', () => {
  assert.deepEqual(inlines('Met [@Anne Jansen](member:m-1).'), [
    { type: 'text', text: 'Met ' },
    anne,
    { type: 'text', text: '.' },
  ])
  assert.deepEqual(inlines('**[@Anne](member:m-1)**'), [{ type: 'strong', children: [anne] }])
})

test('whoever left or is not there stands as text', () => {
  assert.deepEqual(inlines('Dag [@Bram](member:left)!'), [{ type: 'text', text: 'Dag Bram Visser!' }])
  assert.deepEqual(inlines('Dag [@Bram](member:gone)!'), [{ type: 'text', text: 'Dag @Bram!' }])
})

for (const [what, markdown] of Object.entries({
  'a link with other words': '[lees dit](member:m-1)',
  'an address by itself': '<member:m-1>',
  'a reference': '[@Anne][a]\n\n[a]: member:m-1',
  'a picture': '![@Anne](member:m-1)',
  code: '`[@Anne](member:m-1)`',
  'an escaped bracket': '\\[@Anne](member:m-1)',
  'another scheme': '[@Anne](MEMBER:m-1)',
  'an address with more to it': '[@Anne](member:m-1/x)',
}))
  test(`${what} names nobody`, () => {
    assert.ok(!JSON.stringify(toRichText(markdown, named)).includes('mention'))
    assert.deepEqual(mentionedIn([markdown]), [])
  })

test('a mention within the words of a link is the link that stays', () => {
  const children = inlines('[zie [@Anne](member:m-1) daar](tel:112)')
  assert.deepEqual(children[1], anne)
  assert.ok(!JSON.stringify(children).includes('"link"'))
})

test('a text names each once, in their order, and no more than twenty', () => {
  const many = Array.from({ length: 30 }, (_, i) => mentionOf({ id: `m-${i}`, name: 'Anne' }))
  const found = mentionedIn([many.slice(0, 3).join(' '), many.join('\n\n')])
  assert.deepEqual(
    found,
    Array.from({ length: limits.MENTIONS_MAX }, (_, i) => `m-${i}`),
  )
})

test('plain text has the name', () => {
  assert.equal(toPlainText(toRichText('Met [@Anne](member:m-1).', named)), 'Met @Anne de Vries.')
  assert.equal(toPlainText(toRichText('Met [@Anne](member:m-1).')), 'Met @Anne.')
})

// Names are lines without control characters; everything else may be in them.
const sign = fc.oneof(
  fc.constantFrom(
    ...'\\[]()*_~`<>&|!#@:."\'/-',
    'http://a.nl',
    'www.a.nl',
    'a@b.nl',
    '&amp;',
    '\u202e',
    '\u2066',
    ' ',
    'é',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }),
)
const name = fc
  .array(sign, { minLength: 1, maxLength: 8 })
  .map((signs) =>
    signs
      .join('')
      .replace(/\p{Cc}/gu, '')
      .trim(),
  )
  .filter((name) => name !== '')
const id = fc.stringMatching(/^[a-zA-Z0-9é._~:@-]{1,20}$/)

test('whatever somebody is called, what names them is read back as that, in a line and in a table', () => {
  fc.assert(
    fc.property(name, id, (name, id) => {
      const markdown = mentionOf({ id, name })
      const shown = `@${name.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')}`
      const known = new Map([[id, { name, active: true }]])
      const node = { type: 'mention', member: id, name }
      assert.deepEqual(mentionedIn([markdown]), [id])
      assert.deepEqual(toRichText(`a ${markdown}`, known), [
        { type: 'paragraph', children: [{ type: 'text', text: 'a ' }, node] },
      ])
      assert.deepEqual(toRichText(`a ${markdown}`), [
        { type: 'paragraph', children: [{ type: 'text', text: `a ${shown}` }] },
      ])
      const [table] = toRichText(`| a |\n| - |\n| ${markdown} |`, known)
      assert.deepEqual(table?.type === 'table' && table.rows, [[[node]]])
      assert.equal(mentionsTold(markdown), shown)
    }),
    { numRuns: 300 },
  )
})
