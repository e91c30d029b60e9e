import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after } from 'node:test'
import { gzipSync } from 'node:zlib'
import { records, sitesIn } from './convert.ts'

const folder = mkdtempSync(join(tmpdir(), 'stackexchange-'))
after(() => rmSync(folder, { recursive: true }))

const jsonLines = (...values: object[]) =>
  gzipSync(values.map((value) => `${JSON.stringify(value)}\n`).join(''))
const created = '2020-01-02T03:04:05.678'
const question = {
  id: 1,
  user: '7',
  created,
  html: '<p>Which <a href="/tags">one</a>?</p>',
  title: 'Which one?',
  tags: ['tea', 'cups'],
  accepted: 3,
  license: 'CC BY-SA 4.0',
  comments: [{ id: 5, user: 'gone (by now)', created, text: 'Why `ask`?' }],
  answers: [
    {
      id: 2,
      user: null,
      created,
      html: '<p>This <img src="https://a.nl/b.png" alt="enter image description here"></p>',
      comments: [],
    },
    {
      id: 3,
      user: '7',
      created,
      html: '<p>That.</p>',
      comments: [
        { id: 6, user: '7', created, text: 'Yes.' },
        {
          id: 7,
          user: '7',
          created,
          text: '$\\{a_1\\} * b_2$, not \\*: `$a_1$` *costs* $5*2-$6*3\n\n$a$\n$b_\nc$\n$$ d\\\\\n= e_1 $$',
        },
      ],
    },
  ],
}
writeFileSync(join(folder, 'tea.meta_questions.jsonl.gz'), jsonLines(question))
writeFileSync(
  join(folder, 'tea.meta_users.jsonl.gz'),
  jsonLines({ id: '7', name: 'Ann', created, about: '<p>Likes tea.</p>' }),
)

type Converted = Record<string, unknown> & { type: string; id: string }
const all = (await Array.fromAsync(records(folder, 'tea.meta'))) as Converted[]
const the = (id: string) => all.find((record) => record.id === id)

test('every pair of files is a site', () => {
  assert.deepEqual(sitesIn(folder), ['tea.meta'])
})

test('each record comes after what it refers to', () => {
  assert.deepEqual(
    all.map(({ type, id }) => `${type} ${id}`),
    [
      'community stackexchange-tea.meta',
      'member u7',
      'member left:gone~20~by~20now~',
      'member deleted',
      'question q1',
      'comment c5',
      'answer a2',
      'answer a3',
      'comment c6',
      'comment c7',
    ],
  )
})

test('the licence and the page of each author are named, as CC BY-SA asks', () => {
  assert.match(String(the('stackexchange-tea.meta')?.goal), /under CC BY-SA 4\.0/)
  assert.match(String(the('u7')?.about), /href="https:\/\/tea\.meta\.stackexchange\.com\/users\/7"/)
})

test('who left keeps their name, and can no longer sign in', () => {
  assert.deepEqual(the('left:gone~20~by~20now~'), {
    type: 'member',
    community: 'stackexchange-tea.meta',
    id: 'left:gone~20~by~20now~',
    name: 'gone (by now)',
    active: false,
  })
})

test('the accepted answer is what helped', () => {
  assert.deepEqual([the('a2')?.helped, the('a3')?.helped], [false, true])
})

test('formulas in comments keep the signs that Markdown has other uses for', () => {
  assert.equal(
    the('c7')?.body,
    '$\\\\{a\\_1\\\\} \\* b\\_2$, not \\*: `$a_1$` *costs* $5*2-$6*3\n\n$a$\n$b\\_\nc$\n$$ d\\\\\\\\\n= e\\_1 $$',
  )
})

test('a picture is not named with the words that their editor asks to replace', () => {
  assert.equal(the('a2')?.body, '<p>This <img src="https://a.nl/b.png" alt="image"></p>')
})

test('HTML stays HTML, with whole addresses; comments are Markdown already; times say that they are UTC', () => {
  const { body, format, at } = the('q1')!
  assert.equal(body, '<p>Which <a href="https://tea.meta.stackexchange.com/tags">one</a>?</p>')
  assert.deepEqual([format, at], ['html', `${created}Z`])
  assert.deepEqual(
    [the('c5')?.body, the('c5')?.format, the('c5')?.on],
    ['Why `ask`?', undefined, 'question:q1'],
  )
})
