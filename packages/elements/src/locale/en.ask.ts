/** What is said where peers are asked, in English. */
import type { AskWords } from './nl.ask.ts'

const some = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`

export const words: AskWords = {
  ask: {
    title: 'Ask a peer',
    lead: 'Somebody has surely been there before.',
    label: 'Your question',
    placeholder: 'What are you up against?',
    seen: 'Perhaps this helps already',
    peers: 'They can help you further',
    found: (hits, peers) =>
      hits + peers === 0
        ? 'Nothing found yet. Do ask your question.'
        : `${some(hits, 'story or question', 'stories and questions')} and ${some(peers, 'peer', 'peers')} found`,
    story: (name) => `Story by ${name}`,
    question: (answers, helped) =>
      answers === 0
        ? 'Question, not answered yet'
        : `Question · ${some(answers, 'answer', 'answers')}${helped ? `, ${helped} helped` : ''}`,
    go: 'Ask your question',
    more: 'Tell a little more',
    moreHint: 'What have you tried, and what is in the way?',
    post: 'Post my question',
    posting: 'Posting …',
    posted: 'Your question is there. Your peers can see it now.',
    open: 'Still waiting for an answer',
    noneOpen: 'Every question has an answer.',
    noneOpenElse: 'All other questions have an answer.',
    noneOpenHere: 'No question on this waits for an answer.',
    mine: 'What you asked',
    state: (answers, helped) =>
      answers === 0
        ? 'no answer yet'
        : `${some(answers, 'answer', 'answers')}${helped ? `, ${helped} helped` : ''}`,
    fresh: (n) => (n === 1 ? '1 new question' : `${n} new questions`),
    moreOpen: 'More questions',
    contact: 'Ask',
  },
  reasons: {
    answered: (n, helped) =>
      `answered ${some(n, 'question', 'questions')} on this${helped ? `, which helped ${helped === 1 ? 'once' : `${helped} times`}` : ''}`,
    told: {
      failure: (n) => (n === 1 ? 'shared a failure on this' : `shared ${n} failures on this`),
      success: (n) => (n === 1 ? 'told how this worked' : `told ${n} times how this worked`),
      practice: () => 'told how they do this',
      'in-progress': () => 'is still at this themselves',
    },
    topic: (topic) => `is glad to be asked about ${topic}`,
  },
  clarify: {
    title: 'To understand the question',
    ask: 'Ask what is meant',
    explain: 'Explain your question',
    label: 'What do you want to know before you answer?',
    placeholder: 'For instance: how many people are involved?',
    send: 'Post this',
  },
  thread: {
    answers: (n) => (n === 0 ? 'No answers yet' : some(n, 'answer', 'answers')),
    more: 'More answers',
    label: 'Your answer',
    placeholder: 'What worked for you, or did not?',
    send: 'Answer',
    didHelp: 'Helped the asker',
    mark: 'This helped me',
  },
}
