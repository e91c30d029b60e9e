/** Pages of every list: joined up they are the list, whatever is written in between. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { type Problem, problemType } from '@vlinder/contract'
import fc from 'fast-check'
import { community } from '../testing.ts'
import { decodeCursor, encodeCursor } from './paging.ts'
import { ProblemError } from './problem.ts'

type Listed = { items: { id: string }[]; next: string | null; mine: Record<string, unknown> }

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString()

/** A community with a story and a question of `x`, and for each list how to put something into it. */
async function lists() {
  const { as, storage } = await community()
  const { db } = storage
  const written = (id: string, minute: number) => ({
    community: 'zorg',
    id,
    author: 'm-1',
    at: at(minute),
    edited: null,
    idempotencyKey: null,
    idempotencyHash: null,
  })
  const story = (id: string, minute: number) =>
    db
      .insertInto('story')
      .values({
        ...written(id, minute),
        ...{ kind: 'success', title: id, lesson: '', body: '', sections: '[]', language: 'nl', excerpt: '' },
        ...{ readingTime: 1, comments: 0, recognise: 0, learned: minute % 2, thanks: 0 },
      })
      .execute()
  const question = (id: string, minute: number) =>
    db
      .insertInto('question')
      .values({
        ...written(id, minute),
        ...{ title: id, body: '', language: 'nl', state: 'open', excerpt: '', answers: 0, helped: 0 },
      })
      .execute()
  const comment = (onType: 'story' | 'question') => (id: string, minute: number) =>
    db
      .insertInto('comment')
      .values({ ...written(id, minute), onType, onId: `of-${onType}`, replyTo: null, body: id })
      .execute()
  const answer = (id: string, minute: number) =>
    db
      .insertInto('answer')
      .values({ ...written(id, minute), question: 'of-question', body: id, helped: minute % 2 })
      .execute()
  const member = (id: string, minute: number) =>
    db
      .insertInto('member')
      .values({
        community: 'zorg',
        id,
        name: `Naam ${minute}`,
        about: '',
        joined: at(0),
        active: 1,
        role: 'member',
        own: '[]',
      })
      .execute()
  await story('of-story', 0)
  await question('of-question', 0)
  const adders: Record<string, (id: string, minute: number) => Promise<unknown>> = {
    'stories?': story,
    'stories?sort=most-learned&': story,
    'questions?': question,
    'stories/of-story/comments?': comment('story'),
    'questions/of-question/comments?': comment('question'),
    'questions/of-question/answers?': answer,
    'members?': member,
    'members?q=naam&': member,
  }
  const page = async (list: string, limit: number, cursor?: string | null) => {
    const res = await as('m-1')(
      `${list}limit=${limit}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    )
    assert.equal(res.status, 200, list)
    return (await res.json()) as Listed
  }
  return { as, storage, adders, page }
}

test('pages of any size, joined up, are the list, and hold exactly what was asked', async () => {
  const { adders, page } = await lists()
  for (const [list, add] of Object.entries(adders)) {
    for (let i = 0; i < 7; i++) await add(`${list}${i}`, i % 3)
    const whole = (await page(list, 100)).items.map(({ id }) => id)
    assert.ok(whole.length >= 7)
    for (const limit of [1, 2, 3, whole.length - 1, whole.length]) {
      const joined: string[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { items, next, mine } = await page(list, limit, cursor)
        assert.ok(items.length === limit || next === null, list)
        assert.deepEqual(
          Object.keys(mine),
          items.map(({ id }) => id),
        )
        assert.ok(joined.length <= whole.length, `${list} never ends`)
        joined.push(...items.map(({ id }) => id))
        cursor = next
      }
      assert.deepEqual(joined, whole, `${list} ${limit}`)
    }
  }
})

test('whatever is put into a list while somebody pages, what was there shows once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(7),
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.nat(4), { minLength: 1, maxLength: 8 }),
      fc.array(fc.array(fc.nat(4), { maxLength: 3 }), { maxLength: 8 }),
      async (which, limit, before, between) => {
        const { adders, page, storage } = await lists()
        const [list = '', add] = Object.entries(adders)[which] ?? []
        for (const [i, minute] of before.entries()) await add?.(`b-${i}`, minute)
        const shown: string[] = []
        let count = 0
        for (let cursor: string | null = ''; cursor !== null; ) {
          const { items, next }: Listed = await page(list, limit, cursor)
          assert.ok(shown.length < 100, `${list} never ends`)
          shown.push(...items.map(({ id }) => id))
          cursor = next
          for (const minute of between.shift() ?? []) await add?.(`n-${count++}`, minute)
        }
        const old = shown.filter((id) => id.startsWith('b-'))
        assert.deepEqual([...old].sort(), before.map((_, i) => `b-${i}`).sort())
        assert.equal(new Set(shown).size, shown.length)
        await storage.close()
      },
    ),
    { numRuns: 40 },
  )
})

test('a cursor is stale on every other list and filter', async () => {
  const { as, adders, page } = await lists()
  const cursors: [string, string][] = []
  for (const [list, add] of Object.entries(adders)) {
    for (const id of ['1', '2', '3']) await add(list + id, 1)
    cursors.push([list, (await page(list, 1)).next!])
  }
  const filtered = [
    'stories?kind=success&',
    'questions?state=open&',
    'members?topic=medicatie&',
    'members?q=a&',
  ]
  for (const list of [...Object.keys(adders), ...filtered]) {
    for (const [from, cursor] of cursors) {
      if (from === list) continue
      const res = await as('m-1')(`${list}cursor=${encodeURIComponent(cursor)}`)
      assert.equal(res.status, 400, `${from} -> ${list}`)
      assert.equal(((await res.json()) as Problem).type, problemType('stale-cursor'))
    }
  }
})

test('a cursor fits an address as it is, and gives back any sort key', () => {
  const value = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  )
  fc.assert(
    fc.property(fc.string(), fc.array(value, { minLength: 1, maxLength: 4 }), (list, values) => {
      const cursor = encodeCursor(list, values)
      assert.match(cursor, /^[\w-]+$/)
      const back = decodeCursor(list, cursor, values.length)
      assert.equal(JSON.stringify(back), JSON.stringify(values))
    }),
  )
})

test('no invented cursor is anything but stale', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String(), fc.json()), fc.boolean(), (text, encoded) => {
      const cursor = encoded ? Buffer.from(text).toString('base64url') : text
      assert.throws(
        () => decodeCursor('list', cursor, 2),
        (error) => error instanceof ProblemError && error.problem.type === problemType('stale-cursor'),
      )
    }),
  )
})
