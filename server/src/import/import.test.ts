import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import test, { after } from 'node:test'
import { gzipSync } from 'node:zlib'
import {
  AnswerPage,
  CommentPage,
  limits,
  Me,
  MemberOne,
  QuestionCommentPage,
  QuestionOne,
  SearchPage,
  StoryOne,
  StoryPage,
  Suggestions,
} from '@vlinder/contract'
import fc from 'fast-check'
import * as v from 'valibot'
import { communityRow, toCommunity } from '../communities/queries.ts'
import { community } from '../testing.ts'
import { importFiles, type Said } from './import.ts'
import { UnreadableFile } from './lines.ts'

const folder = mkdtempSync(join(tmpdir(), 'import-'))
after(() => rmSync(folder, { recursive: true }))
let files = 0

const at = '2025-03-04T09:30:00Z'
const person = { type: 'member', community: 'zorg', id: 'm-3', name: 'Sanne Bos' }
const story = {
  type: 'story',
  community: 'zorg',
  id: 's-1',
  author: 'm-3',
  kind: 'failure',
  title: 'Te vroeg gejuicht',
  body: 'We vierden feest.',
  at,
}
const question = {
  type: 'question',
  community: 'zorg',
  id: 'q-1',
  author: 'm-3',
  title: 'Wie kent medicijndispensers?',
  body: 'Graag **ervaringen**.',
  at,
}
const answer = {
  type: 'answer',
  community: 'zorg',
  id: 'a-1',
  question: 'q-1',
  author: 'm-2',
  body: 'Wij wel.',
  at,
}
const comment = {
  type: 'comment',
  community: 'zorg',
  id: 'c-1',
  on: 'story:s-1',
  author: 'm-2',
  body: 'Herkenbaar.',
  at,
}
const reaction = {
  type: 'reaction',
  community: 'zorg',
  on: 'story:s-1',
  member: 'm-2',
  reaction: 'learned',
  at,
}

const line = (record: unknown) => (typeof record === 'string' ? record : JSON.stringify(record))

