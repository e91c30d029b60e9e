/** Whether the author of a story may be called about it, and that nobody hears who would rather not. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { RevisionPage, StoryOne } from '@vlinder/contract'
import { parse } from 'valibot'
import { community } from '../testing.ts'

async function telling() {
  const { as } = await community()
  const one = async (res: Promise<Response>) => parse(StoryOne, await (await res).json())
  const tell = (contact?: boolean) => {
    const body = { kind: 'failure', title: 'De tablet in de la', ...(contact !== undefined && { contact }) }
    return one(as('m-1')('stories', { method: 'POST', body }))
  }
  const change = (id: string, body: object) => one(as('m-1')(`stories/${id}`, { method: 'PATCH', body }))
  const read = (who: string, id: string) => one(as(who)(`stories/${id}`))
  return { as, tell, change, read }
}

test('that its author may be called about a story is told to all who read it', async () => {
  const { tell, read } = await telling()
  const { item, mine } = await tell(true)
  assert.equal(mine.source?.contact, true)
  assert.equal((await read('m-2', item.id)).item.contact, true)
})

test('whoever would rather not is told apart from whoever did not say only by themselves', async () => {
  const { as, tell, change } = await telling()
  const ids = [(await tell()).item.id, (await tell(false)).item.id, (await tell()).item.id]
  await change(ids[2]!, { contact: false })
  const own = await Promise.all(
    ids.map(async (id) => (await (await as('m-1')(`stories/${id}`)).json()) as StoryOne),
  )
  assert.deepEqual(
    own.map(({ mine }) => mine.source?.contact),
    [undefined, false, false],
  )
  // The author's own is in `mine`: what all are served says nothing.
  assert.ok(own.every(({ item }) => !('contact' in item)))
  for (const who of ['m-2', 'm-f'])
    for (const path of ids.flatMap((id) => [`stories/${id}`, `stories/${id}/revisions`, 'stories']))
      assert.ok(!(await (await as(who)(path)).text()).includes('contact'), `${who} ${path}`)
})

test('what was said is changed and taken back, which is no edit and leaves no trace in the history', async () => {
  const { as, tell, change, read } = await telling()
  const { id } = (await tell()).item
  for (const contact of [true, false, null, true]) {
    const { item, mine } = await change(id, { contact })
    assert.equal(mine.source?.contact, contact ?? undefined)
    assert.equal(item.edited, undefined)
  }
  await change(id, { title: 'De tablet lag in de la' })
  assert.equal((await read('m-2', id)).item.contact, true)
  const { items } = parse(RevisionPage, await (await as('m-f')(`stories/${id}/revisions`)).json())
  assert.deepEqual(
    items.flatMap(({ changes }) => changes.map(({ field }) => field)),
    ['title'],
  )
})

test('only its author says so, with yes or no', async () => {
  const { as, tell } = await telling()
  const { id } = (await tell()).item
  for (const who of ['m-2', 'm-f'])
    assert.equal((await as(who)(`stories/${id}`, { method: 'PATCH', body: { contact: true } })).status, 403)
  for (const contact of ['yes', 1, null])
    assert.equal(
      (await as('m-1')('stories', { method: 'POST', body: { kind: 'failure', title: 'x', contact } })).status,
      400,
    )
})

test('nobody is told to call somebody who left, until they are back', async () => {
  const { as, tell, read } = await telling()
  const { id } = (await tell(true)).item
  for (const active of [false, true]) {
    await as('m-f')('members/m-1', { method: 'PATCH', body: { active } })
    assert.equal((await read('m-2', id)).item.contact, active || undefined)
  }
})

test('nothing of it is left of a deleted story', async () => {
  const { as, tell, read } = await telling()
  const { id } = (await tell(true)).item
  await as('m-2')(`stories/${id}/comments`, { method: 'POST', body: { body: 'Herkenbaar.' } })
  await as('m-1')(`stories/${id}`, { method: 'DELETE' })
  const { item } = await read('m-2', id)
  assert.equal(item.status, 'deleted')
  assert.equal(item.contact, undefined)
})
