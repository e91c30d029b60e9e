import assert from 'node:assert/strict'
import test from 'node:test'
import { RelatedStories, StoryOne } from '@vlinder/contract'
import { parse } from 'valibot'
import { community } from '../testing.ts'

async function told(...stories: object[]) {
  const { as } = await community()
  const ids: string[] = []
  for (const story of stories) {
    const res = await as('m-1')('stories', { method: 'POST', body: { kind: 'failure', ...story } })
    ids.push(parse(StoryOne, await res.json()).item.id)
  }
  const related = async (id: string, subject = 'm-2', where = 'zorg') =>
    as(subject, where)(`stories/${id}/related`)
  const titles = async (id: string) =>
    parse(RelatedStories, await (await related(id)).json()).items.map(({ title }) => title)
  return { ids, related, titles }
}

test('stories with the same words are related, and a story is not related to itself', async () => {
  const { ids, titles } = await told(
    { title: 'De tablet die in de la bleef' },
    { title: 'Beeldbellen zonder tablet' },
    { title: 'Een rooster dat niemand las' },
  )
  assert.deepEqual(await titles(ids[0]!), ['Beeldbellen zonder tablet'])
  assert.deepEqual(await titles(ids[2]!), [])
})

test('of stories that resemble it alike, one with the same pattern comes first', async () => {
  const { ids, titles } = await told(
    { title: 'Tablet in de la', patterns: ['missing-party'] },
    { title: 'Tablet op de gang', patterns: ['missing-party'] },
    { title: 'Tablet op de plank' },
  )
  assert.deepEqual(await titles(ids[0]!), ['Tablet op de gang', 'Tablet op de plank'])
})

test('at most five are related, and words that say nothing relate nothing', async () => {
  const { ids, titles } = await told(...Array(8).fill({ title: 'Tablet' }), { title: 'En toen?' })
  assert.equal((await titles(ids[0]!)).length, 5)
  assert.deepEqual(await titles(ids[8]!), [])
})

test('what is not there has nothing related to it', async () => {
  const { ids, related } = await told({ title: 'Tablet' })
  assert.equal((await related('nothing')).status, 404)
  assert.equal((await related(ids[0]!, 'm-1', 'elders')).status, 404)
})
