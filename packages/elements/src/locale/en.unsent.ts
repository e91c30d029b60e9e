/** What is said about what was sent and has not arrived, in English. */
import type { UnsentWords } from './nl.unsent.ts'

const some = (one: string, more: string) => (n: number) => `${n} ${n === 1 ? one : more}`

export const words: UnsentWords = {
  unsent: (list) => `Not sent yet: ${list}`,
  nouns: {
    story: some('story', 'stories'),
    preview: some('story for those who read it first', 'stories for those who read them first'),
    comment: some('comment', 'comments'),
    question: some('question', 'questions'),
    answer: some('answer', 'answers'),
    change: some('change', 'changes'),
  },
  now: 'Send now',
  away: 'Throw away',
  sent: 'What had not been sent is there now.',
}
