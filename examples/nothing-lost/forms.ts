/** What is written in: where it stands, what its writer does there, and where it is once it is published. */
import type { Locator, Page } from 'playwright-core'

/** `TOPIC` in an address is the test's own. */
export interface Form {
  path: string
  /** Writes it, up to where it can be sent. */
  write(page: Page, text: string): Promise<unknown>
  send(page: Page): Promise<unknown>
  /** Where it is published, and what is posted to get there. */
  list: string
  posts: string
}

/** Something that a writer is doing: what came before the killing, and what comes after or just before it. */
export interface Step {
  form: Form
  begin(page: Page, text: string): Promise<unknown>
  goOn(page: Page, text: string): Promise<unknown>
  /** Resolves once `text` stands where it was written. */
  found(page: Page, text: string): Promise<unknown>
}

const LESSON = 'What is the lesson, and for whom?'
const studio = (page: Page) => page.locator('vlinder-story-studio')
const field = (page: Page) => studio(page).locator('#field')
const primary = (page: Page) => studio(page).locator('.acts .primary')
const at = (page: Page, title: string) =>
  studio(page).locator(`.progress [title="${title}"][aria-current=step]`).waitFor()
const step = async (page: Page, title: string) => {
  // It is there once the community is, and moves those behind it.
  await studio(page).locator('.progress [title="Do you recognise something here?"]').waitFor()
  await studio(page).locator(`.progress [title="${title}"]`).click()
  await at(page, title)
}

const reply = (page: Page) => page.locator('dialog .reply textarea')
const sendReply = (page: Page) => page.locator('dialog .reply .primary').click()
/** The question's dialog, opened where it is not open. */
const answer = async (page: Page) => {
  if (!(await page.locator('dialog').count())) await page.locator('.hit').click()
  return reply(page)
}

const story: Form = {
  path: '/story',
  async write(page, text) {
    await step(page, LESSON)
    await field(page).fill(text)
    await step(page, 'How did it end?')
    await studio(page).locator('input[type=radio]').first().check()
    await step(page, 'Look it over')
  },
  send: (page) => primary(page).click(),
  list: 'stories?limit=100',
  posts: '/stories',
}
const comment: Form = {
  path: '/comment#vlinder-story=s1',
  write: (page, text) => reply(page).fill(text),
  send: sendReply,
  list: 'stories/s1/comments?limit=100',
  posts: '/comments',
}
const anAnswer: Form = {
  path: '/answer?topic=TOPIC',
  write: async (page, text) => (await answer(page)).fill(text),
  send: sendReply,
  list: 'questions/q-TOPIC/answers?limit=100',
  posts: '/answers',
}
export const FORMS: Record<string, Form> = { 'a story': story, 'a comment': comment, 'an answer': anAnswer }

/** All but its last letter, and then all of it. */
const typed = (form: Form, to: (page: Page) => Promise<Locator>): Step => ({
  form,
  begin: async (page, text) => (await to(page)).fill(text.slice(0, -1)),
  goOn: async (page, text) => (await to(page)).fill(text),
  found: async (page, text) => holds(await to(page), text),
})

export const STEPS: Record<string, Step> = {
  'what is typed in a prompt of a story': typed(story, async (page) => {
    await step(page, LESSON)
    return field(page)
  }),
  'a story between two prompts': {
    form: story,
    async begin(page, text) {
      await step(page, 'What did you do?')
      await field(page).fill(text)
    },
    async goOn(page) {
      await primary(page).click()
      await at(page, 'What had you expected?')
    },
    async found(page, text) {
      await at(page, 'What had you expected?')
      await step(page, 'What did you do?')
      await holds(field(page), text)
    },
  },
  'a story that is looked over': {
    form: story,
    begin: story.write,
    goOn: async () => {},
    found: (page, text) => studio(page).locator('article .lesson', { hasText: text }).waitFor(),
  },
  'what is typed as a comment': typed(comment, async (page) => reply(page)),
  'what is typed as an answer': typed(anAnswer, answer),
}

/** A field has no event for what the page puts in it: it is looked at whenever the page draws. */
async function holds(field: Locator, text: string): Promise<void> {
  while ((await field.inputValue()) !== text)
    await field.page().evaluate(() => new Promise(requestAnimationFrame))
}
