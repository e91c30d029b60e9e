import assert from 'node:assert/strict'
import test from 'node:test'
import { CommentOne, MentionPage, mentionOf, Preview, RevisionPage, StoryOne } from '@vlinder/contract'
import { parse } from 'valibot'
import { day } from '../storage/day.ts'
import { community } from '../testing.ts'

const MARIEKE = mentionOf({ id: 'm-1', name: 'Marieke Aalbers' })
const YOUSSEF = mentionOf({ id: 'm-2', name: 'Youssef el Idrissi' })
const HANNEKE = mentionOf({ id: 'm-f', name: 'Hanneke Vos' })

/** What `subject` writes, and what is said to whom about being named. */
async function asked() {
  const { as, storage } = await community()
  const write = async (subject: string, path: string, body: object, method = 'POST') => {
    const res = await as(subject)(path, { method, body })
    assert.ok(res.ok, `${path}: ${res.status} ${await res.clone().text()}`)
    return ((await res.json()) as { item: { id: string } }).item.id
  }
  const told = async (subject: string, query = '') =>
    parse(MentionPage, await (await as(subject)(`mentions${query}`)).json())
  const ids = async (subject: string, query = '') => (await told(subject, query)).items.map(({ id }) => id)
  const story = await write('m-1', 'stories', { kind: 'failure', title: 'Pil vergeten' })
  const comment = (subject: string, body: string) => write(subject, `stories/${story}/comments`, { body })
  return { as, storage, write, told, ids, story, comment }
}

test('whoever is named in a text of any kind is told where, newest first, and nobody else is', async () => {
  const { write, told, ids, comment } = await asked()
  const body = `Vraag het ${YOUSSEF}.`
  const tale = await write('m-1', 'stories', {
    kind: 'failure',
    title: 'Verhaal',
    sections: [{ prompt: 'did', body }],
  })
  const remark = await comment('m-1', body)
  const question = await write('m-1', 'questions', { title: 'Vraag', body })
  const answer = await write('m-1', `questions/${question}/answers`, { body })
  const { items, mine } = await told('m-2')
  assert.deepEqual(
    items.map(({ on }) => [on.type, on.id, on.in.type, on.in.title]),
    [
      ['answer', answer, 'question', 'Vraag'],
      ['question', question, 'question', 'Vraag'],
      ['comment', remark, 'story', 'Pil vergeten'],
      ['story', tale, 'story', 'Verhaal'],
    ],
  )
  assert.deepEqual(new Set(items.map(({ excerpt }) => excerpt)), new Set(['Vraag het @Youssef el Idrissi.']))
  assert.deepEqual(items[0]!.by, { id: 'm-1', name: 'Marieke Aalbers' })
  assert.ok(Object.values(mine).every(({ unread }) => unread))
  for (const other of ['m-1', 'm-f']) assert.deepEqual(await ids(other), [])
})

test('what was written is read with the colleague in it, by the name of today', async () => {
  const { as, storage, comment } = await asked()
  const id = await comment('m-1', `Dag ${YOUSSEF} en ${mentionOf({ id: 'm-9', name: 'Niemand' })}`)
  await storage.db.updateTable('member').set({ name: 'Joep' }).where('id', '=', 'm-2').execute()
  const res = await as('m-1')(`comments/${id}`, {
    method: 'PATCH',
    body: { body: `Hoi ${YOUSSEF}, ${HANNEKE}` },
  })
  const { item, mine } = parse(CommentOne, await res.json())
  assert.deepEqual(item.body[0], {
    type: 'paragraph',
    children: [
      { type: 'text', text: 'Hoi ' },
      { type: 'mention', member: 'm-2', name: 'Joep' },
      { type: 'text', text: ', ' },
      { type: 'mention', member: 'm-f', name: 'Hanneke Vos' },
    ],
  })
  assert.equal(mine.source, `Hoi ${YOUSSEF}, ${HANNEKE}`)
})

