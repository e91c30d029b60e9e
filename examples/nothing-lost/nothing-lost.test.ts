/**
 * Whatever is killed, and whenever: the tab, the network, the server, in each step of telling a story, a comment and an answer.
 * The text is found again, and is published once.
 */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { FORMS, type Form, STEPS, type Step } from './forms.ts'
import { type Moment, type World, world } from './world.ts'

/** What is killed, and what comes after: the same page, or another one of the same browser. */
interface Killing {
  kill(page: Page): Promise<unknown>
  back(page: Page, open: () => Promise<Page>): Promise<Page>
}
const KILLINGS: Record<string, Killing> = {
  'the tab': { kill: (page) => page.close(), back: (_, open) => open() },
  'the network': {
    kill: (page) => page.context().setOffline(true),
    async back(page) {
      await page.context().setOffline(false)
      return page
    },
  },
  'the server': {
    kill: () => at.server.stop('SIGKILL'),
    async back(page) {
      await at.server.start()
      return page
    },
  },
}
const MOMENTS: Record<Moment, string> = {
  before: 'before it left',
  committed: 'once the server had it and nobody had heard',
  answered: 'once its answer was heard',
}

let at: World
const topics: string[] = []
before(async () => {
  at = await world(topics)
})
after(() => at?.end())

/** A member of their own for each test, who is also what its question is about; on a device of theirs. */
let number = 0
function member(): string {
  const who = `m-${++number}`
  topics.push(who)
  return who
}
async function writer(t: { after(work: () => unknown): void }, who: string, { path, list }: Form) {
  const text = `Told by ${who}, once.`
  const open = async (device = at.device(who)) => at.open(await device, path.replace('TOPIC', who))
  const first = await open()
  const device = first.context()
  t.after(() => device.close())
  /** How often it stands there. What only its writer sees of it, to change it, is no second time. */
  const published = async () => {
    const items = await at.get(who, list.replace('TOPIC', who))
    return items.filter((one) => JSON.stringify(one).includes(`"${text}"`)).length
  }
  const drafts = async () => JSON.stringify(await at.get(who, 'drafts'))
  return { text, first, again: () => open(Promise.resolve(device)), published, drafts }
}
/** What the browser keeps of it. */
const keeps = (page: Page) => page.evaluate(() => Object.keys(localStorage).join())

function typing(what: string, step: Step, victim: string, { kill, back }: Killing) {
  const who = member()
  test(`${what}, while ${victim} is killed, is found again, here and by the server`, async (t) => {
    const { text, first, again, published, drafts } = await writer(t, who, step.form)
    await step.begin(first, text)
    if (victim !== 'the tab') await kill(first)
    else {
      // A tab that dies while its draft is saved cannot know whose it finds on the server: that is asked, and tested below.
      await at.until(async () => (await drafts()).includes(text.slice(0, -1)))
      await first.waitForFunction(
        () => !Object.keys(localStorage).some((key) => key.startsWith('vlinder-draft')),
      )
    }
    await step.goOn(first, text)
    if (victim === 'the tab') await kill(first)
    const page = await back(first, again)
    await step.found(page, text)
    await at.until(async () => (await drafts()).includes(`"${text}"`))
    assert.equal(await published(), 0)
  })
}

function sending(what: string, form: Form, moment: Moment, victim: string, { kill, back }: Killing) {
  const who = member()
  test(`${what} whose sending ended with ${victim}, ${MOMENTS[moment]}, is there once`, async (t) => {
    const { text, first, again, published, drafts } = await writer(t, who, form)
    await form.write(first, text)
    // What is on the server as well could be found there, and sent a second time.
    await at.until(async () => (await drafts()).includes(`"${text}"`))
    const killed = at.cut(who, form.posts, moment, () => kill(first))
    await form.send(first)
    await killed
    const page = await back(first, again)
    await at.until(async () => (await drafts()) === '[]')
    await page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.startsWith('vlinder')))
    assert.equal(await published(), 1)
  })
}

for (const [victim, killing] of Object.entries(KILLINGS)) {
  // Only a server that dies is not the others' as well.
  describe(victim, { concurrency: victim === 'the server' ? 1 : 3 }, () => {
    for (const [what, step] of Object.entries(STEPS)) typing(what, step, victim, killing)
    for (const [what, form] of Object.entries(FORMS))
      for (const moment of Object.keys(MOMENTS) as Moment[]) sending(what, form, moment, victim, killing)
  })
}

const writesElsewhere = member()
test('who writes the same in two tabs is told in the second, and chooses', async (t) => {
  const { form, begin, found } = STEPS['what is typed as a comment']!
  const { text, first, again, drafts } = await writer(t, writesElsewhere, form)
  const second = await again()
  await begin(second, 'Something else')
  await begin(first, text)
  const asked = second.locator('dialog .reply [role=alert]', { hasText: 'on another page as well' })
  await asked.waitFor()
  assert.equal(await second.locator('dialog .reply textarea').inputValue(), 'Something els')
  await asked.getByRole('button', { name: 'The one of the other page' }).click()
  await asked.waitFor({ state: 'detached' })
  await found(second, text.slice(0, -1))
  await at.until(async () => (await drafts()).includes(text.slice(0, -1)))
  assert.equal(await keeps(second), '')
})
