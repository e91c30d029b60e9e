import assert from 'node:assert/strict'
import test from 'node:test'
import { QuestionPage, QuestionQuery } from '@vlinder/contract'
import { parse } from 'valibot'
import type { Asker } from '../http/asking.ts'
import { plansOf } from '../storage/plans.ts'
import { community } from '../testing.ts'
import { questionPage } from './list.ts'

const MARIEKE: Asker = { community: 'zorg', id: 'm-1', role: 'member' }

async function withQuestions(count: number) {
  const { as, storage } = await community()
  const ask = (title: string) => as('m-1')('questions', { method: 'POST', body: { title } })
  for (let i = 1; i <= count; i++) await ask(String(i))
  const page = async (query: string) =>
    parse(QuestionPage, await (await as('m-1')(`questions?${query}`)).json())
  return { ask, page, storage }
}

test('a question asked while somebody pages moves nothing', async () => {
  const { ask, page } = await withQuestions(5)
  const whole = (await page('')).items.map(({ id }) => id)
  const seen: string[] = []
  for (let cursor = ''; ; ) {
    const { items, next } = await page(`limit=2${cursor}`)
    seen.push(...items.map(({ id }) => id))
    if (next === null) break
    assert.ok(seen.length < 100, 'the pages never end')
    cursor = `&cursor=${next}`
    await ask('Nog een')
  }
  assert.deepEqual(seen, whole)
})

test('a page of questions is one query that reads them from the index in order', async () => {
  const { page, storage } = await withQuestions(2)
  for (const [filter, index] of [
    ['', 'question_latest'],
    ['state=open', 'question_state'],
    ['author=m-1', 'question_author'],
    ['topic=medicatie', 'question_latest'],
  ] as const) {
    const { next } = await page(`limit=1&${filter}`)
    const cursor = next === null ? '' : `cursor=${next}`
    const query = parse(QuestionQuery, Object.fromEntries(new URLSearchParams(`${filter}&${cursor}`)))
    const plans = await plansOf(storage, (observed) => questionPage(observed, MARIEKE, query))
    assert.equal(plans.length, 1, filter)
    const where = `${filter}:\n${plans[0]?.join('\n')}`
    assert.ok(
      plans[0]?.some((line) => line.startsWith(`SEARCH question USING INDEX ${index} (community=?`)),
      where,
    )
    assert.ok(!plans[0]?.some((line) => /^SCAN|TEMP B-TREE/.test(line)), where)
    if (cursor)
      assert.ok(
        plans[0]?.some((line) => /^SEARCH question .*\)<\(/.test(line)),
        where,
      )
  }
})
