/** What every widget and the story feed say, in Dutch: small, because it is needed before anything shows. */
const some = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`

export const words = {
  retry: 'Probeer opnieuw',
  close: 'Sluiten',
  loading: 'Even geduld',
  /** The rest of what can be wrong is said in `nl.more.ts`, which comes once the first page shows. */
  wrong: 'Er ging iets mis. Probeer het opnieuw.',
  kinds: {
    failure: 'Mislukt, en geleerd',
    success: 'Gelukt',
    practice: 'Zo doen wij het',
    'in-progress': 'Nog bezig',
  },
  all: 'Alles',
  feed: 'Verhalen uit de praktijk',
  goal: 'Ons doel',
  kind: 'Soort verhaal',
  tell: 'Vertel jouw verhaal',
  lesson: 'De les',
  noStories: 'Hier zijn nog geen verhalen. Dat van jou kan het eerste zijn.',
  noStoriesSo: 'Geen verhalen die hierbij passen.',
  showAll: 'Toon alles',
  more: 'Meer verhalen',
  end: 'Dat waren alle verhalen.',
  minutes: (n: number) => `${n} min lezen`,
  comments: (n: number) => (n === 0 ? 'Reageer' : some(n, 'reactie', 'reacties')),
  reactions: { recognise: 'Herken ik', learned: 'Van geleerd', thanks: 'Dank je wel' },
  edited: 'bewerkt',
  told: 'Je verhaal staat erbij. Lees het terug.',
  unread: 'Nieuw',
  featured: 'Uitgelicht',
  broken: 'Dit deel kon niet laden. Ververs de pagina zodra er verbinding is.',
}

export type Words = typeof words