/** A community with a file of records imported into it; `again` imports more. */
async function filled(...records: unknown[]) {
  const { storage, as, app } = await community()
  const bytes = async (content: string | Buffer, name = `${++files}.jsonl`) => {
    const file = join(folder, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
    const said: Said[] = []
    const report = await importFiles(storage, [file], { onSaid: (what) => said.push(what) })
    return { ...report, lines: said.map(({ outcome, line, reason }) => `${line} ${outcome}: ${reason}`) }
  }
  const again = (...more: unknown[]) => bytes(more.map(line).join('\n'))
  const get = async <S extends v.GenericSchema>(schema: S, path: string) =>
    v.parse(schema, await (await as('m-1')(path)).json())
  return { storage, as, app, bytes, again, get, ...(await again(...records)) }
}

test('what is imported can be read', async () => {
  const { get, written, lines } = await filled(person, story, question, answer, comment, reaction)
  assert.deepEqual(lines, [])
  assert.deepEqual(written, { member: 1, story: 1, question: 1, answer: 1, comment: 1, reaction: 1 })
  const { items } = await get(StoryPage, 'stories')
  assert.equal(items[0]!.author.name, 'Sanne Bos')
  assert.equal(items[0]!.excerpt, 'We vierden feest.')
  assert.equal(items[0]!.at, '2025-03-04T09:30:00.000Z')
  assert.equal(items[0]!.language, 'nl')
  assert.equal(items[0]!.comments, 1)
  assert.deepEqual(items[0]!.reactions, { recognise: 0, learned: 1, thanks: 0 })
  const [said] = (await get(CommentPage, 'stories/s-1/comments')).items
  assert.deepEqual(said?.body, [{ type: 'paragraph', children: [{ type: 'text', text: 'Herkenbaar.' }] }])
  const asked = (await get(QuestionOne, 'questions/q-1')).item
  assert.deepEqual([asked.state, asked.answers, asked.excerpt], ['answered', 1, 'Graag ervaringen.'])
  assert.equal((await get(AnswerPage, 'questions/q-1/answers')).items[0]!.author.id, 'm-2')
  assert.deepEqual((await get(MemberOne, 'members/m-3')).item.shared, { stories: 1, answers: 0, helped: 0 })
})

test('comments on questions and answers can be read', async () => {
  const { get, written } = await filled(
    person,
    question,
    answer,
    { ...comment, on: 'question:q-1' },
    { ...comment, id: 'c-2', on: 'answer:a-1' },
  )
  assert.equal(written.comment, 2)
  const { items } = await get(QuestionCommentPage, 'questions/q-1/comments')
  assert.deepEqual(
    items.map(({ id, on }) => [id, on]),
    [
      ['c-1', { type: 'question', id: 'q-1' }],
      ['c-2', { type: 'answer', id: 'a-1' }],
    ],
  )
})

test('running it again changes nothing, and the last words win', async () => {
  const all = [person, story, question, answer, comment, reaction]
  const { again, get } = await filled(...all)
  assert.deepEqual((await again(...all, ...all)).lines, [])
  const { items } = await get(StoryPage, 'stories')
  assert.deepEqual([items.length, items[0]!.comments, items[0]!.reactions.learned], [1, 1, 1])
  await again({ ...story, title: 'Anders', topics: ['roosters'] }, { ...answer, helped: true })
  assert.equal((await get(StoryOne, 'stories/s-1')).item.title, 'Anders')
  assert.deepEqual((await get(StoryOne, 'stories/s-1')).item.topics, ['roosters'])
  assert.equal((await get(QuestionOne, 'questions/q-1')).item.helped, 1)
})

test('running it again many times leaves the search index whole', async () => {
  const many = Array.from({ length: 300 }, (_, i) => ({ ...question, id: `q-${i}` }))
  const { again, as } = await filled(person, ...many)
  for (let i = 0; i < 4; i++) assert.equal((await again(...many)).written.question, 300)
  const title = 'Hoe plan je roosters?'
  await again({ ...question, title })
  const asked = await as('m-1')('suggestions', { method: 'POST', body: { text: 'roosters plannen ' } })
  const found = v.parse(Suggestions, await asked.json())
  assert.deepEqual(
    found.questions.map(({ question }) => question.title),
    [title],
  )
})

test('who is brought in is found by what is said of them, until they leave', async () => {
  const { again, get } = await filled({ ...person, position: 'Diëtist' })
  const names = async () => (await get(SearchPage, 'search?q=dietist')).items.map(({ title }) => title.text)
  assert.deepEqual(await names(), ['Sanne Bos'])
  await again({ ...person, name: 'Sanne Vos', position: 'Diëtist' })
  assert.deepEqual(await names(), ['Sanne Vos'])
  await again({ ...person, position: 'Diëtist', active: false })
  assert.deepEqual(await names(), [])
})

test('what was edited here is kept, and said', async () => {
  const { as, again, get } = await filled({ ...story, author: 'm-1' }, { ...question, author: 'm-1' })
  await as('m-1')('stories/s-1', { method: 'PATCH', body: { title: 'Mijn eigen titel' } })
  await as('m-1')('me', { method: 'PATCH', body: { position: 'Wijkverpleegkundige' } })
  const { lines, said } = await again(
    { ...story, author: 'm-1', title: 'Uit de bron' },
    { ...person, id: 'm-1', name: 'Marieke Aalbers', position: 'Verpleegkundige', organisation: 'De Linde' },
  )
  assert.deepEqual(said, { rejected: 0, kept: 1, note: 1 })
  assert.match(lines[0]!, /^1 kept: .*story was edited here/)
  assert.match(lines[1]!, /^2 note: .*position/)
  assert.equal((await get(StoryOne, 'stories/s-1')).item.title, 'Mijn eigen titel')
  const { item } = await get(MemberOne, 'members/m-1')
  assert.deepEqual([item.position, item.organisation], ['Wijkverpleegkundige', 'De Linde'])
})

test('whoever said here that they would rather not be called about a story is not overruled', async () => {
  const record = { ...story, author: 'm-1' }
  const { as, again, get } = await filled({ ...record, contact: true })
  const said = async () => (await get(StoryOne, 'stories/s-1')).mine.source?.contact
  assert.equal(await said(), true)
  await again(record)
  assert.equal(await said(), true)
  await as('m-1')('stories/s-1', { method: 'PATCH', body: { contact: false } })
  const { lines } = await again({ ...record, contact: true })
  assert.match(lines[0]!, /^1 note: contact .*rather not/)
  assert.equal(await said(), false)
  await as('m-1')('stories/s-1', { method: 'PATCH', body: { contact: true } })
  await again({ ...record, contact: false })
  assert.equal(await said(), false)
})

const tried = {
  type: 'experience',
  community: 'zorg',
  member: 'm-1',
  topic: 'beeldbellen',
  outcome: 'failed',
  note: 'Niemand had een tablet.',
}

test('what members went through comes in, and the last words win', async () => {
  const { again, get } = await filled(tried, { ...tried, topic: 'valpreventie' })
  const experience = async () => (await get(MemberOne, 'members/m-1')).item.experience
  const { type: _, community: __, member: ___, ...said } = tried
  assert.deepEqual(await experience(), [said, { ...said, topic: 'valpreventie' }])
  const { note: _note, ...mixed } = { ...tried, outcome: 'mixed' }
  assert.deepEqual((await again(mixed)).lines, [])
  assert.deepEqual((await experience())[0], { topic: 'beeldbellen', outcome: 'mixed' })
  const { lines } = await again(
    ...Array.from({ length: limits.TOPICS_MAX }, (_, i) => ({ ...tried, topic: `${i}` })),
  )
  assert.deepEqual(
    lines.map((said) => said.slice(0, 18)),
    ['19 rejected: topic', '20 rejected: topic'],
  )
})

test('experience that a member changed here is not overruled, nor what they took away brought back', async () => {
  const { as, again, get } = await filled(tried, { ...tried, topic: 'valpreventie' })
  const mine = [{ topic: 'beeldbellen', outcome: 'worked' }]
  await as('m-1')('me', { method: 'PATCH', body: { experience: mine } })
  const { lines } = await again({ ...tried, own: true }, { ...tried, topic: 'valpreventie' })
  assert.deepEqual(lines, [
    '1 kept: kept as it is: this member changed their experience here',
    '2 kept: kept as it is: this member changed their experience here',
  ])
  assert.deepEqual((await get(MemberOne, 'members/m-1')).item.experience, mine)
})

test('hours, days away and being suggested come in, but for what a member changed here', async () => {
  const days = { from: '2024-01-01', until: '2999-01-31' }
  const said = { ...person, id: 'm-1', hours: 'na 14 uur', away: days, suggested: false }
  const { as, again, get } = await filled(said)
  const read = async () => {
    const { item, mine } = await get(Me, 'me')
    return [item.hours, item.awayUntil, mine.away, mine.suggested]
  }
  assert.deepEqual(await read(), ['na 14 uur', days.until, days, false])
  await again({ ...person, id: 'm-1' })
  assert.deepEqual(await read(), [undefined, undefined, undefined, true])
  const own = { hours: 'ochtend', away: null, suggested: true }
  await as('m-1')('me', { method: 'PATCH', body: own })
  assert.deepEqual((await again(said)).lines, [
    '1 note: kept what this member changed here: hours, away, suggested',
  ])
  assert.deepEqual(await read(), ['ochtend', undefined, undefined, true])
})

test('bad lines are rejected by number and field, and the others kept', async () => {
  const { lines, written } = await filled(
    person,
    { ...person, id: 'm-4', nick: 'sb' },
    '{broken',
    '[]',
    { type: 'storie' },
    { ...story, at: 'gisteren' },
    story,
  )
  assert.deepEqual(written, { member: 1, story: 1 })
  const [unknown, broken, list, type, time] = lines
  assert.equal(unknown, '2 rejected: nick: is not a field of this type')
  assert.match(broken!, /^3 rejected: this is not JSON/)
  assert.equal(list, '4 rejected: this is JSON, but not an object')
  assert.match(type!, /^5 rejected: type: must be one of community, member, .*, not "storie"/)
  assert.match(time!, /^6 rejected: at: must be an ISO 8601 time/)
  assert.equal(lines.length, 5)
})

test('every field is held to its bounds, by name', async () => {
  const long = 'x'.repeat(limits.BODY_MAX + 1)
  const cases: [record: object, reason: RegExp][] = [
    [{ ...person, name: undefined }, /name: is missing/],
    [{ ...person, name: 'a\ud800' }, /name: holds half a character/],
    [{ ...person, email: 'no' }, /email: must be an e-mail address/],
    [{ ...person, joined: '2025-02-30' }, /joined: must be a time that exists/],
    [{ ...person, active: 'yes' }, /active: must be true or false/],
    [{ ...person, topics: ['a', 'a'] }, /topics: must not name the same thing twice/],
    [{ ...person, about: 'x'.repeat(limits.ABOUT_MAX + 1) }, /about: must be at most 4000 characters/],
    [{ ...person, community: 'nowhere' }, /community: there is no community "nowhere"/],
    [{ ...person, subject: 'm-1' }, /subject: "m-1" is that of member "m-1"/],
    [{ ...story, author: 'm-1', kind: 'rant' }, /kind: /],
    [{ ...story, author: 'm-1', body: long }, /body: must be at most 40000 characters/],
    [{ ...story, author: 'm-1', patterns: ['unheard-of'] }, /patterns.0: the community has no pattern/],
    [{ ...story, author: 'm-1', sections: [{ prompt: 'moral', body: 'x' }] }, /sections.0.prompt: /],
    [{ ...story, author: 'm-1', status: 'draft' }, /status: must be published/],
    [{ ...story, author: 'm-9' }, /author: there is no member "m-9"/],
    [{ ...question, author: 'm-1', language: 'fr' }, /language: must be nl or en/],
    [{ ...answer, body: ' ' }, /question: there is no question "q-1"/],
    [{ ...comment, on: 'member:m-1' }, /on: must be story:<id> or question:<id> or answer:<id>/],
    [{ ...comment, on: 'story:s-1', body: 'x', at }, /on: there is no story "s-1"/],
    [{ ...reaction, reaction: 'like' }, /reaction: /],
    [{ type: 'community', id: 'a b', name: 'x', goal: 'y' }, /id: may hold letters/],
    [
      { type: 'community', id: 'ab', name: 'x', goal: 'y', origins: ['https://a.nl/path'] },
      /origins.0: must be an origin/,
    ],
    [
      { type: 'community', id: 'ab', name: 'x', goal: 'y', contact: 'javascript:x' },
      /contact: must start with/,
    ],
  ]
  const { lines } = await filled(...cases.map(([record]) => record))
  assert.equal(lines.length, cases.length)
  for (const [i, [, reason]] of cases.entries()) assert.match(lines[i]!, reason)
})

test('whatever stands in a line, it is written or rejected', async () => {
  const { again } = await filled()
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('zorg', 'm-1', at, 'failure', 'story:s-1', 'html'),
  )
  const some = (record: object) =>
    fc
      .tuple(
        fc.dictionary(fc.constantFrom(...Object.keys(record), 'format', '__proto__', 'x'), value),
        fc.boolean(),
      )
      .map(([changes, removes]) => ({ ...record, ...(removes ? { body: undefined } : {}), ...changes }))
  const record = fc.oneof(...[person, story, question, answer, comment, reaction].map(some), fc.jsonValue())
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 8 }), async (records) => {
      const { written, said } = await again(...records.map((value) => JSON.stringify(value)))
      const kept = Object.values(written).reduce((sum, count) => sum + count, 0)
      assert.equal(kept + said.rejected + said.kept, records.length)
    }),
    { numRuns: 100 },
  )
})

