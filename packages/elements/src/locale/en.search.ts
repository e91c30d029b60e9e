/** The words of searching, in English. */
import type { SearchWords } from './nl.search.ts'

export const words: SearchWords = {
  search: 'Search',
  placeholder: 'Find a story, an answer or a colleague',
  narrow: 'Show only',
  types: { story: 'Stories', question: 'Questions', answer: 'Answers', member: 'Colleagues' },
  one: { question: 'Question', answer: 'Answer', member: 'Colleague' },
  archived: 'Archived',
  answers: (n) => (n === 0 ? 'no answer yet' : n === 1 ? '1 answer' : `${n} answers`),
  helped: 'helped the asker',
  own: 'yours',
  self: 'this is you',
  found: (n) => (n === '0' ? 'Nothing found' : `${n} found`),
  also: (words) => `Also searched for ${words}`,
  none: (text) => `Nothing found for “${text}”.`,
  hint: 'Try another or a shorter word, or ask a colleague.',
  more: 'More results',
}
