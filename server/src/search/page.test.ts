import assert from 'node:assert/strict'
import test from 'node:test'
import { SearchPage } from '@vlinder/contract'
import fc from 'fast-check'
import { pino } from 'pino'
import { parse } from 'valibot'
import { createApp } from '../app.ts'
import { AUDIENCE, community } from '../testing.ts'

type Body = Record<string, unknown>

/** The tests' community, with `search` as somebody and what makes things to find. */
async function searchable() {
  const { as, ...rest } = await community()
  const made = async (who: string, path: string, body: Body, where = 'zorg') => {
    const res = await as(who, where)(path, { method: 'POST', body })
    assert.equal(res.status, 201, `${path}: ${await res.clone().text()}`)
    return ((await res.json()) as { item: { id: string } }).item.id
  }
  const ok = async (who: string, path: string, method: string, body?: Body) => {
    const res = await as(who)(path, { method, ...(body && { body }) })
    assert.ok(res.ok, `${path}: ${await res.clone().text()}`)
  }
  const story = (title: string, more: Body = {}, who = 'm-1') =>
    made(who, 'stories', { kind: 'failure', title, ...more })
  const question = (title: string, more: Body = {}) => made('m-1', 'questions', { title, ...more })
  const answer = (to: string, body: string, who = 'm-2') => made(who, `questions/${to}/answers`, { body })
  const search = async (q: string, more: Record<string, string> = {}, who = 'm-2') => {
    const res = await as(who)(`search?${new URLSearchParams({ q, ...more })}`)
    assert.equal(res.status, 200, await res.clone().text())
    return parse(SearchPage, await res.json())
  }
  const titles = async (q: string, more: Record<string, string> = {}, who = 'm-2') =>
    (await search(q, more, who)).items.map(({ title }) => title.text)
  return { as, made, ok, story, question, answer, search, titles, ...rest }
}

test('stories, questions, answers and members are found in one list, with what was typed marked', async () => {
  const { story, question, answer, search, ok } = await searchable()
  await ok('m-f', 'me', 'PATCH', { position: 'Adviseur tillift', about: 'Ik help graag.' })
  await story('De tillift stond stil', { body: 'Niemand wist *hoe* hij werkte.' })
  const asked = await question('Wie leerde de nachtdienst werken?')
  await answer(asked, 'Wij oefenden met de **tillift** op de gang.')
  const { items, mine, next, counts } = await search('tillift')
  assert.deepEqual(new Set(items.map(({ type }) => type)), new Set(['story', 'answer', 'member']))
  assert.deepEqual(counts, { story: 1, question: 0, answer: 1, member: 1 })
  assert.equal(next, null)
  for (const { title, snippet } of items) {
    const marks = [title, snippet].flatMap(({ text, marks }) => marks.map((mark) => text.slice(...mark)))
    assert.deepEqual(marks, ['tillift'])
  }
  const found = items.find(({ type }) => type === 'answer')
  assert.ok(found?.type === 'answer')
  assert.equal(found.question, asked)
  assert.equal(found.title.text, 'Wie leerde de nachtdienst werken?')
  assert.equal(found.snippet.text, 'Wij oefenden met de tillift op de gang.')
  assert.deepEqual(mine[found.id], { own: true })
  const member = items.find(({ type }) => type === 'member')
  assert.equal(member?.title.text, 'Hanneke Vos')
  assert.equal(member?.snippet.text, 'Adviseur tillift · Ik help graag.')
})

test('a question is found by what it says besides, and shows it', async () => {
  const { question, search } = await searchable()
  await question('Op tijd', { body: 'Wie weet raad?', tried: 'Een wekker gezet' })
  const { snippet } = (await search('wekker')).items[0]!
  assert.equal(snippet.text.slice(...snippet.marks[0]!), 'wekker')
})

test('what is found by its topic shows the topic', async () => {
  const { story, search } = await searchable()
  await story('Op tijd', { body: 'Elke ochtend om acht uur.', topics: ['medicatie'] })
  const { snippet } = (await search('medicatie')).items[0]!
  assert.deepEqual(snippet, { text: 'medicatie · Elke ochtend om acht uur.', marks: [[0, 9]] })
})

test('only the types that are asked for are shown, and all of them are counted', async () => {
  const { story, question, answer, search } = await searchable()
  await story('Tillift')
  await answer(await question('Tillift gezocht'), 'Een tillift')
  for (const [type, types] of [
    ['story', ['story']],
    ['answer,question', ['question', 'answer']],
    ['member', []],
  ] as const) {
    const { items, counts } = await search('tillift', { type })
    assert.deepEqual(new Set(items.map((item) => item.type)), new Set(types))
    assert.deepEqual(counts, { story: 1, question: 1, answer: 1, member: 0 })
  }
})

test('of a question the one answer that tells most is shown', async () => {
  const { question, answer, search } = await searchable()
  const asked = await question('Wie weet raad?')
  await answer(asked, 'Een tillift misschien')
  const best = await answer(asked, 'Zet de tillift naast de badkamer', 'm-f')
  await answer(asked, 'De badkamer is te klein')
  const { items, counts } = await search('tillift badkamer')
  assert.deepEqual(
    items.map(({ id }) => id),
    [`answer:${best}`],
  )
  assert.equal(counts.answer, 1)
})

