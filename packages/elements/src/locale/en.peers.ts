/** What is said where peers read a story before everybody does, in English. */
import type { PeersWords } from './nl.peers.ts'

const list = new Intl.ListFormat('en')
const comments = (n: number) => (n === 0 ? '' : n === 1 ? ', 1 comment' : `, ${n} comments`)

export const words: PeersWords = {
  comments,
  waiting: 'What waits for you',
  asked: (name) => `${name} asks you to read this story before everybody sees it`,
  changed: (name) => `${name} changed this story since you read it`,
  read: (name) => `You read this story by ${name}; it is not shared yet`,
  shared: (name) => `${name} has shared this story; what you said about it stays between you`,
  reading: (names, said) => `With ${list.format(names)}${comments(said)}`,
  have: (names, said) =>
    `${list.format(names)} ${names.length === 1 ? 'has' : 'have'} read it${comments(said)}`,
  nobody: (said) => `Only you see this story${comments(said)}`,
  ownShared: (said) => `Shared${comments(said)} beforehand, between you`,
  only: (names) => `Only ${list.format(['you', ...names])} see this.`,
  since: 'Changed since you read it.',
  gone: 'This story was taken back, or you are no longer one of its readers.',
  wrote: 'What you wrote:',
  said: 'What you say about it',
  private: 'This stays between you, also when the story is shared.',
  older: 'about an earlier version',
  label: 'Your comment, for them alone',
  placeholder: 'What is clear, what is missing, what touches you?',
  send: 'Say this',
  nothing: 'Read, nothing to add',
  noted: 'You have read it. The others know that now.',
  declined: 'Rather not',
  open: 'Read the story',
  first: 'Let a colleague read it first?',
  lead: 'One to three colleagues then read it before everybody sees it. They can comment, for you and each other alone, and you share it when you are ready.',
  peers: 'Who reads it first',
  find: 'Find a colleague',
  found: (n) => (n === 0 ? 'Nobody found.' : n === 1 ? '1 colleague found' : `${n} colleagues found`),
  unfit: (name) => `${name} cannot read it now. Choose somebody else.`,
  full: 'Three is the most.',
  remove: (name) => `Take ${name} off`,
  will: (names) => `Only you and ${list.format(names)} can read it then.`,
  ask: 'Let them read it',
  sent: (names) =>
    `${list.format(names)} can read your story now. Where you read or tell stories you see what they think of it. Until you share it, nobody else sees it.`,
  states: {
    asked: 'has not read it yet',
    read: 'has read it',
    declined: 'would rather not',
    left: 'no longer works here',
  },
  before: 'read an earlier version',
  update: 'Let them read this version',
  updated: 'They read this version now.',
  back: 'Take it back',
  away: 'Throw it away',
  thrown: 'Thrown away.',
}