test('a leaver is named without a button, and so is a member of another community', async () => {
  const { as, storage, write } = await asked()
  await storage.db
    .insertInto('member')
    .values({
      community: 'elders',
      id: 'e-1',
      name: 'Elders',
      about: '',
      joined: '',
      active: 1,
      role: 'member',
      own: '[]',
    })
    .execute()
  const body = `${YOUSSEF} ${mentionOf({ id: 'e-1', name: 'Elders' })}`
  const id = await write('m-1', 'stories', { kind: 'failure', title: 'a', body })
  await as('operator')('members/m-2', { method: 'PATCH', body: { active: false } })
  const { item } = parse(StoryOne, await (await as('m-1')(`stories/${id}`)).json())
  assert.deepEqual(item.body, [
    { type: 'paragraph', children: [{ type: 'text', text: 'Youssef el Idrissi @Elders' }] },
  ])
  assert.deepEqual(await storage.db.selectFrom('mention').select('member').execute(), [{ member: 'm-2' }])
})

test('who is named is kept with each change, since when they are, and goes with the text', async () => {
  const { as, storage, write, ids, told, story, comment } = await asked()
  const id = await comment('m-1', `${YOUSSEF}`)
  const [before] = (await told('m-2')).items
  await write('m-1', `comments/${id}`, { body: `${YOUSSEF} en ${HANNEKE}` }, 'PATCH')
  assert.deepEqual((await told('m-2')).items[0]!.at, before!.at)
  assert.deepEqual(await ids('m-f'), [`comment:${id}`])
  await write('m-1', `comments/${id}`, { body: `${HANNEKE}` }, 'PATCH')
  assert.deepEqual(await ids('m-2'), [])
  await as('m-1')(`comments/${id}`, { method: 'DELETE' })
  // A story below which others wrote stays, without its words.
  await write('m-1', `stories/${story}`, { body: YOUSSEF }, 'PATCH')
  await comment('m-2', 'Zo is het')
  assert.deepEqual(await ids('m-2'), [`story:${story}`])
  await as('m-1')(`stories/${story}`, { method: 'DELETE' })
  assert.deepEqual(await storage.db.selectFrom('mention').selectAll().execute(), [])
})

test('who names themselves need not be told', async () => {
  const { ids, comment } = await asked()
  await comment('m-1', MARIEKE)
  assert.deepEqual(await ids('m-1'), [])
})

test('nobody is told of what they may not read', async () => {
  const { as, storage, write, ids, story, comment } = await asked()
  const hide = (table: 'comment' | 'story' | 'question' | 'answer', id: string, hidden: 0 | 1) =>
    storage.db.updateTable(table).set({ hidden }).where('id', '=', id).execute()
  const remark = await comment('m-1', YOUSSEF)
  await hide('comment', remark, 1)
  assert.deepEqual(await ids('m-2'), [])
  await hide('comment', remark, 0)
  await hide('story', story, 1)
  assert.deepEqual(await ids('m-2'), [])
  await hide('story', story, 0)
  await as('m-1')(`stories/${story}/status`, { method: 'PUT', body: { status: 'withdrawn' } })
  assert.deepEqual(await ids('m-2'), [])
  const question = await write('m-1', 'questions', { title: 'Vraag' })
  const answer = await write('m-1', `questions/${question}/answers`, { body: YOUSSEF })
  assert.deepEqual(await ids('m-2'), [`answer:${answer}`])
  for (const [table, id] of [
    ['answer', answer],
    ['question', question],
  ] as const) {
    await hide(table, id, 1)
    assert.deepEqual(await ids('m-2'), [], table)
    await hide(table, id, 0)
  }
})

test('what was seen stays seen, for whoever saw it, and is news no more', async () => {
  const { as, write, told, ids, comment } = await asked()
  const id = `comment:${await comment('m-1', `${YOUSSEF} ${HANNEKE}`)}`
  const see = async (subject: string, which: string) =>
    (await as(subject)(`mentions/${encodeURIComponent(which)}/seen`, { method: 'PUT' })).status
  assert.equal(await see('m-2', id), 204)
  assert.equal(await see('m-2', id), 204)
  await write('m-1', `comments/${id.slice(8)}`, { body: `Toch ${YOUSSEF} ${HANNEKE}` }, 'PATCH')
  assert.equal((await told('m-2')).mine[id]!.unread, false)
  assert.deepEqual(await ids('m-2', '?unread=true'), [])
  assert.deepEqual(await ids('m-f', '?unread=true'), [id])
  for (const which of ['comment:gone', 'comment', 'member:m-1', '%', ':', id.replace('comment', 'story')])
    assert.equal(await see('m-2', which), 404, which)
  assert.equal(await see('m-1', id), 404)
})

