/** The list of patterns, as facilitators keep it, in English. */
import type { PatternsWords } from './nl.patterns.ts'

export const words: PatternsWords = {
  title: 'Patterns',
  lead: 'How things go wrong more often, and what to do about it. Everybody reads this and chooses from it with a story.',
  written: (language) => `Write in ${language}: that is the language of this community.`,
  none: 'There are no patterns yet.',
  add: 'Add a pattern',
  name: 'Name',
  nameHint: 'Short, as people say it.',
  explanation: 'How to recognise it',
  advice: 'What to do about it',
  needsName: 'Give it a name.',
  taken: 'There is a pattern of this name already. Look among those that are no longer offered, too.',
  edit: (name) => `Edit ${name}`,
  up: (name) => `Move ${name} up`,
  down: (name) => `Move ${name} down`,
  moved: (name, place, of) => `${name} is now number ${place} of ${of}.`,
  retire: 'Offer it no more',
  retired: (name) => `${name} is no longer offered. Stories keep it.`,
  undo: 'Undo',
  old: 'No longer offered',
  oldLead: 'Stories that had it keep it.',
  restore: 'Offer it again',
  restored: (name) => `${name} is offered again.`,
}
