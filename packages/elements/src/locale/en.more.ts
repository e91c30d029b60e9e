/** What the other widgets and everything that opens say, in English. */
import type { MoreWords } from './nl.more.ts'

const some = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`
const span = (seconds: number) =>
  seconds < 90 ? some(seconds, 'second', 'seconds') : some(Math.ceil(seconds / 60), 'minute', 'minutes')

export const words: MoreWords = {
  /** What the server refuses, by the name of its problem. */
  problems: {
    offline: 'You are offline. This goes on as soon as there is a connection.',
    unreachable: 'The server cannot be reached just now. We will try again shortly.',
    timeout: 'This takes too long. We will try again shortly.',
    'signed-out': 'You are not signed in (any more). Sign in to the intranet and try again.',
    misconfigured: 'This part has not been set up properly yet.',
  },
  signIn: 'Sign in',
  signInFirst: 'Sign in to read along and take part.',
  refusals: {
    'not-found': 'This is not there (any more).',
    'community-unknown': 'There is no such community.',
    'token-invalid': 'The sign-in is not trusted.',
    'name-missing': 'Nobody is anonymous here: your sign-in holds no name.',
    'member-inactive': 'You are no longer a member of this community.',
    'not-admitted': 'You are not a member yet. Ask the facilitator to let you in.',
    'photo-required': 'Add a photo of yourself first.',
    forbidden: 'Only whoever wrote this may do that.',
    invalid: 'Something in what you filled in is not right.',
    'too-large': 'This is too long.',
    'rate-limited': 'That was a little fast. Wait a moment.',
    'idempotency-key-reused': 'What you sent before did arrive. Press again to send this as well.',
    'storage-full': 'There is no room to save this. What you wrote is still here.',
  },
  /** What somebody asked for and did not get: it is not tried again by itself. */
  failed: {
    offline: 'You are offline. Nothing is lost: press again once there is a connection.',
    unreachable: 'The server cannot be reached just now. Nothing is lost: press again in a moment.',
    timeout: 'This took too long. Nothing is lost: press again.',
    busy: (seconds: number, byItself: boolean) =>
      `It is too busy just now. Nothing is lost: ${byItself ? `this will be sent by itself in ${span(seconds)}` : `press again in ${span(seconds)}`}.`,
  },
  /** Too busy to be read. */
  soon: (seconds: number) => `It is too busy just now. This goes on by itself in ${span(seconds)}.`,
  live: {
    stories: (n: number) => (n === 1 ? '1 new story' : `${n} new stories`),
    lost: 'No connection just now. You will see what others write as soon as it is back.',
  },
  kept: {
    saved: 'Saved. You can go on later, or on another device.',
    here: 'Saved on this device.',
    nowhere: 'Not saved yet. Keep this page open.',
    disputed: 'You wrote this on another page as well. Which text do you want to keep?',
    theirs: 'The one of the other page',
    mine: 'What is here',
  },
  room: (n) => `${some(n, 'character', 'characters')} left`,
  cancel: 'Cancel',
  prompts: {
    wanted: 'What we wanted',
    did: 'What we did',
    expected: 'What we expected',
    happened: 'What happened',
    conditions: 'What made it so',
    'went-well': 'What went well',
    differently: 'What I would do differently',
  },
  reader: {
    comments: 'Comments',
    none: 'No comments yet. Do you recognise this?',
    placeholder: 'What do you recognise, or want to know?',
    label: 'Your comment',
    send: 'Post comment',
    reply: 'Reply',
    replyTo: (name) => `Reply to ${name}`,
    more: 'More comments',
    remove: 'Remove',
    sure: 'Are you sure?',
    reads: (n) => `read ${some(n, 'time', 'times')} (only you see this)`,
    patterns: 'We see this more often',
  },
  fields: {
    title: 'Title',
    body: 'Text',
    lesson: 'The lesson',
    kind: 'Kind of story',
    topics: 'Topics',
    patterns: 'Patterns',
    language: 'Language',
  },
  acts: {
    edit: 'Edit',
    save: 'Save',
    history: 'What changed',
  },
  history: {
    title: 'What changed',
    none: 'Nothing about this has changed yet.',
    more: 'Earlier changes',
    removed: 'removed',
    added: 'added',
  },
  ask: {
    title: 'Ask a peer',
    lead: 'Somebody has surely been there before.',
    label: 'Your question',
    placeholder: 'What are you up against?',
    seen: 'Perhaps this helps already',
    peers: 'They can help you further',
    found: (hits, peers) =>
      `${some(hits, 'story or question', 'stories and questions')} and ${some(peers, 'peer', 'peers')} found`,
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
  thread: {
    question: 'Question',
    answers: (n) => (n === 0 ? 'No answers yet' : some(n, 'answer', 'answers')),
    more: 'More answers',
    label: 'Your answer',
    placeholder: 'What worked for you, or did not?',
    send: 'Answer',
    didHelp: 'Helped the asker',
    mark: 'This helped me',
  },
  photo: {
    first: 'Here we see who we talk to. Add a photo of yourself before you post something.',
    choose: 'Choose a photo',
    other: 'Another photo',
    look: 'This is how your peers see you.',
    keep: 'Use this photo',
    keeping: 'Saving …',
    kept: 'Your photo is there.',
    remove: 'Remove photo',
    removed: 'Your photo is gone. Your peers now see your initials.',
    wrong: {
      invalid: 'This photo cannot be read. Choose another: a JPEG, PNG or WebP.',
      'media-type': 'This photo cannot be read. Choose another: a JPEG, PNG or WebP.',
      'too-large': 'This photo is too large. Choose a smaller one.',
    },
  },
  askAbout: 'Ask me about',
  sharedStories: 'stories',
  sharedAnswers: 'answers',
  sharedHelped: 'helped',
  since: 'member since',
  contact: 'Get in touch',
  left: 'No longer works here',
}
