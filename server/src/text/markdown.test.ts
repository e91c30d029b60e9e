import assert from 'node:assert/strict'
import test from 'node:test'
import { type Block, type Inline, limits, RichText } from '@vlinder/contract'
import fc from 'fast-check'
import * as v from 'valibot'
import { toRichText } from './markdown.ts'
import { toPlainText } from './plain.ts'

const paragraph = (...children: Inline[]): Block => ({ type: 'paragraph', children })
const text = (value: string): Inline => ({ type: 'text', text: value })
const link = (href: string, words: string): Inline => ({ type: 'link', href, children: [text(words)] })
const says = (markdown: string, ...blocks: Block[]) => assert.deepEqual(toRichText(markdown), blocks)

/** Every address that the tree links to. */
function links(blocks: Block[]): string[] {
  const found: string[] = []
  JSON.stringify(blocks, (key, value) => {
    if (key === 'href') found.push(value)
    return value
  })
  return found
}

test('nothing says nothing', () => {
  says('')
  says(' \n\n ')
})

test('marks, code and breaks come through', () => {
  says(
    '**a** _b_ ~~c~~ `d`\\\ne',
    paragraph(
      { type: 'strong', children: [text('a')] },
      text(' '),
      { type: 'emphasis', children: [text('b')] },
      text(' '),
      { type: 'strike', children: [text('c')] },
      text(' '),
      { type: 'code', text: 'd' },
      { type: 'break' },
      text('e'),
    ),
  )
})

test('a line that goes on is one text', () => {
  says('one\ntwo', paragraph(text('one\ntwo')))
})

test('blocks come through: heading, lists, quote, code, table, rule', () => {
  says('# a', { type: 'heading', level: 1, children: [text('a')] })
  says('3. a\n4. b', {
    type: 'list',
    ordered: true,
    start: 3,
    items: [[paragraph(text('a'))], [paragraph(text('b'))]],
  })
  says('- a\n  - b', {
    type: 'list',
    ordered: false,
    items: [[paragraph(text('a')), { type: 'list', ordered: false, items: [[paragraph(text('b'))]] }]],
  })
  says('> a', { type: 'quote', children: [paragraph(text('a'))] })
  says('```js x\n1 < 2\n\n3\n```', { type: 'code-block', text: '1 < 2\n\n3', language: 'js' })
  says('    indented', { type: 'code-block', text: 'indented' })
  says('| a | b |\n|---|---|\n| c | d |', {
    type: 'table',
    head: [[text('a')], [text('b')]],
    rows: [[[text('c')], [text('d')]]],
  })
  says('---', { type: 'rule' })
})

test('headings have three levels at most', () => {
  for (const { type, ...heading } of toRichText('# a\n\n### b\n\n###### c')) {
    assert.equal(type, 'heading')
    assert.ok('level' in heading && heading.level >= 1 && heading.level <= 3)
  }
})

test('a picture is a link to it, by its words or else its address', () => {
  says('![A ward](https://a.nl/1.png)', paragraph(link('https://a.nl/1.png', 'A ward')))
  says('![](https://a.nl/1.png)', paragraph(link('https://a.nl/1.png', 'https://a.nl/1.png')))
  says('![p][1]\n\n[1]: https://a.nl/1.png', paragraph(link('https://a.nl/1.png', 'p')))
  says('![here](1.png)', paragraph(text('here')))
})

test('a picture inside a link is that one link', () => {
  says('[![p](https://a.nl/1.png)](https://a.nl)', paragraph(link('https://a.nl', 'p')))
})

test('raw HTML is the text that it was', () => {
  says('a <b>bold</b>', paragraph(text('a <b>bold</b>')))
  says('<script>alert(1)</script>', paragraph(text('<script>alert(1)</script>')))
  says('<!-- c -->', paragraph(text('<!-- c -->')))
})

test('only web, mail and telephone addresses link', () => {
  says('[a](https://a.nl "title")', paragraph(link('https://a.nl', 'a')))
  says('[a](mailto:a@b.nl)', paragraph(link('mailto:a@b.nl', 'a')))
  says('[a](tel:+31612345678)', paragraph(link('tel:+31612345678', 'a')))
  for (const href of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java&#x0A;script:alert(1)',
    '&#106;avascript:x',
    'vbscript:x',
    'data:text/html,x',
    'file:///etc/passwd',
    '/relative',
    '//host',
    '#fragment',
    'blob:https://a.nl/x',
  ]) {
    const blocks = toRichText(`[words](${href}) and <${href}>\n\n[r][1] ![i][1]\n\n[1]: ${href}`)
    assert.deepEqual(links(blocks), [], href)
    assert.match(toPlainText(blocks), /words and/)
  }
})

test('an FTP address, which browsers no longer open, stays readable', () => {
  says('[a](ftp://a.nl/b.pdf)', paragraph(text('a (ftp://a.nl/b.pdf)')))
  says('[ftp://a.nl](ftp://a.nl)', paragraph(text('ftp://a.nl')))
})

test('a link without words shows where it goes', () => {
  says('[](https://a.nl)', paragraph(link('https://a.nl', 'https://a.nl')))
})

test('plain addresses in a text link', () => {
  assert.deepEqual(links(toRichText('see https://a.nl/b, or a@b.nl; not main.ts')), [
    'https://a.nl/b',
    'mailto:a@b.nl',
  ])
})