test('what a rejected record would have held is rejected with it', async () => {
  const { lines } = await filled({ ...person, name: '' }, story, { ...comment, author: 'm-1' })
  assert.match(lines[1]!, /^2 rejected: author: there is no member "m-3"/)
  assert.match(lines[2]!, /^3 rejected: on: there is no story "s-1"/)
})

test('a byte order mark, the line ends of Windows and empty lines do no harm', async () => {
  const { bytes } = await filled()
  const { written, lines } = await bytes(`\ufeff${line(person)}\r\n\r\n${line(story)}`)
  assert.deepEqual([written, lines], [{ member: 1, story: 1 }, []])
})

test('a line that is not UTF-8 or longer than 8 MB is named, and the next one read', async () => {
  const { bytes } = await filled()
  const { written, lines } = await bytes(
    Buffer.concat([
      Buffer.from([0x22, 0xff, 0x22, 0x0a]),
      Buffer.alloc(9 * 1024 * 1024, 'x'),
      Buffer.from(`\n${line(person)}\n`),
    ]),
  )
  assert.deepEqual(lines, ['1 rejected: this line is not UTF-8', '2 rejected: this line is longer than 8 MB'])
  assert.deepEqual(written, { member: 1 })
})

test('a gzipped file is unpacked; one that was cut off is named, and what came before is kept', async () => {
  const { bytes, get } = await filled()
  const noise = Array.from({ length: 50 }, () => line({ ...person, about: Math.random().toString(36) }))
  const packed = gzipSync(`${line(person)}\n${line(story)}\n${noise.join('\n')}`)
  assert.equal((await bytes(packed, 'whole.jsonl.gz')).written.story, 1)
  await assert.rejects(bytes(packed.subarray(0, -40), 'cut.jsonl.gz'), (error: Error) => {
    assert.ok(error instanceof UnreadableFile)
    assert.match(error.message, /cut\.jsonl\.gz cannot be read/)
    return true
  })
  assert.equal((await get(StoryPage, 'stories')).items.length, 1)
})

