/** What is said where one sees what changed, in Dutch: few ever look. */
export const words = {
  none: 'Hier is nog niets aan veranderd.',
  more: 'Eerdere wijzigingen',
  removed: 'weg',
  added: 'nieuw',
}

export type HistoryWords = typeof words
