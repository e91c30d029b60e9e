import assert from 'node:assert/strict'
import test from 'node:test'
import { Community, Me, type MeChange, MemberOne, MemberPage, type Problem } from '@vlinder/contract'
import type { Insertable } from 'kysely'
import { parse } from 'valibot'
import type { MemberTable } from '../storage/schema.ts'
import { community } from '../testing.ts'

/** The tests' community and these members besides; `list` asks as `m-1` and gives the names found. */
async function withMembers(
  members: (Partial<Insertable<MemberTable>> & { id: string; name: string })[] = [],
) {
  const { as, storage, ...rest } = await community()
  for (const member of members) {
    await storage.db
      .insertInto('member')
      .values({
        community: 'zorg',
        about: '',
        joined: '2025-01-01T00:00:00.000Z',
        active: 1,
        role: 'member',
        own: '[]',
        ...member,
      })
      .execute()
  }
  const page = async (query: string) => {
    const res = await as('m-1')(`members?${query}`)
    assert.equal(res.status, 200, query)
    return parse(MemberPage, await res.json())
  }
  const names = async (query: string) => (await page(query)).items.map(({ name }) => name)
  const change = async (body: MeChange) => {
    const res = await as('m-1')('me', { method: 'PATCH', body })
    assert.equal(res.status, 200)
    return parse(Me, await res.json())
  }
  return { as, storage, page, names, change, ...rest }
}

const EVERYBODY = ['Hanneke Vos', 'Marieke Aalbers', 'Youssef el Idrissi']

test('members are listed by name, leavers left out, and one of them is the asker', async () => {
  const { page, names } = await withMembers([{ id: 'gone', name: 'Bram', active: 0 }])
  assert.deepEqual(await names(''), EVERYBODY)
  const { items, mine } = await page('')
  assert.deepEqual(
    items.filter(({ id }) => mine[id]?.self).map(({ id }) => id),
    ['m-1'],
  )
})

test('members are found by part of a name, position or organisation, whatever the case and the diacritics', async () => {
  const { names } = await withMembers([
    { id: 'a', name: 'André Coëlho', position: 'Verpleegkundige', organisation: 'Zorggroep Ĳsselmeer' },
    { id: 'b', name: 'ANNE-FLEUR Óskarsdóttir', position: 'Coördinator' },
  ])
  const found: [string, string[]][] = [
    ['andre', ['André Coëlho']],
    ['ANDRÉ', ['André Coëlho']],
    ['coe', ['André Coëlho']],
    ['anne-fleur ó', ['ANNE-FLEUR Óskarsdóttir']],
    ['óskarsDOTTIR', ['ANNE-FLEUR Óskarsdóttir']],
    ['coordi', ['ANNE-FLEUR Óskarsdóttir']],
    ['cöördi', ['ANNE-FLEUR Óskarsdóttir']],
    ['zorggroep', ['André Coëlho']],
    ['vos', ['Hanneke Vos']],
    ['nobody', []],
  ]
  for (const [q, expected] of found) assert.deepEqual(await names(`q=${encodeURIComponent(q)}`), expected, q)
})

test('what is typed stands for itself: no character is a wildcard', async () => {
  const { names } = await withMembers([{ id: 'a', name: '100% _zeker_ \\o/' }])
  for (const q of ['%', '_', '\\', '100%', '_zeker_', '\\o/'])
    assert.deepEqual(await names(`q=${encodeURIComponent(q)}`), ['100% _zeker_ \\o/'], q)
  for (const q of ['a%s', '*', "'", '"']) assert.deepEqual(await names(`q=${encodeURIComponent(q)}`), [], q)
})

test('members are found by a topic that they can be asked about', async () => {
  const { names, change } = await withMembers()
  await change({ topics: ['Medicatie', 'één loket'] })
  assert.deepEqual(await names('topic=Medicatie'), ['Marieke Aalbers'])
  assert.deepEqual(await names(`topic=${encodeURIComponent('één loket')}&q=aalb`), ['Marieke Aalbers'])
  assert.deepEqual(await names('topic=Medicatie&q=vos'), [])
  await change({ topics: [] })
  assert.deepEqual(await names('topic=Medicatie'), [])
})

test('members asked for by id are all on one page, leavers included, the unknown left out', async () => {
  const { page } = await withMembers([{ id: 'gone', name: 'Bram', active: 0 }])
  const { items, next, mine } = await page('ids=m-2,gone,nobody,m-1,m-2')
  assert.deepEqual(items.map(({ id, active }) => [id, active]).sort(), [
    ['gone', false],
    ['m-1', true],
    ['m-2', true],
  ])
  assert.equal(next, null)
  assert.deepEqual(mine['m-1'], { self: true, mayDeactivate: false })
})

