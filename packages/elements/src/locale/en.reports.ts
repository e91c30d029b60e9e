/** What only facilitators read: the list of what was reported, in English. */
import type { ReportsWords } from './nl.reports.ts'

export const words: ReportsWords = {
  title: 'Reports',
  lead: 'What is here waits until you have looked at it. Only you see who reported.',
  none: 'Nothing is waiting.',
  hidden: 'Until then hidden from others.',
  by: 'reported by',
  open: 'Look at it',
  restore: 'Leave it there',
  hide: 'Hide it',
  more: 'More reports',
  activity: 'Taking part',
  deactivate: 'Let them in no more',
  activate: 'Let them in again',
  deactivated: 'Takes part no more: can read and write nothing.',
  activated: 'Takes part again.',
}
