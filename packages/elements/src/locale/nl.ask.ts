/** What is said where peers are asked, in Dutch. */
const some = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`

export const words = {
  ask: {
    title: 'Vraag een collega',
    lead: 'Iemand heeft dit vast al eens meegemaakt.',
    label: 'Jouw vraag',
    placeholder: 'Waar loop je tegenaan?',
    seen: 'Misschien helpt dit al',
    peers: 'Zij kunnen je verder helpen',
    found: (hits: number, peers: number) =>
      hits + peers === 0
        ? 'Nog niets gevonden. Stel je vraag gerust.'
        : `${some(hits, 'verhaal of vraag', 'verhalen en vragen')} en ${some(peers, 'collega', 'collega’s')} gevonden`,
    story: (name: string) => `Verhaal van ${name}`,
    question: (answers: number, helped: number) =>
      answers === 0
        ? 'Vraag, nog zonder antwoord'
        : `Vraag · ${some(answers, 'antwoord', 'antwoorden')}${helped ? `, ${helped} ${helped === 1 ? 'hielp' : 'hielpen'}` : ''}`,
    go: 'Stel je vraag',
    more: 'Vertel er meer bij',
    moreHint: 'Wat heb je al geprobeerd, en wat zit er in de weg?',
    post: 'Plaats mijn vraag',
    posting: 'Wordt geplaatst …',
    posted: 'Je vraag staat erbij. Je collega’s zien hem nu.',
    open: 'Wacht nog op een antwoord',
    noneOpen: 'Alle vragen hebben een antwoord.',
    noneOpenElse: 'Verder heeft elke vraag een antwoord.',
    noneOpenHere: 'Hierover wacht geen vraag op een antwoord.',
    mine: 'Wat jij vroeg',
    state: (answers: number, helped: number) =>
      answers === 0
        ? 'nog geen antwoord'
        : `${some(answers, 'antwoord', 'antwoorden')}${helped ? `, ${helped} ${helped === 1 ? 'hielp' : 'hielpen'}` : ''}`,
    fresh: (n: number) => (n === 1 ? '1 nieuwe vraag' : `${n} nieuwe vragen`),
    moreOpen: 'Meer vragen',
    contact: 'Vraag',
  },
  reasons: {
    answered: (n: number, helped: number) =>
      `beantwoordde ${some(n, 'vraag', 'vragen')} hierover${helped ? `, ${helped} keer hielp dat` : ''}`,
    told: {
      failure: (n: number) =>
        n === 1 ? 'deelde hierover een mislukking' : `deelde hierover ${n} mislukkingen`,
      success: (n: number) => (n === 1 ? 'vertelde hoe dit lukte' : `vertelde ${n} keer hoe dit lukte`),
      practice: () => 'vertelde hoe zij dit doen',
      'in-progress': () => 'is hier zelf nog mee bezig',
    },
    topic: (topic: string) => `wil hierover gevraagd worden: ${topic}`,
  },
  clarify: {
    title: 'Om de vraag te begrijpen',
    ask: 'Vraag om toelichting',
    explain: 'Licht je vraag toe',
    label: 'Wat wil je weten voordat je antwoord geeft?',
    placeholder: 'Bijvoorbeeld: om hoeveel mensen gaat het?',
    send: 'Plaats dit',
  },
  thread: {
    answers: (n: number) => (n === 0 ? 'Nog geen antwoorden' : some(n, 'antwoord', 'antwoorden')),
    more: 'Meer antwoorden',
    label: 'Jouw antwoord',
    placeholder: 'Wat werkte bij jou, of juist niet?',
    send: 'Geef antwoord',
    didHelp: 'Hielp de vrager',
    mark: 'Dit hielp mij',
  },
}

export type AskWords = typeof words