test('members asked for by subject come with which is which, by identity before import', async () => {
  const { page, storage, as } = await withMembers([{ id: 'a', name: 'Anna', subject: 'host-a' }])
  await as('host-a')('me')
  const { items, subjects } = await page('subjects=host-a,m-2,nobody')
  assert.deepEqual(subjects, { 'host-a': 'a', 'm-2': 'm-2' })
  assert.deepEqual(items.map(({ id }) => id).sort(), ['a', 'm-2'])
  await storage.db.updateTable('identity').set({ member: 'm-2' }).where('subject', '=', 'host-a').execute()
  assert.deepEqual((await page('subjects=host-a')).subjects, { 'host-a': 'm-2' })
  assert.deepEqual(await page('subjects=nobody'), { items: [], next: null, mine: {}, subjects: {} })
})

test('100 ids or subjects can be asked for at once, and no more', async () => {
  const { as } = await withMembers()
  const list = (count: number) => Array.from({ length: count }, (_, i) => `x-${i}`).join()
  for (const name of ['ids', 'subjects']) {
    assert.equal((await as('m-1')(`members?${name}=${list(100)}`)).status, 200)
    assert.equal((await as('m-1')(`members?${name}=${list(101)}`)).status, 400)
    assert.equal((await as('m-1')(`members?${name}=,`)).status, 400)
  }
})

test('one member is there, in their own community alone', async () => {
  const { as } = await withMembers([{ id: 'a', name: 'Anna' }])
  const { item, mine } = parse(MemberOne, await (await as('m-1')('members/a')).json())
  assert.deepEqual([item.name, mine.self], ['Anna', false])
  assert.equal((await as('m-1', 'elders')('members/a')).status, 404)
})

test("an address to write to shows on the contact button, and on nothing else; a leaver's is gone", async () => {
  const { as, storage } = await withMembers([
    { id: 'a', name: 'Anna', email: 'anna+1@zorg.nl', subject: 'host-a' },
  ])
  const body = await (await as('m-1')('members/a')).text()
  assert.equal(JSON.parse(body).item.contact, 'mailto:anna%2B1@zorg.nl')
  assert.equal(body.split('zorg.nl').length, 2)
  assert.doesNotMatch(body, /host-a|subject/)
  await storage.db.updateTable('member').set({ active: 0 }).where('id', '=', 'a').execute()
  assert.doesNotMatch(await (await as('m-1')('members/a')).text(), /zorg\.nl/)
})

test('a member changes what they say of themselves, and only that', async () => {
  const { as, change } = await withMembers()
  const { item, mine } = await change({
    name: ' Marieke  de Aal ',
    position: 'Projectleider',
    organisation: 'De Linde',
    about: 'Ik *leer*.',
    topics: ['medicatie'],
    language: 'en',
  })
  assert.deepEqual(
    [item.name, item.position, item.organisation],
    ['Marieke  de Aal', 'Projectleider', 'De Linde'],
  )
  assert.deepEqual([item.topics, mine.language, mine.source.about], [['medicatie'], 'en', 'Ik *leer*.'])
  assert.equal(item.about[0]?.type, 'paragraph')
  const emptied = await change({ position: null, language: null })
  assert.deepEqual([emptied.item.position, emptied.mine.language], [undefined, undefined])
  assert.equal(emptied.item.organisation, 'De Linde')
  for (const body of [
    { role: 'facilitator' },
    { email: 'a@b' },
    { active: false },
    { id: 'm-2' },
    { photo: 'x' },
  ])
    assert.equal((await as('m-1')('me', { method: 'PATCH', body })).status, 400)
})

test('nobody becomes anonymous by changing their name', async () => {
  const { as } = await withMembers()
  for (const name of ['Anonymous', 'marieke@zorg.example', '...', 'Gebruiker 7']) {
    const res = await as('m-1')('me', { method: 'PATCH', body: { name } })
    assert.equal(res.status, 400, name)
    assert.deepEqual(((await res.json()) as Problem).errors, [
      { path: 'body.name', detail: 'must be a real name' },
    ])
  }
})

test('what a member changed here is remembered as theirs', async () => {
  const { storage, change } = await withMembers()
  await change({ about: 'a' })
  await change({ name: 'Marieke', about: 'b' })
  await change({})
  const [row] = await storage.db
    .selectFrom('member')
    .select('own')
    .where('community', '=', 'zorg')
    .where('id', '=', 'm-1')
    .execute()
  assert.deepEqual(JSON.parse(row!.own), ['about', 'name'])
  // The next assertion says "Marieke Aalbers".
  assert.equal((await change({})).item.name, 'Marieke')
})

test('a community says how many members it has, without those who left', async () => {
  const { as, storage } = await withMembers()
  const counted = async () =>
    parse(Community, await (await as('m-1')('/api/v1/communities/zorg')).json()).members
  const before = await counted()
  await storage.db.updateTable('member').set({ active: 0 }).where('id', '=', 'm-2').execute()
  assert.equal(await counted(), before - 1)
})

test('a community says its goal, topics, patterns, kinds and whether it asks for photos, and nothing of who may call or sign', async () => {
  const { as } = await withMembers()
  const body = (await (await as('m-1')('/api/v1/communities/zorg')).json()) as object
  assert.deepEqual(Object.keys(body).sort(), [
    'goal',
    'id',
    'kinds',
    'languages',
    'members',
    'name',
    'patterns',
    'photoBeforePost',
    'topics',
  ])
})
