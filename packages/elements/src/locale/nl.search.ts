/** The words of searching, in Dutch: a file of their own, for who does not search does without. */
export const words = {
  search: 'Zoeken',
  placeholder: 'Zoek een verhaal, antwoord of collega',
  narrow: 'Toon alleen',
  types: { story: 'Verhalen', question: 'Vragen', answer: 'Antwoorden', member: 'Collega’s' },
  one: { question: 'Vraag', answer: 'Antwoord', member: 'Collega' },
  archived: 'Gearchiveerd',
  answers: (n: number) => (n === 0 ? 'nog zonder antwoord' : n === 1 ? '1 antwoord' : `${n} antwoorden`),
  helped: 'hielp de vrager',
  own: 'van jou',
  self: 'dit ben jij',
  found: (n: string) => (n === '0' ? 'Niets gevonden' : `${n} gevonden`),
  also: (words: string) => `Ook gezocht op ${words}`,
  none: (text: string) => `Niets gevonden voor “${text}”.`,
  hint: 'Probeer een ander of een korter woord, of vraag het een collega.',
  more: 'Meer resultaten',
}

export type SearchWords = typeof words