test('a member is found by name, job, organisation, topics and own words, as soon as those change', async () => {
  const { titles, ok } = await searchable()
  assert.deepEqual(await titles('youssef'), [])
  await ok('m-2', 'me', 'PATCH', {
    ...{ position: 'Fysiotherapeut', organisation: 'De Linde', topics: ['valpreventie'] },
    about: 'Fietst elke dag.',
  })
  for (const word of ['Youssef', 'idrissi', 'fysiotherapeut', 'linde', 'valpreventie', 'fietst'])
    assert.deepEqual(await titles(word), ['Youssef el Idrissi'], word)
  await ok('m-2', 'me', 'PATCH', { name: 'Joris Mulder', position: null, topics: [] })
  for (const word of ['youssef', 'fysiotherapeut', 'valpreventie']) assert.deepEqual(await titles(word), [])
  assert.deepEqual(await titles('mulder'), ['Joris Mulder'])
})

test('somebody who comes in is found, by the name that the host gives them now', async () => {
  const { app, token, titles } = await searchable()
  const come = async (name: string) =>
    app.request('/api/v1/communities/zorg/me', {
      headers: { authorization: `Bearer ${await token('new', { name })}` },
    })
  await come('Wil Terpstra')
  assert.deepEqual(await titles('terpstra'), ['Wil Terpstra'])
  // A name may be a word that otherwise says nothing.
  assert.deepEqual(await titles('wil'), ['Wil Terpstra'])
  await come('Wil Zijlstra')
  assert.deepEqual(await titles('terpstra'), [])
  assert.deepEqual(await titles('zijlstra'), ['Wil Zijlstra'])
})

test('what is kept from readers is found by nobody, whoever asks', async () => {
  const { story, question, answer, made, ok, search, titles } = await searchable()
  const report = async (type: string, id: string) =>
    made('m-2', 'reports', { on: { type, id }, reason: 'patient-data' })
  await report('story', await story('Tillift verborgen'))
  const withdrawn = await story('Tillift teruggetrokken')
  await ok('m-1', `stories/${withdrawn}/status`, 'PUT', { status: 'withdrawn' })
  const deleted = await story('Tillift verwijderd')
  await ok('m-1', `stories/${deleted}`, 'DELETE')
  await report('question', await question('Tillift gevraagd'))
  const asked = await question('Iets anders')
  const hidden = await answer(asked, 'De tillift', 'm-f')
  await report('answer', hidden)
  await made('m-1', 'previews', { story: { kind: 'failure', title: 'Tillift vooraf' }, peers: ['m-2'] })
  await made('m-1', 'stories', { kind: 'failure', title: 'Tillift elders' }, 'elders')
  await ok('m-1', 'me', 'PATCH', { about: 'Tillift' })
  await ok('m-f', 'members/m-1', 'PATCH', { active: false })
  for (const who of ['m-2', 'm-f']) {
    for (const word of ['tillift', 'marieke']) {
      const { items, counts } = await search(word, {}, who)
      assert.deepEqual([items, counts], [[], { story: 0, question: 0, answer: 0, member: 0 }], who)
    }
  }
  await ok('m-f', 'members/m-1', 'PATCH', { active: true })
  for (const who of ['m-1', 'm-2', 'm-f'])
    assert.deepEqual(await titles('tillift', {}, who), ['Marieke Aalbers'])
})

test('of an answer that is hidden not a word is shown, to its author and facilitators neither', async () => {
  const { question, answer, made, search } = await searchable()
  const asked = await question('Wie weet raad?')
  const kept = await answer(asked, 'Een tillift')
  const hidden = await answer(asked, 'Een tillift in de badkamer van mevrouw')
  await made('m-1', 'reports', { on: { type: 'answer', id: hidden }, reason: 'patient-data' })
  for (const who of ['m-1', 'm-2', 'm-f']) {
    const { items } = await search('tillift badkamer', {}, who)
    assert.deepEqual(
      items.map(({ id }) => id),
      [`answer:${kept}`],
    )
  }
})

test('an archived story is still found, and says that it is', async () => {
  const { story, search, ok } = await searchable()
  const id = await story('Tillift')
  await ok('m-f', `stories/${id}/status`, 'PUT', { status: 'archived' })
  const { items } = await search('tillift')
  assert.ok(items[0]?.type === 'story' && items[0].status === 'archived')
})

test('a typing error is forgiven in a word that hardly anybody wrote, and it says what was looked for', async () => {
  const { story, search, titles } = await searchable()
  await story('Een Tablét')
  for (const slip of ['tablte ', 'tabelt ', 'tablett ', 'tblet ', 'xablet ']) {
    const { items, also } = await search(slip)
    assert.deepEqual(
      items.map(({ title }) => title.text.slice(...(title.marks[0] ?? [0, 0]))),
      ['Tablét'],
      slip,
    )
    assert.deepEqual(also, ['Tablét'])
  }
  // Short words and beginnings are taken as they stand, and so is a word that others write, too.
  assert.deepEqual(await titles('tabl'), ['Een Tablét'])
  assert.deepEqual((await search('tabl')).also, [])
  await story('Tabelen')
  for (let i = 0; i < 9; i++) await story(`Tabellen ${i}`)
  assert.deepEqual((await search('tabelen')).also, [])
  await story('Tabellen 9')
  assert.deepEqual((await search('tabelen')).also, ['Tabellen'])
  await story('Nog eens tabelen')
  assert.deepEqual((await search('tabelen')).also, [])
})