test('whoever opens a story has seen where it and the comments on it name them', async () => {
  const { as, write, ids, story, comment } = await asked()
  await write('m-1', `stories/${story}`, { body: YOUSSEF }, 'PATCH')
  await comment('m-f', `${YOUSSEF} ${MARIEKE}`)
  const question = await write('m-1', 'questions', { title: 'Vraag', body: YOUSSEF })
  for (const who of ['m-1', 'm-2']) await as(who)(`stories/${story}/read`, { method: 'PUT' })
  assert.deepEqual(await ids('m-2', '?unread=true'), [`question:${question}`])
  assert.deepEqual(await ids('m-1', '?unread=true'), [])
})

test('what names somebody for longer than a month is no news', async () => {
  const { storage, told, ids, comment } = await asked()
  const id = `comment:${await comment('m-1', YOUSSEF)}`
  await storage.db
    .updateTable('mention')
    .set({ at: `${day(31)}T00:00:00.000Z` })
    .execute()
  assert.equal((await told('m-2')).mine[id]!.unread, false)
  assert.deepEqual(await ids('m-2', '?unread=true'), [])
})

test('the pages give each mention once', async () => {
  const { ids, told, comment } = await asked()
  for (let i = 0; i < 5; i++) await comment('m-1', YOUSSEF)
  const found: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { items, next } = await told('m-2', `?limit=2${cursor && `&cursor=${cursor}`}`)
    found.push(...items.map(({ id }) => id))
    cursor = next
  }
  assert.deepEqual(found, await ids('m-2'))
  assert.equal(found.length, 5)
})

test('a preview shows the colleague as what is published will', async () => {
  const { as } = await asked()
  const res = await as('m-1')('text/preview', { method: 'POST', body: { text: YOUSSEF } })
  assert.deepEqual(parse(Preview, await res.json()).richText, [
    { type: 'paragraph', children: [{ type: 'mention', member: 'm-2', name: 'Youssef el Idrissi' }] },
  ])
})

test('the history of a text tells names as they are read', async () => {
  const { as, write, comment } = await asked()
  const id = await comment('m-1', 'Dank aan iedereen')
  await write('m-1', `comments/${id}`, { body: `Dank aan ${HANNEKE}` }, 'PATCH')
  const { items } = parse(RevisionPage, await (await as('m-1')(`comments/${id}/revisions`)).json())
  const now = items[0]!.changes[0]!.parts.filter(({ type }) => type !== 'removed')
  assert.equal(now.map(({ text }) => text).join(''), 'Dank aan @Hanneke Vos')
})

test('a search for colleagues puts those whose name begins so first, page after page', async () => {
  const { as, storage } = await asked()
  const people = [
    ['a', 'Anna Mol', 'Voshaar'],
    ['b', 'Bevos Smit', 'Zorg'],
    ['c', 'Zita Vos', 'Zorg'],
  ] as const
  for (const [id, name, organisation] of people)
    await storage.db
      .insertInto('member')
      .values({
        community: 'zorg',
        id,
        name,
        organisation,
        about: '',
        joined: '',
        active: 1,
        role: 'member',
        own: '[]',
      })
      .execute()
  const found: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const res = await as('m-1')(`members?q=vos&limit=1${cursor && `&cursor=${cursor}`}`)
    const { items, next } = (await res.json()) as { items: { name: string }[]; next: string | null }
    found.push(...items.map(({ name }) => name))
    cursor = next
  }
  assert.deepEqual(found, ['Hanneke Vos', 'Zita Vos', 'Bevos Smit', 'Anna Mol'])
})
