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
}