test('pages stay put while others write: what was there is shown once', async () => {
  const { story, search } = await searchable()
  const ids = []
  for (let i = 0; i < 9; i++)
    ids.push(`story:${await story('Tillift', { body: 'en nog wat '.repeat(i * 3) })}`)
  const seen: string[] = []
  let cursor: string | null = ''
  do {
    const page: SearchPage = await search('tillift', { limit: '2', ...(cursor && { cursor }) })
    seen.push(...page.items.map(({ id }) => id))
    await story('Tillift tillift')
    cursor = page.next
  } while (cursor !== null)
  assert.equal(new Set(seen).size, seen.length)
  assert.deepEqual(
    ids.filter((id) => !seen.includes(id)),
    [],
  )
})

test('a page goes on after what was shown last, also when that is gone by then', async () => {
  const { story, search, ok } = await searchable()
  for (let i = 0; i < 4; i++) await story('Tillift', { body: 'en nog wat '.repeat(i * 3) })
  const all = (await search('tillift')).items.map(({ id }) => id)
  const { next } = await search('tillift', { limit: '2' })
  await ok('m-1', `stories/${all[1]?.slice('story:'.length)}`, 'DELETE')
  const { items } = await search('tillift', { cursor: next! })
  assert.deepEqual(
    items.map(({ id }) => id),
    all.slice(2),
  )
})

test('a cursor is good for the search that it came from alone', async () => {
  const { story, search, as } = await searchable()
  for (let i = 0; i < 3; i++) await story('Tillift')
  const { next } = await search('tillift', { limit: '1' })
  for (const other of ['q=lift', 'q=tillift&type=story']) {
    const res = await as('m-2')(`search?${other}&limit=1&cursor=${next}`)
    assert.equal(res.status, 400, other)
  }
})

test('a query that asks for what there is not is a problem that names it', async () => {
  const { as } = await searchable()
  for (const query of ['type=resource', 'type=', 'type=story,sad', 'q=a&q=b', 'limit=0', 'topic=x']) {
    const res = await as('m-2')(`search?q=a&${query}`)
    assert.equal(res.status, 400, query)
  }
})

test('whatever is typed is answered, and what is marked lies within what is shown', async () => {
  const { story, question, answer, as, search } = await searchable()
  await story('Medicatie AND "tablet" NEAR(de) מטופל 👩🏽‍⚕️', {
    body: 'ﬁ İstanbul ß 9.5 مرحبا 👍 '.repeat(30),
  })
  await answer(await question('Medicatie'), 'NOT "tablet" OR * مرحبا')
  const odd = fc.oneof(
    fc.constantFrom(
      '"',
      '*',
      ' AND ',
      'NEAR(',
      'title:',
      "'",
      '%',
      '_',
      '\\',
      '\0',
      '\u202e',
      'ß',
      'מטופל',
      '👍',
      'de ',
    ),
    fc.constantFrom('tablet ', 'medicatei', 'مرحبا'),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 6 }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(odd, { maxLength: 8 }), async (parts) => {
      const { items } = await search(parts.join(''))
      for (const { title, snippet } of items)
        for (const { text, marks } of [title, snippet]) {
          assert.ok(text.isWellFormed())
          let at = 0
          for (const [start, end] of marks) {
            assert.ok(start >= at && start < end && end <= text.length)
            at = end
          }
        }
    }),
    { numRuns: 50 },
  )
  const raw = ['%00', '%ed%a0%80', '%ff', '%zz', '', '+', 'a', 'de+het+een', '%F0%9F%91%8D']
  for (const q of raw) assert.equal((await as('m-2')(`search?q=${q}`)).status, 200, q)
  assert.equal((await as('m-2')('search')).status, 200)
})

test('ten thousand words are answered by what they begin with', async () => {
  const { story, titles } = await searchable()
  await story('Tillift')
  assert.deepEqual(await titles(`tillift ${'woord '.repeat(10_000)}`), ['Tillift'])
})

test('what somebody looks for stands in no log', async () => {
  const { storage, token } = await community()
  let lines = ''
  const log = pino({ level: 'trace' }, { write: (line: string) => (lines += line) })
  const app = createApp({ storage, config: { publicUrl: AUDIENCE }, log })
  const headers = { authorization: `Bearer ${await token('m-1')}` }
  for (const query of ['q=burnout', 'q=burnout&type=sad'])
    await app.request(`/api/v1/communities/zorg/search?${query}`, { headers })
  assert.match(lines, /zorg\/search/)
  assert.doesNotMatch(lines, /burnout/)
})
