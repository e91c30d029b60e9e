import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { openStorage, type Storage } from '../storage/storage.ts'
import { dropEntry, type EntryType, indexEntry } from './entries.ts'
import { find } from './find.ts'
import { marks } from './marks.ts'
import { queryOf } from './query.ts'
import { isOneTypoAway } from './vocabulary.ts'

const community = (id: string) => ({
  id,
  name: id,
  goal: '',
  languages: '[]',
  origins: '[]',
  topics: '[]',
  patterns: '[]',
  contact: null,
})

/** An index of `titles`, as stories. */
async function indexed(...titles: string[]) {
  const storage = await openStorage(':memory:')
  for (const id of ['zorg', 'elders'])
    await storage.db.insertInto('community').values(community(id)).execute()
  const index = (id: string, title: string, rest: { body?: string; answers?: string; in?: string } = {}) =>
    indexEntry(storage.db, {
      community: rest.in ?? 'zorg',
      type: 'story',
      id,
      language: 'nl',
      title,
      body: rest.body ?? '',
      ...(rest.answers !== undefined && { answers: rest.answers }),
    })
  for (const title of titles) await index(title, title)
  const found = async (text: string, { typing = false, where = 'zorg' } = {}) => {
    const query = await queryOf(storage.db, where, text, { typing })
    if (!query) return []
    const hits = await find(storage.db, where, query)
    hits.sort((a, b) => b.score - a.score)
    const rows = await storage.db.selectFrom('searchEntry').select(['row', 'id']).execute()
    return hits.map((hit) => rows.find(({ row }) => row === hit.row)?.id)
  }
  return { storage, index, found }
}

test('a word is found in its other forms, in Dutch and in English', async () => {
  const { found } = await indexed('De tabletten lagen stil', 'The tablets were of no use to them')
  assert.deepEqual((await found('tablet')).length, 2)
  assert.deepEqual(await found('liggen er tabletten'), await found('tabletten'))
})

test('one typing error in a word of five letters or more is forgiven, wherever it stands', async () => {
  const { found } = await indexed('Een scanner')
  for (const slip of ['scaner', 'scannner', 'scannet', 'canner', 'sacnner', 'scanenr', 'xcanner', 'scannr'])
    assert.deepEqual(await found(slip), ['Een scanner'], slip)
  for (const other of ['scamler', 'kanner', 'sca']) assert.deepEqual(await found(other), [], other)
})

test('a short word is taken as it stands', async () => {
  const { found } = await indexed('Een pomp')
  assert.deepEqual(await found('pimp'), [])
})

test('a word that is being typed is found by its beginning, and a finished one is not', async () => {
  const { found } = await indexed('Barcodescanner')
  assert.deepEqual(await found('barc', { typing: true }), ['Barcodescanner'])
  assert.deepEqual(await found('barc ', { typing: true }), [])
  assert.deepEqual(await found('barc'), [])
})

test('a compound is found by its parts, and finds them', async () => {
  const { found } = await indexed(
    'De cliëntenraad',
    'De raad van bestuur',
    'Een draad in de stof',
    'Drie cliënten',
  )
  assert.deepEqual((await found('raad')).sort(), ['De cliëntenraad', 'De raad van bestuur'])
  assert.equal((await found('clientenraad'))[0], 'De cliëntenraad')
  assert.deepEqual((await found('clientenraad')).sort(), [
    'De cliëntenraad',
    'De raad van bestuur',
    'Drie cliënten',
  ])
})

test('the letters that glue a compound are no part of it', async () => {
  const { found } = await indexed('De stadsarts', 'Een kindergroep', 'De stad', 'Iets voor het kind')
  assert.deepEqual((await found('stad')).sort(), ['De stad', 'De stadsarts'])
  assert.deepEqual((await found('kindergroep')).sort(), ['Een kindergroep', 'Iets voor het kind'])
})

test('a title says more than a text, and a rare word more than a common one', async () => {
  const { index, found } = await indexed('Tillift', 'Zorg en nog eens zorg', 'Zorg thuis', 'Zorg nu')
  await index('body', 'Iets anders', { body: 'een tillift' })
  assert.deepEqual(await found('tillift'), ['Tillift', 'body'])
  assert.equal((await found('zorg tillift'))[0], 'Tillift')
})

test("no community's words weigh on another's", async () => {
  const { index, found, storage } = await indexed('Tillift', 'Rollator')
  const score = async () => {
    const query = await queryOf(storage.db, 'zorg', 'tillift')
    return (await find(storage.db, 'zorg', query!))[0]?.score
  }
  const before = await score()
  for (let i = 0; i < 300; i++) await index(`e${i}`, 'Tillift', { in: 'elders' })
  assert.equal(await score(), before)
  assert.deepEqual(await found('rollator', { where: 'elders' }), [])
})

