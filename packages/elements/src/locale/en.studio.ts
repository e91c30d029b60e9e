/** What the studio says in which a story is told, in English. */
import type { StudioWords } from './nl.studio.ts'

export const words: StudioWords = {
  lead: 'Only the lesson is needed. You may skip the rest, and all that you write is kept as you go.',
  progress: 'Steps',
  step: (n, of) => `Step ${n} of ${of}`,
  filled: 'filled in',
  back: 'Back',
  next: 'Next',
  skip: 'Skip',
  free: 'Write in one go',
  guided: 'Step by step',
  example: 'An example',
  kind: 'How did it end?',
  kinds: {
    failure: 'It went otherwise than hoped. Others learn most from these.',
    success: 'It worked, and this is what it took.',
    practice: 'This is how we do it, day by day.',
    'in-progress': 'We are in the middle of it and do not know yet.',
  },
  fields: {
    wanted: {
      ask: 'What did you want to achieve?',
      help: 'Whom was it for, and what had to get better? One sentence is enough.',
      example: 'Some clients waited until ten at night for help with their stockings. We wanted that to end.',
    },
    did: {
      ask: 'What did you do?',
      help: 'Who did what, and how had you prepared?',
      example: 'We bought twenty stocking aids and showed them in one team meeting.',
    },
    expected: {
      ask: 'What had you expected?',
      help: 'Honestly, as you saw it then.',
      example: 'That half of the clients would manage on their own within a week.',
    },
    happened: {
      ask: 'What happened?',
      help: 'Where did it differ from what you thought? Leave out what tells who a client or colleague is.',
      example:
        'After a month eighteen lay in the cupboard. Two people used theirs: a daughter had practised with them.',
    },
    conditions: {
      ask: 'What made it so?',
      help: 'Think of time, agreements, tools and rules. Not of who made a mistake: in that place others would have done the same.',
      example: 'The rounds left no quarter of an hour to practise, and nobody had asked the families.',
    },
    'went-well': {
      ask: 'What did go well?',
      help: 'What would you do again? Where were you lucky?',
      example: 'One colleague went on practising. With her it worked four times out of five.',
    },
    body: {
      ask: 'Your story',
      help: 'Write as you would tell a colleague. Leave out what tells who a client or colleague is.',
    },
    lesson: {
      ask: 'What is the lesson, and for whom?',
      help: 'People read this first. One or two sentences.',
      example:
        'For teams that bring in an aid: put the practising into the rounds, and have the family there.',
    },
    differently: {
      ask: 'What would you do differently now?',
      help: 'Something small will do. If you are really going to, say when.',
      example: 'In March we start again, with three clients and a quarter of an hour more each visit.',
    },
    title: {
      ask: 'What is its title?',
      help: 'What would a colleague click on?',
      example: 'Eighteen stocking aids in the cupboard',
    },
  },
  tools: {
    label: 'Markup',
    bold: 'Bold',
    heading: 'Heading',
    list: 'List',
    quote: 'Quote',
    link: 'Link',
    mention: 'Name a colleague',
    picture: 'Picture',
  },
  picture: {
    title: 'Add a picture',
    ask: 'What does it show?',
    help: 'This is read by those who cannot see it. Can a client be recognised in it? Choose another one.',
  },
  look: 'See how it will look',
  patterns: 'Do you recognise something here?',
  patternsHelp: 'This is how it goes more often. Choose what fits.',
  callHelp:
    'A yes stands with your story. A no is seen by nobody, and you are not suggested for this to who has a question.',
  titleElse: (title) => `Leave this empty and it becomes: “${title}”`,
  ownTopic: 'Another topic',
  review: 'Look it over',
  visible: (name, members) =>
    `Everybody in ${name} can read this: ${members} ${members === 1 ? 'member' : 'members'} now, and who joins later. Your name and photo stand with it.`,
  shared: 'Does this tell who a client is?',
  sharedHelp: 'Have another look. If it is right as it is, you can share it all the same.',
  sorts: {
    bsn: 'looks like a citizen service number',
    phone: 'looks like a telephone number',
    email: 'looks like a mail address',
    birth: 'looks like a date of birth',
    address: 'looks like an address',
  },
  mend: 'Change',
  send: 'Share this story',
  sending: 'Sharing …',
  needsKind: 'Choose how it ended.',
  needsLesson: 'Write down the lesson. One sentence is enough.',
  wrong: 'Something here is not right.',
  noPreview: 'How it will look can only be shown with a connection. Your text is still there.',
  told: 'Your story is there.',
  read: 'Read it',
  another: 'Tell another story',
}
