/** What every widget and the story feed say, in English: small, because it is needed before anything shows. */
import type { Words } from './nl.ts'

const some = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`

export const words: Words = {
  retry: 'Try again',
  close: 'Close',
  loading: 'One moment',
  wrong: 'Something went wrong. Try again.',
  kinds: {
    failure: 'Failed, and learned',
    success: 'It worked',
    practice: 'How we do it',
    'in-progress': 'Still at it',
  },
  all: 'All',
  feed: 'Stories from practice',
  goal: 'Our goal',
  kind: 'Kind of story',
  tell: 'Tell your story',
  lesson: 'The lesson',
  noStories: 'There are no stories here yet. Yours can be the first.',
  noStoriesSo: 'No stories like that.',
  showAll: 'Show all',
  more: 'More stories',
  end: 'Those were all the stories.',
  minutes: (n) => `${n} min read`,
  comments: (n) => (n === 0 ? 'Comment' : some(n, 'comment', 'comments')),
  reactions: { recognise: 'I recognise this', learned: 'Learned from it', thanks: 'Thank you' },
  edited: 'edited',
  told: 'Your story is there. Read it back.',
  unread: 'New',
  featured: 'Featured',
  broken: 'This part could not be loaded. Reload the page once you are connected.',
}
