/** What is said where peers are asked, in English. */
import type { AskWords } from './nl.ask.ts'

const some = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`
const list = new Intl.ListFormat('en')

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
    freshAnswers: (n) => (n === 1 ? '1 new answer' : `${n} new answers`),
    mine: 'What you asked',
    state: (answers, helped) =>
      answers === 0
        ? 'no answer yet'
        : `${some(answers, 'answer', 'answers')}${helped ? `, ${helped} helped` : ''}`,
    fresh: (n) => (n === 1 ? '1 new question' : `${n} new questions`),
    moreOpen: 'More questions',
    contact: 'Ask',
  },
  asking: {
    helpful: 'What helps to answer you well (optional)',
    goal: 'What do you want to reach?',
    tried: 'What have you tried?',
    constraint: 'What cannot be otherwise?',
    by: 'By when?',
    help: 'What do you look for?',
    helps: {
      advice: 'Advice',
      example: 'An example',
      'think-along': 'Somebody to think along',
      contact: 'Somebody to call',
    },
    any: 'anything',
    topic: 'Topic',
    noTopic: 'none',
    who: 'Whom do you ask?',
    everybody: 'Everybody here can read and answer your question. You can ask a few peers by name, too.',
    chosen: (names) =>
      `${list.format(names)} ${names.length === 1 ? 'gets' : 'get'} your question. Everybody here can read along and answer.`,
    find: 'Find a peer by name',
    found: (n) => (n === 0 ? 'Nobody found.' : `${some(n, 'peer', 'peers')} found`),
    full: 'No more than five.',
    unfit: (name) => `${name} cannot be asked now. Choose somebody else.`,
  },
  asks: {
    waiting: 'Asked of you',
    by: (name) => `${name} asks you`,
    named: (name, by) => `${name} asks you; ${by} named you`,
    accept: 'I take this up',
    pass: 'Not now',
    refer: 'I know somebody',
    who: 'Who knows more about this?',
    mine: {
      asked: '',
      silent: '',
      accepted: 'You take this up. Your answer is welcome when you have time.',
      passed: 'You leave this to others. Only the asker knows.',
      referred: (name) =>
        `You named ${name}, who gets the question now. Only the asker knows that you passed it on.`,
    },
    title: 'Asked of',
    states: {
      asked: 'no reply yet',
      accepted: 'takes this up',
      passed: 'not now',
      referred: (name) => `named ${name}`,
      silent: 'has not replied yet',
    },
    takeBack: (name) => `Ask ${name} no longer`,
    next: 'Ask somebody else, too',
    ask: 'Ask',
    asked: (name) => `${name} gets your question.`,
    unheard: 'not taken up yet: will you ask somebody else?',
    needs: 'Nobody took this up',
    needsHint: 'More than four days without a reply: do you know somebody?',
    goal: 'What is to be reached',
    tried: 'Tried so far',
    constraint: 'What cannot be otherwise',
    until: (day) => `by ${day}`,
  },
  after: {
    outcomes: { worked: 'it worked', mixed: 'it worked in part', failed: 'it did not work' },
    tried: 'I tried this',
    counts: (n) =>
      [
        n.worked && `it worked for ${n.worked}`,
        n.mixed && `in part for ${n.mixed}`,
        n.failed && `not for ${n.failed}`,
      ]
        .filter(Boolean)
        .join(', '),
    what: 'What came of it?',
    followUp: 'A month ago you were answered. What came of it?',
    words: 'Tell a little about it (optional)',
    send: 'Tell this',
    notYet: 'Too early',
    never: 'Do not ask this again',
    result: (name, outcome) => `What came of it, says ${name}: ${outcome}.`,
    close: 'Close the question',
    reopen: 'Open the question again',
    closed: 'This question is closed: it can still be read.',
    tell: 'Make a story of this',
    merge: 'Merge',
    into: 'Which question is the same?',
    intoHint: 'Type what that question is about',
    mergeSure: 'Answers and comments move along; the old address leads to the other question.',
    none: 'No question found.',
    merged: (name) => `${name} asked the same`,
    apart: 'Take apart again',
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
    tried: {
      worked: (n) =>
        n === 1 ? 'tried an answer on this: it worked' : `tried ${n} answers on this: they worked`,
      mixed: () => 'tried this: it worked in part',
      failed: () => 'tried this, and knows what did not work',
    },
    experience: {
      worked: (topic) => `has experience with ${topic}: it worked`,
      mixed: (topic) => `has experience with ${topic}: it worked in part`,
      failed: (topic) => `has experience with ${topic}, also with what did not work`,
    },
    commented: (n) => `commented on this${n === 1 ? '' : ` ${n} times`}`,
    alike: {
      position: 'does the same work as you',
      organisation: 'works at the same organisation',
      'organisation-type': 'works at an organisation like yours',
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
