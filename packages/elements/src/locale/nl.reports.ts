/** What only facilitators read: the list of what was reported, in Dutch. */
export const words = {
  title: 'Meldingen',
  lead: 'Wat hier staat, wacht tot je ernaar hebt gekeken. Wie meldde, zie alleen jij.',
  none: 'Er wacht niets.',
  hidden: 'Tot dan verborgen voor anderen.',
  by: 'gemeld door',
  open: 'Bekijk',
  restore: 'Laat staan',
  hide: 'Verberg',
  more: 'Meer meldingen',
}

export type ReportsWords = typeof words