test('HTML becomes Markdown once, and is measured after that', async () => {
  const html = `<p>Zo: <a href="https://a.nl"><b>hier</b></a></p><pre class="lang-js"><code>1 &lt; 2</code></pre>`
  const { get, again } = await filled(person, { ...story, body: html, format: 'html' })
  assert.deepEqual((await get(StoryOne, 'stories/s-1')).item.body[1], {
    type: 'code-block',
    text: '1 < 2',
    language: 'js',
  })
  const words = 'woord '.repeat(limits.BODY_MAX / 6)
  const wrapped = (text: string) => ({
    ...story,
    format: 'html',
    body: `<div><div><div>${text}</div></div></div>`,
  })
  assert.deepEqual((await again(wrapped(words.trim()))).lines, [])
  assert.match(
    (await again(wrapped(`${words}en meer`))).lines[0]!,
    /body: must be at most 40000 characters of Markdown/,
  )
  assert.match(
    (await again({ ...story, format: 'html', body: '<div>'.repeat(20_000) })).lines[0]!,
    /nested too deep/,
  )
})

test('an answer that moves to another question is counted there, and a comment on another story too', async () => {
  const { again, get } = await filled(
    person,
    question,
    { ...question, id: 'q-2' },
    answer,
    story,
    { ...story, id: 's-2' },
    comment,
  )
  await again({ ...answer, question: 'q-2' }, { ...comment, on: 'story:s-2' })
  assert.deepEqual(
    [
      (await get(QuestionOne, 'questions/q-1')).item.state,
      (await get(QuestionOne, 'questions/q-2')).item.answers,
    ],
    ['open', 1],
  )
  assert.deepEqual(
    [(await get(StoryOne, 'stories/s-1')).item.comments, (await get(StoryOne, 'stories/s-2')).item.comments],
    [0, 1],
  )
})

