/** The list of patterns, as facilitators keep it, in Dutch. */
export const words = {
  title: 'Patronen',
  lead: 'Hoe dingen vaker mislopen, en wat je eraan kunt doen. Iedereen leest dit en kiest eruit bij een verhaal.',
  written: (language: string) => `Schrijf in het ${language}: dat is de taal van deze gemeenschap.`,
  none: 'Er zijn nog geen patronen.',
  add: 'Voeg een patroon toe',
  name: 'Naam',
  nameHint: 'Kort, zoals mensen het zeggen.',
  explanation: 'Waar je het aan herkent',
  advice: 'Wat je eraan kunt doen',
  needsName: 'Geef het een naam.',
  taken: 'Er is al een patroon dat zo heet. Kijk ook bij wat niet meer wordt aangeboden.',
  edit: (name: string) => `Bewerk ${name}`,
  up: (name: string) => `Zet ${name} hoger`,
  down: (name: string) => `Zet ${name} lager`,
  moved: (name: string, place: number, of: number) => `${name} staat nu op plaats ${place} van ${of}.`,
  retire: 'Bied niet meer aan',
  retired: (name: string) => `${name} wordt niet meer aangeboden. Verhalen houden het.`,
  undo: 'Ongedaan maken',
  old: 'Niet meer aangeboden',
  oldLead: 'Verhalen die het hadden, houden het.',
  restore: 'Bied weer aan',
  restored: (name: string) => `${name} wordt weer aangeboden.`,
}

export type PatternsWords = typeof words
