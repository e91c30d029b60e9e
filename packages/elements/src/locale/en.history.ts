/** What is said where one sees what changed, in English. */
import type { HistoryWords } from './nl.history.ts'

export const words: HistoryWords = {
  none: 'Nothing about this has changed yet.',
  more: 'Earlier changes',
  removed: 'removed',
  added: 'added',
}