test('threads are one level deep', async () => {
  const { get, lines } = await filled(
    person,
    story,
    comment,
    { ...comment, id: 'c-2', replyTo: 'c-1' },
    { ...comment, id: 'c-3', replyTo: 'c-2' },
    { ...comment, id: 'c-4', replyTo: 'c-9' },
  )
  const { items } = await get(CommentPage, 'stories/s-1/comments')
  assert.deepEqual(
    items.map(({ replyTo }) => replyTo),
    [undefined, 'c-1', 'c-1'],
  )
  assert.match(lines[0]!, /^6 rejected: replyTo: there is no other comment "c-9" on story:s-1/)
})

const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'

test('a photo becomes WebP, from a data URL or a file below the import', async () => {
  const { app, get, bytes } = await filled({
    ...person,
    photo: `data:image/svg+xml,${encodeURIComponent(drawing)}`,
  })
  const { photo } = (await get(MemberOne, 'members/m-3')).item
  const picture = await app.request(`/${photo}`)
  assert.equal(picture.headers.get('content-type'), 'image/webp')
  assert.equal(Buffer.from(await picture.arrayBuffer()).toString('latin1', 8, 12), 'WEBP')
  mkdirSync(join(folder, 'photos/faces'), { recursive: true })
  writeFileSync(join(folder, 'photos/faces/1.svg'), drawing)
  const { lines } = await bytes(
    line({ ...person, id: 'm-4', photo: '../faces/1.svg' }),
    'photos/content/1.jsonl',
  )
  assert.deepEqual(lines, [])
  assert.equal((await get(MemberOne, 'members/m-4')).item.photo, photo)
})

