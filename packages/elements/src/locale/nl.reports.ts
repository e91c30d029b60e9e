/** What only facilitators read: the list of what was reported, and whether somebody takes part, in Dutch. */
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
  activity: 'Meedoen',
  deactivate: 'Laat niet meer toe',
  activate: 'Laat weer toe',
  deactivated: 'Doet niet meer mee: kan niets meer lezen of schrijven.',
  activated: 'Doet weer mee.',
}

export type ReportsWords = typeof words
