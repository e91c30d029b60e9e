import assert from 'node:assert/strict'
import { once } from 'node:events'
import test, { type TestContext } from 'node:test'
import { draftKeeper, type Fields } from './drafts.ts'
import { linkIn } from './link.ts'
import { jwt, storage } from './testing/browser.ts'
import { json, problem, serve } from './testing/server.ts'
import { world } from './testing/world.ts'

/** A server that keeps drafts as the real one does; `down` makes it answer nothing. */
async function drafting(t: TestContext) {
  const drafts = new Map<string, { value: Fields; revision: number }>()
  /** Whoever's session ended. */
  const state = { down: false, ended: '', busy: 0 }
  const { address, seen } = await serve(t, (answer, { method, path, body, headers }) => {
    if (state.down) return answer.destroy()
    if (headers.authorization === `Bearer ${jwt(state.ended)}`) return problem(answer, 401, 'token-expired')
    const key = decodeURIComponent(path.slice('/drafts/'.length))
    if (method === 'GET')
      return json(answer, 200, { items: [...drafts].map(([key, one]) => ({ key, at: '', ...one })) })
    if (method === 'DELETE') {
      drafts.delete(key)
      return answer.writeHead(204).end()
    }
    if (state.busy) {
      const wait = String(state.busy)
      state.busy = 0
      return problem(answer, 429, 'rate-limited', { 'retry-after': wait })
    }
    const { value, after } = JSON.parse(body)
    const { revision = 0 } = drafts.get(key) ?? {}
    if (after !== revision) return problem(answer, 409, 'conflict')
    drafts.set(key, { value, revision: revision + 1 })
    json(answer, 200, { item: { key, at: '', ...drafts.get(key) } })
  })

  /** A page of `who`, in a browser with this storage. */
  async function page(
    browser: ReturnType<typeof storage> | undefined = storage(),
    who = 'host-7',
    unknown = false,
  ) {
    const { env, waits } = world()
    const session = { who }
    const link = linkIn(env, { server: address, community: 'zorg', getToken: async () => jwt(session.who) })
    // The first read brings the token, and with it who is asking.
    const known = state.down
    state.down = false
    if (!unknown) await link.get('/drafts')
    state.down = known
    const told = new EventTarget()
    const keeper = draftKeeper(link, (key) => told.dispatchEvent(new Event(key)), browser, env)
    /** Resolves when something became of a draft. */
    const next = (key: string) => once(told, key)
    return { keeper, next, session, waits }
  }
  const saved = (key: string) => drafts.get(key)?.value
  return { state, drafts, page, saved, seen }
}

test('what is typed stands in the browser at once, goes to the server, and then from the browser', async (t) => {
  const { page, saved } = await drafting(t)
  const browser = storage()
  const { keeper, next } = await page(browser)
  keeper.keep('story', { title: 'Te vroeg' })
  assert.match([...browser.kept.values()].join(), /Te vroeg/)
  assert.equal(keeper.kept('story'), 'here')
  await next('story')
  assert.equal(keeper.kept('story'), 'saved')
  assert.deepEqual(saved('story'), { title: 'Te vroeg' })
  assert.equal(browser.kept.size, 0)
})

test('another device goes on where this one stopped', async (t) => {
  const { page, saved } = await drafting(t)
  const one = await page()
  one.keeper.keep('story', { title: 'a' })
  await one.next('story')
  const other = await page()
  assert.deepEqual(await other.keeper.read('story'), { title: 'a' })
  other.keeper.keep('story', { title: 'ab' })
  await other.next('story')
  assert.deepEqual(saved('story'), { title: 'ab' })
  assert.equal(other.keeper.theirs('story'), undefined)
})

test('a page that was killed before the server heard finds its text in the browser, and sends it', async (t) => {
  const { page, saved, state } = await drafting(t)
  const browser = storage()
  state.down = true
  const killed = await page(browser)
  killed.keeper.keep('story', { title: 'Bijna kwijt' })
  await killed.next('story')
  state.down = false
  const again = await page(browser)
  assert.deepEqual(await again.keeper.read('story'), { title: 'Bijna kwijt' })
  await again.next('story')
  assert.deepEqual(saved('story'), { title: 'Bijna kwijt' })
})

test('while the server is away it stays here, and is sent when somebody says to try again', async (t) => {
  const { page, saved, state } = await drafting(t)
  const { keeper, next } = await page()
  state.down = true
  keeper.keep('story', { title: 'a' })
  await next('story')
  assert.equal(keeper.kept('story'), 'here')
  state.down = false
  keeper.again()
  while (keeper.kept('story') !== 'saved') await next('story')
  assert.deepEqual(saved('story'), { title: 'a' })
})

test('what was typed before it was known who types stands in the browser once that is known', async (t) => {
  const { page, state, seen } = await drafting(t)
  const browser = storage()
  const { keeper, next } = await page(browser, 'host-7', true)
  state.down = true
  keeper.keep('story', { title: 'a' })
  assert.equal(keeper.kept('story'), 'nowhere')
  await next('story')
  assert.equal(keeper.kept('story'), 'here')
  assert.equal(browser.length, 1)
  assert.equal(seen.length, 0, 'before anybody answers')
})