test('a photo from elsewhere is left out and said; the member comes in', async () => {
  writeFileSync(join(folder, 'secret.svg'), drawing)
  mkdirSync(join(folder, 'deep/er'), { recursive: true })
  symlinkSync(join(folder, 'secret.svg'), join(folder, 'deep/er/link.svg'))
  const { bytes } = await filled()
  const photos = [
    'https://a.nl/1.png',
    '/etc/hostname',
    '../../secret.svg',
    'link.svg',
    'none.png',
    'data:text/html,x',
    'data:image/png;base64,AAAA',
  ]
  const members = photos.map((photo, i) => line({ ...person, id: `p-${i}`, photo }))
  const { lines, written } = await bytes(members.join('\n'), 'deep/er/1.jsonl')
  assert.equal(written.member, photos.length)
  const reasons = [
    /nothing is fetched/,
    /path must start from/,
    /outside the folder/,
    /outside the folder/,
    /there is no file/,
    /not that of a picture/,
    /cannot be read as a picture/,
  ]
  for (const [i, reason] of reasons.entries()) assert.match(lines[i]!, reason)
})

test('a community has the patterns it names, or else those that all begin with', async () => {
  const named = {
    type: 'community',
    id: 'nieuw',
    name: 'Nieuw',
    goal: 'Leren',
    patterns: ['Eén partij ontbrak', { id: 'x', name: 'X' }],
  }
  const { storage, again } = await filled(named)
  const patterns = async () => {
    const row = await storage.db
      .selectFrom('community')
      .select('patterns')
      .where('id', '=', 'nieuw')
      .executeTakeFirstOrThrow()
    return JSON.parse(row.patterns)
  }
  assert.deepEqual(await patterns(), [
    { id: 'een-partij-ontbrak', name: 'Eén partij ontbrak' },
    { id: 'x', name: 'X' },
  ])
  await again({ ...named, patterns: undefined, languages: ['en'] })
  assert.equal((await patterns()).length, 15)
  for (const { name, advice } of await patterns()) assert.ok(name && advice)
})

test('a community that asks for a photo before somebody posts does so until its record says otherwise', async () => {
  const asks = { type: 'community', id: 'nieuw', name: 'Nieuw', goal: 'Leren', photoBeforePost: true }
  const { storage, again } = await filled(asks)
  const asking = async () => toCommunity((await communityRow(storage.db, 'nieuw'))!).photoBeforePost
  assert.equal(await asking(), true)
  await again({ ...asks, photoBeforePost: undefined })
  assert.equal(await asking(), false)
})

test('progress ends at the whole', async () => {
  const { storage } = await community()
  const file = join(folder, 'progress.jsonl')
  writeFileSync(file, Array.from({ length: 1_200 }, (_, i) => line({ ...person, id: `m-${i}` })).join('\n'))
  const seen: [number, number][] = []
  await importFiles(storage, [file], { onProgress: (...step) => seen.push(step) })
  assert.ok(seen.length > 2)
  assert.ok(seen.every(([done, total], i) => done <= total && done >= (seen[i - 1]?.[0] ?? 0)))
  assert.deepEqual(seen.at(-1)![0], seen.at(-1)![1])
})

test('an import that is stopped leaves whole batches, and going on completes it', async () => {
  const { storage, again, get } = await filled()
  const file = join(folder, 'stopped.jsonl')
  const members = Array.from({ length: 1_200 }, (_, i) => ({ ...person, id: `p-${i}` }))
  writeFileSync(file, members.map(line).join('\n'))
  const stop = new AbortController()
  const report = await importFiles(storage, [file], { signal: stop.signal, onProgress: () => stop.abort() })
  assert.deepEqual([report.stopped, report.written], [true, { member: 500 }])
  assert.equal((await get(MemberOne, 'members/p-499')).item.name, person.name)
  const { stopped, written } = await again(...members)
  assert.deepEqual([stopped, written], [false, { member: 1_200 }])
})
