import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { toMarkdown } from './html.ts'
import { toRichText } from './markdown.ts'
import { toPlainText } from './plain.ts'

const writes = (html: string, markdown: string) => assert.equal(toMarkdown(html), markdown)

test('code blocks keep their lines and their language', () => {
  writes('<pre><code>a\n  b &lt; c\n</code></pre>', '```\na\n  b < c\n```')
  writes('<pre><code class="language-js">x</code></pre>', '```js\nx\n```')
  writes('<pre class="lang-py prettyprint-override"><code>x</code></pre>', '```py\nx\n```')
})

test('lists, quotes and headings nest as they did', () => {
  writes('<ul><li>a<ol start="3"><li>b</li></ol></li></ul>', '- a\n\n  3. b')
  writes('<blockquote><blockquote><p>in</p></blockquote><p>out</p></blockquote>', '> > in\n>\n> out')
  writes('<h2>A</h2><hr>', '## A\n\n***')
})

test('a table keeps a line a row, whatever stands in its cells', () => {
  writes(
    '<table><caption>Wards</caption><tr><th>a|b</th></tr><tr><td><p>x</p><ul><li>y</li></ul><pre>z</pre></td></tr></table>',
    'Wards\n\n| a\\|b    |\n| ------- |\n| x y `z` |',
  )
})

test('links and pictures keep their address', () => {
  writes(
    '<a href="https://a.nl">a</a> <img src="//i.nl/1.png" alt="p">',
    '[a](https://a.nl) ![p](https://i.nl/1.png)',
  )
})

test('a picture that leads elsewhere than itself is not lost', () => {
  writes(
    '<a href="https://a.nl/"><img src="https://i.nl/1.png" alt="p"></a>',
    '[p](https://a.nl/) ![p](https://i.nl/1.png)',
  )
})

test('powers, indices, keys and line breaks keep their meaning', () => {
  writes('10<sup>-2</sup> H<sub>2</sub>O 1<sup>st</sup> <kbd>Ctrl</kbd>', '10⁻² H₂O 1st `Ctrl`')
  writes('<p>a<br>b</p>', 'a\\\nb')
  writes('<sup><a href="https://a.nl">1</a></sup>', '[1](https://a.nl)')
})

test('entities become characters, and what looks like markup stays text', () => {
  writes('<p>&lt;b&gt; &amp;amp; caf&eacute; $a_b$</p>', '\\<b> \\&amp; café $a_b$')
})

test('emphasis gives space and breaks back to the line, and lets blocks go', () => {
  writes('a<b> b </b>c <strong>d<br></strong>', 'a **b** c **d**')
  writes('<i><ul><li>a</li></ul></i>', '- a')
})

test('line breaks between two lists leave them two', () => {
  const [first, second, ...more] = toRichText(toMarkdown('<ul><li>a</li></ul> <br><ul><li>b</li></ul>'))
  assert.deepEqual([first?.type, second?.type, more], ['list', 'list', []])
})

test('scripts, styles, comments and control characters go', () => {
  writes('a<script>x()</script><style>b{}</style><!-- c -->&#1;d', 'ad')
})

test('elements nested by the thousands are refused, not fatal', () => {
  assert.throws(() => toMarkdown('<div>'.repeat(50_000)), RangeError)
})

const esc = (value: string) => value.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
const words = fc
  .array(
    fc.oneof(
      fc.stringMatching(/^[a-z]{1,6}$/),
      fc.constantFrom(
        '*',
        '_x_',
        '[y](z)',
        '<b>',
        '&amp;',
        '1.',
        '-',
        '+',
        '#',
        '`',
        '~~',
        '|',
        '\\',
        '![',
        'café',
        '🦋',
        '$a_b$',
        '>',
        '=',
        '***',
      ),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => esc(parts.join(' ')))

const { block } = fc.letrec<{ inline: string; block: string }>((tie) => ({
  inline: fc.oneof(
    { depthSize: 'small' },
    words,
    fc
      .tuple(fc.constantFrom('b', 'i', 'em', 'strong', 's', 'span', 'u'), tie('inline'))
      .map(([tag, inner]) => `<${tag}>${inner}</${tag}>`),
    words.map((value) => `<code>${value}</code>`),
    words.map((value) => `<a href="https://a.nl/x">${value}</a>`),
    fc.tuple(tie('inline'), tie('inline')).map(([a, b]) => `${a} <br>${b}`),
  ),
  block: fc.oneof(
    { depthSize: 'small' },
    tie('inline').map((inner) => `<p>${inner}</p>`),
    words.map((value) => `<pre><code>${value}\n\n  ${value}</code></pre>`),
    fc.tuple(fc.constantFrom('h1', 'h3'), tie('inline')).map(([tag, inner]) => `<${tag}>${inner}</${tag}>`),
    fc
      .array(tie('block'), { minLength: 1, maxLength: 3 })
      .map((inner) => `<blockquote>${inner.join('')}</blockquote>`),
    fc
      .tuple(
        fc.constantFrom('ul', 'ol'),
        fc.array(fc.oneof(tie('block'), tie('inline')), { minLength: 1, maxLength: 3 }),
      )
      .map(([tag, items]) => `<${tag}>${items.map((item) => `<li>${item}</li>`).join('')}</${tag}>`),
    fc
      .array(tie('inline'), { minLength: 1, maxLength: 3 })
      .map((cells) => `<table><tr>${cells.map((cell) => `<th>${cell}</th>`).join('')}</tr></table>`),
    fc.tuple(tie('block'), tie('block')).map((both) => `<div>${both.join('')}</div>`),
  ),
}))

/** The letters of a text, without space: where lines end is not what was said. */
const letters = (value: string) => value.replace(/\s+/g, '')
const textOf = (html: string) =>
  html.replace(/<[^>]*>/g, '').replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))

test('HTML says the same after Markdown as before', () => {
  fc.assert(
    fc.property(block, (html) => {
      assert.equal(letters(toPlainText(toRichText(toMarkdown(html)))), letters(textOf(html)))
    }),
    { numRuns: 500 },
  )
})

test('a link that names a member names them still', () => {
  assert.equal(
    toMarkdown('<p>Dag <a href="member:m-1">@Anne [de] Vries</a></p>').trim(),
    'Dag [@Anne \\[de\\] Vries](member:m-1)',
  )
})
