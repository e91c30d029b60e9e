/** The demo's page, with the demo's members. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { developmentSigner } from '../identity/development.ts'
import { importFiles } from '../import/import.ts'
import { openStorage, type Storage } from '../storage/storage.ts'
import { moved } from './dates.ts'
import { COMMUNITY, CONTENT, demoPage } from './page.ts'

let storage: Storage
let page: ReturnType<typeof demoPage>

before(async () => {
  storage = await openStorage(':memory:')
  await importFiles(storage, CONTENT.slice(0, 1), { change: (record) => moved(record, 52) })
  const audience = 'http://localhost:4600'
  page = demoPage(storage, await developmentSigner(storage, COMMUNITY, { audience, databaseUrl: ':memory:' }))
})
after(() => storage.close())

async function visit(as?: string): Promise<string> {
  const res = await page.request(as === undefined ? '/' : `/?as=${encodeURIComponent(as)}`)
  assert.equal(res.status, 200)
  return res.text()
}

test('one looks as whom one chose, and the widgets ask for the same', async () => {
  const text = await visit('m-anneke-de-wit')
  assert.match(text, /<option value="m-anneke-de-wit" selected>Anneke de Wit<\/option>/)
  assert.match(text, /data-token-url="\/demo\/token\?as=m-anneke-de-wit"/)
  assert.doesNotMatch(text, /class="notice"/)
})

test('of all members only the facilitator is marked, and who left is not offered', async () => {
  const text = await visit()
  assert.equal(text.match(/, facilitator<\/option>/g)?.length, 1)
  assert.match(text, />Hanneke Vos, facilitator</)
  assert.doesNotMatch(text, /m-margriet-oosterhuis/)
})

test('asked for somebody who is not there, the page says so and as whom one looks instead', async () => {
  const text = await visit('<b>$&')
  assert.match(text, /role="status">[^<]*“&lt;b&gt;\$&amp;”\. Je kijkt nu als Sanne Bos\./)
  assert.match(text, /<option value="m-sanne-bos" selected>/)
  assert.match(text, /data-token-url="\/demo\/token\?as=m-sanne-bos"/)
})

test('the news is of the last days', async () => {
  const days = [...(await visit()).matchAll(/<time datetime="([^"]+)">/g)].map(([, day]) => Date.parse(day!))
  assert.equal(days.length, 3)
  const daysAgo = (day: number) => (Date.now() - day) / 86_400_000
  for (const day of days) assert.ok(daysAgo(day) > 0 && daysAgo(day) < 12, String(new Date(day)))
})

test('the page has one main heading, no text of a template left, and no style of its own', async () => {
  const text = await visit()
  assert.equal(text.match(/<h1>/g)?.length, 1)
  assert.doesNotMatch(text, /\{\{|style=|<style/)
})

test('members joined as much later as the import was told', async () => {
  const hanneke = storage.db.selectFrom('member').select('joined').where('id', '=', 'm-hanneke-vos')
  assert.equal((await hanneke.executeTakeFirstOrThrow()).joined, '2025-09-01T08:30:00.000Z')
})