test('reference links find their address', () => {
  says('[a][1]\n\n[1]: https://a.nl', paragraph(link('https://a.nl', 'a')))
  says('[a][nowhere]', paragraph(text('[a][nowhere]')))
})

test('a footnote keeps its mark and its words', () => {
  const plain = toPlainText(toRichText('Told[^1].\n\n[^1]: remember this'))
  assert.match(plain, /Told\[\^?1\]/)
  assert.match(plain, /remember this/)
})

test('tasks show whether they are done', () => {
  assert.equal(toPlainText(toRichText('- [x] one\n- [ ] two')), '☑ one\n☐ two')
})

const depth = (blocks: Block[]): number =>
  Math.max(
    0,
    ...blocks.map((block) => {
      if (block.type === 'quote') return 1 + depth(block.children)
      return block.type === 'list' ? 1 + Math.max(0, ...block.items.map(depth)) : 0
    }),
  )

test('what is nested too deep is kept, flattened', () => {
  const quotes = toRichText(`${'> '.repeat(limits.RICH_TEXT_DEPTH_MAX + 8)}bottom`)
  const lists = toRichText(Array.from({ length: 40 }, (_, i) => `${'  '.repeat(i)}- at ${i}`).join('\n'))
  assert.ok(depth(quotes) <= limits.RICH_TEXT_DEPTH_MAX)
  assert.ok(depth(lists) <= limits.RICH_TEXT_DEPTH_MAX)
  assert.match(toPlainText(quotes), /bottom/)
  for (let i = 0; i < 40; i++) assert.match(toPlainText(lists), new RegExp(`at ${i}\\b`))
})

test('twenty thousand of anything neither crashes nor nests without end', () => {
  for (const piece of [
    '>',
    '> ',
    '- ',
    '1. ',
    '[',
    '![',
    '[a](',
    '**a ',
    '*a _b ',
    '`',
    '<',
    '<!--',
    '~~',
    '|',
    '&',
    '\\',
  ])
    assert.ok(v.is(RichText, toRichText(piece.repeat(20_000 / piece.length))), piece)
})

test('what is begun more often than anybody would is text from there on, and no word of it is lost', () => {
  for (const piece of ['> w\n\n', '- w\n\nb\n\n', '- w\n+ w\n', '[^1]: w\n\n', 'w\n=\n', '- - w\n']) {
    const tree = toRichText(piece.repeat(2_000))
    assert.ok(v.is(RichText, tree), piece)
    assert.ok(tree.filter(({ type }) => type !== 'paragraph').length <= 500, piece)
    assert.equal(
      JSON.stringify(tree).match(/w/g)?.length,
      JSON.stringify(piece).match(/w/g)!.length * 2_000,
      piece,
    )
  }
  const ends = toPlainText(toRichText(`${'> a\n\n'.repeat(600)}> **b** 3 = 2 + 1\n\n> [c](https://a.nl)`))
  assert.match(ends, /\n> b 3 = 2 \+ 1\n> c$/)
})

test('a paragraph with thousands of one sign is what was typed, escapes and all', () => {
  const typed = `\\*a\\* [a] ${'[a]('.repeat(900)} <b> ~c~ \\`
  assert.deepEqual(toRichText(typed), [{ type: 'paragraph', children: [{ type: 'text', text: typed }] }])
})

const pieces = [
  ...[
    '*',
    '**',
    '_',
    '`',
    '``',
    '> ',
    '- ',
    '1. ',
    '# ',
    '\n',
    '\n\n',
    '|',
    '[',
    ']',
    '(',
    ')',
    '<',
    '>',
    '~~',
  ],
  ...[
    '!',
    '    ',
    '\t',
    '```\n',
    '<b>',
    '</b>',
    '<!--',
    '\\',
    ' ',
    '](',
    ']:',
    '[^1]',
    'http://',
    'javascript:',
  ],
  ...['word', 'a@b.nl', 'www.a.nl', '&amp;', '&#0;', '🦋', '\u202e', '---\n', '- [x] '],
]
const markdown = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join('')),
)

test('whatever is typed becomes a tree of the contract, whose links are harmless', () => {
  fc.assert(
    fc.property(markdown, (typed) => {
      const blocks = toRichText(typed)
      v.parse(RichText, blocks)
      for (const href of links(blocks)) assert.match(href, /^(https?:\/\/|mailto:|tel:)/i)
    }),
    { numRuns: 1_000 },
  )
})

test('no word is lost, whatever marks stand around it', () => {
  const word = fc.stringMatching(/^[a-z]{4,8}$/)
  const mark = fc.constantFrom(
    ...[
      '*',
      '**',
      '_',
      '`',
      '> ',
      '- ',
      '1. ',
      '# ',
      '\n',
      '\n\n',
      '[',
      ']',
      '<',
      '>',
      '~~',
      '!',
      ' ',
      ' ',
      '\\',
      '    ',
    ],
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(word, mark), { maxLength: 40 }), (parts) => {
      const typed = parts.join('')
      // What stands behind a fence names a language, and a browser may not show it.
      fc.pre(!/`{3}|~{3}/.test(typed))
      const plain = toPlainText(toRichText(typed))
      for (const found of typed.match(/[a-z]{4,}/g) ?? []) assert.ok(plain.includes(found), found)
    }),
    { numRuns: 1_000 },
  )
})