/** Everything that the index holds, but for the numbers of its rows. */
async function contents({ db }: Storage) {
  const words = await db.selectFrom('searchWord').selectAll().orderBy('word').execute()
  const terms = await db.selectFrom('searchTerm').select(['term', 'data']).orderBy('term').execute()
  const blocks = await db.selectFrom('searchBlock').select('data').execute()
  const places = (data: Uint8Array, bytes: number) => {
    const entries: string[] = []
    for (let at = 0; at < data.length; at += bytes) entries.push(data.slice(at + 2, at + bytes).join(' '))
    return entries.sort()
  }
  return {
    words,
    terms: terms.map(({ term, data }) => [term, places(data, 5)]),
    blocks: blocks.flatMap(({ data }) => places(data, 6)).sort(),
  }
}

const text = fc
  .array(fc.constantFrom('raad', 'cliënten', 'tillift', 'zorg', '薬', 'b12'), { maxLength: 6 })
  .map((words) => words.join(' '))
const write = fc.record({
  type: fc.constantFrom<EntryType>('story', 'question'),
  id: fc.constantFrom('a', 'b', 'c'),
  title: text,
  body: text,
  answers: text,
  gone: fc.boolean(),
})

test('after any writes the index is what it would be of the last of each alone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(write, { maxLength: 12 }), async (writes) => {
      const [{ storage }, once] = [await indexed(), await indexed()]
      const last = new Map<string, (typeof writes)[number]>()
      for (const { gone, ...entry } of writes) {
        if (gone) await dropEntry(storage.db, 'zorg', entry.type, entry.id)
        else await indexEntry(storage.db, { community: 'zorg', language: 'nl', ...entry })
        last.set(`${entry.type} ${entry.id}`, { gone, ...entry })
      }
      for (const { gone, ...entry } of last.values())
        if (!gone) await indexEntry(once.storage.db, { community: 'zorg', language: 'nl', ...entry })
      assert.deepEqual(await contents(storage), await contents(once.storage))
      await Promise.all([storage.close(), once.storage.close()])
    }),
    { numRuns: 15 },
  )
})

test('whatever is typed is answered, and marks lie within the text', async () => {
  const { storage, found } = await indexed('Medicatie AND "tablet" NEAR(de) מטופל 👩🏽‍⚕️ ﬁ İstanbul ß 9.5')
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
      '👩🏽‍⚕️',
      'de ',
    ),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 6 }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(odd, { maxLength: 10 }), fc.boolean(), async (parts, typing) => {
      const typed = parts.join('')
      await found(typed, { typing })
      const query = await queryOf(storage.db, 'zorg', typed, { typing })
      if (!query) return
      for (const [start, end] of marks(typed, query)) assert.ok(start < end && end <= typed.length)
    }),
    { numRuns: 300 },
  )
})

test('ten thousand words are answered as a few are', async () => {
  const { found, storage } = await indexed('Een scanner')
  const long = Array.from({ length: 10_000 }, (_, i) => `woord${i}`).join(' ')
  const query = await queryOf(storage.db, 'zorg', long)
  assert.ok(query && query.concepts.length <= 100)
  assert.deepEqual(await found(long), [])
  for (const nothing of ['', ' ', 'e', 'de het een', '👍', '…']) assert.deepEqual(await found(nothing), [])
})

test('a typing error is one letter more, less or other, or two that changed places', () => {
  const letter = fc.constantFrom(...'abc')
  const word = fc.array(letter, { minLength: 1, maxLength: 7 })
  fc.assert(
    fc.property(word, fc.nat(), letter, (letters, n, other) => {
      const at = n % letters.length
      const text = letters.join('')
      const slips = [
        letters.toSpliced(at, 1),
        letters.toSpliced(at, 0, other),
        letters.toSpliced(at, 1, other),
        letters.toSpliced(at, 2, ...letters.slice(at, at + 2).reverse()),
      ].map((slip) => slip.join(''))
      for (const slip of slips) {
        assert.equal(isOneTypoAway(text, slip), text !== slip, `${text} ${slip}`)
        assert.equal(isOneTypoAway(slip, text), text !== slip)
      }
    }),
  )
  assert.equal(isOneTypoAway('abcd', 'badc'), false)
  assert.equal(isOneTypoAway('abc', 'abcde'), false)
})