test('a busy server is given the time that it asks for, within reason', async (t) => {
  const { page, saved, state } = await drafting(t)
  const { keeper, next, waits } = await page()
  for (const [asked, given] of [
    [30, 30_000],
    [86_400, 600_000],
  ] as const) {
    state.busy = asked
    keeper.keep('story', { title: `${asked}` })
    do await next('story')
    while (keeper.kept('story') !== 'saved')
    assert.equal(waits.at(-1), given)
    assert.deepEqual(saved('story'), { title: `${asked}` })
  }
})

test('of two pages that write one draft the second is asked, and either answer loses nothing by itself', async (t) => {
  const { page, saved } = await drafting(t)
  const [one, two] = [await page(), await page()]
  one.keeper.keep('story', { title: 'van een' })
  await one.next('story')
  two.keeper.keep('story', { title: 'van twee' })
  await two.next('story')
  assert.deepEqual(two.keeper.theirs('story'), { title: 'van een' })
  assert.deepEqual(saved('story'), { title: 'van een' })

  assert.deepEqual(two.keeper.choose('story', 'mine'), { title: 'van twee' })
  while (two.keeper.kept('story') !== 'saved') await two.next('story')
  assert.deepEqual(saved('story'), { title: 'van twee' })

  one.keeper.keep('story', { title: 'van een, verder' })
  await one.next('story')
  assert.deepEqual(one.keeper.choose('story', 'theirs'), { title: 'van twee' })
  assert.equal(one.keeper.kept('story'), 'saved')
})

test('two tabs of one browser hear of each other without the server', async (t) => {
  const { page, state } = await drafting(t)
  const browser = storage()
  const [one, two] = [await page(browser), await page(browser)]
  state.down = true
  one.keeper.keep('story', { title: 'tab een' })
  two.keeper.keep('story', { title: 'tab twee' })
  const [[place, text]] = [...browser.kept] as [[string, string]]
  one.keeper.heard(place, text)
  assert.deepEqual(one.keeper.theirs('story'), { title: 'tab twee' })
  two.keeper.heard(place, text)
  assert.equal(two.keeper.theirs('story'), undefined)
})

test('what was sent is gone everywhere, also when it was being saved at that moment', async (t) => {
  const { page, drafts, seen } = await drafting(t)
  const browser = storage()
  const { keeper, next } = await page(browser)
  keeper.keep('story', { title: 'a' })
  await next('story')
  keeper.keep('story', { title: 'ab' })
  keeper.drop('story')
  assert.equal(browser.kept.size, 0)
  while (!seen.some(({ method }) => method === 'DELETE')) await new Promise(setImmediate)
  while (drafts.size) await new Promise(setImmediate)
  assert.equal(await (await page(browser)).keeper.read('story'), undefined)
})

test('what was sent goes everywhere, but not what somebody made of it elsewhere since', async (t) => {
  const { page, drafts, state } = await drafting(t)
  const [one, two] = [await page(), await page()]
  one.keeper.keep('story', { title: 'a' })
  await one.next('story')
  state.down = true
  await assert.rejects(one.keeper.sent('story', { title: 'a' }))
  state.down = false
  await two.keeper.read('story')
  two.keeper.keep('story', { title: 'ab' })
  await two.next('story')
  await one.keeper.sent('story', { title: 'a' })
  assert.equal(drafts.size, 1)
  await one.keeper.sent('story', { title: 'ab' })
  assert.equal(drafts.size, 0)
})

test("one member's drafts are not the next one's", async (t) => {
  const { page, state } = await drafting(t)
  const browser = storage()
  state.down = true
  ;(await page(browser)).keeper.keep('story', { title: 'van mij' })
  const other = await page(browser, 'host-8')
  assert.equal(await other.keeper.read('story'), undefined)
})

test("what one member was writing is not kept as the next one's, nor is theirs thrown away", async (t) => {
  const { page, state, drafts } = await drafting(t)
  const browser = storage()
  const { keeper, next, session } = await page(browser)
  keeper.keep('story', { title: 'van mij' })
  state.ended = 'host-7'
  session.who = 'host-8'
  await next('story')
  assert.equal(drafts.size, 0)
  assert.match([...browser.kept.values()].join(), /van mij/)
  assert.equal(await keeper.read('story'), undefined)

  state.ended = ''
  const again = await page(browser)
  assert.deepEqual(await again.keeper.read('story'), { title: 'van mij' })
  await again.next('story')
  state.ended = 'host-7'
  again.session.who = 'host-8'
  again.keeper.drop('story')
  await again.keeper.read('story')
  assert.equal(drafts.size, 1)
})

test('without storage it is in memory until the server has it', async (t) => {
  const { page, saved } = await drafting(t)
  const full = { ...storage(), setItem: () => assert.fail('full') }
  for (const browser of [full, undefined]) {
    const { keeper, next } = await page(browser as typeof full)
    keeper.keep('story', { title: 'a' })
    if (browser) assert.equal(keeper.kept('story'), 'nowhere')
    await next('story')
    assert.deepEqual(saved('story'), { title: 'a' })
    keeper.drop('story')
    while (saved('story')) await new Promise(setImmediate)
  }
})
