/** What is said where peers are asked, in Dutch. */
const some = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`
const list = new Intl.ListFormat('nl')

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
    freshAnswers: (n: number) => (n === 1 ? '1 nieuw antwoord' : `${n} nieuwe antwoorden`),
    mine: 'Wat jij vroeg',
    state: (answers: number, helped: number) =>
      answers === 0
        ? 'nog geen antwoord'
        : `${some(answers, 'antwoord', 'antwoorden')}${helped ? `, ${helped} ${helped === 1 ? 'hielp' : 'hielpen'}` : ''}`,
    fresh: (n: number) => (n === 1 ? '1 nieuwe vraag' : `${n} nieuwe vragen`),
    moreOpen: 'Meer vragen',
    contact: 'Vraag',
  },
  asking: {
    helpful: 'Wat helpt om je goed te antwoorden (hoeft niet)',
    goal: 'Wat wil je bereiken?',
    tried: 'Wat heb je al geprobeerd?',
    constraint: 'Wat kan niet anders?',
    by: 'Voor wanneer?',
    help: 'Wat zoek je?',
    helps: {
      advice: 'Raad',
      example: 'Een voorbeeld',
      'think-along': 'Iemand die meedenkt',
      contact: 'Iemand om te bellen',
    },
    any: 'maakt niet uit',
    topic: 'Onderwerp',
    noTopic: 'geen',
    who: 'Aan wie vraag je het?',
    everybody:
      'Iedereen hier kan je vraag lezen en beantwoorden. Je kunt hem ook aan een paar collega’s stellen.',
    chosen: (names: string[]) =>
      `${list.format(names)} ${names.length === 1 ? 'krijgt' : 'krijgen'} je vraag. Iedereen hier kan meelezen en antwoorden.`,
    find: 'Zoek een collega op naam',
    found: (n: number) => (n === 0 ? 'Niemand gevonden.' : `${some(n, 'collega', 'collega’s')} gevonden`),
    full: 'Meer dan vijf kan niet.',
    unfit: (name: string) => `${name} kan nu niet gevraagd worden. Kies een ander.`,
  },
  asks: {
    waiting: 'Jou gevraagd',
    by: (name: string) => `${name} vraagt het jou`,
    named: (name: string, by: string) => `${name} vraagt het jou; ${by} noemde jou`,
    accept: 'Ik pak dit op',
    pass: 'Nu niet',
    refer: 'Ik weet iemand',
    who: 'Wie weet hier meer van?',
    mine: {
      asked: '',
      silent: '',
      accepted: 'Je pakt dit op. Je antwoord is welkom zodra je tijd hebt.',
      passed: 'Je laat dit aan anderen. Alleen de vrager weet dat.',
      referred: (name: string) =>
        `Je noemde ${name}, die de vraag nu krijgt. Alleen de vrager weet dat jij het doorgaf.`,
    },
    title: 'Gevraagd aan',
    states: {
      asked: 'nog geen reactie',
      accepted: 'pakt dit op',
      passed: 'nu niet',
      referred: (name: string) => `noemde ${name}`,
      silent: 'reageerde nog niet',
    },
    takeBack: (name: string) => `Vraag het ${name} niet meer`,
    next: 'Vraag het ook aan',
    ask: 'Vraag',
    asked: (name: string) => `${name} krijgt je vraag.`,
    unheard: 'nog niet opgepakt: vraag je het nog iemand?',
    needs: 'Niemand pakte dit op',
    needsHint: 'Meer dan vier dagen zonder reactie: weet jij iemand?',
    goal: 'Wat er bereikt moet worden',
    tried: 'Al geprobeerd',
    constraint: 'Wat niet anders kan',
    until: (day: string) => `voor ${day}`,
  },
  after: {
    outcomes: { worked: 'het werkte', mixed: 'het werkte deels', failed: 'het werkte niet' },
    tried: 'Ik probeerde dit',
    counts: (n: { worked: number; mixed: number; failed: number }) =>
      [
        n.worked && `bij ${n.worked} werkte het`,
        n.mixed && `bij ${n.mixed} deels`,
        n.failed && `bij ${n.failed} niet`,
      ]
        .filter(Boolean)
        .join(', '),
    what: 'Wat kwam ervan?',
    followUp: 'Een maand geleden kreeg je antwoord. Wat kwam ervan?',
    words: 'Vertel er iets bij (hoeft niet)',
    send: 'Vertel dit',
    notYet: 'Nog te vroeg',
    never: 'Vraag dit niet meer',
    result: (name: string, outcome: string) => `Wat ervan kwam, volgens ${name}: ${outcome}.`,
    close: 'Sluit de vraag',
    reopen: 'Heropen de vraag',
    closed: 'Deze vraag is gesloten: je kunt hem nog lezen.',
    tell: 'Maak hier een verhaal van',
    merge: 'Voeg samen',
    into: 'Welke vraag is dezelfde?',
    intoHint: 'Typ waar die vraag over gaat',
    mergeSure: 'Antwoorden en reacties verhuizen mee; het oude adres leidt naar de andere vraag.',
    none: 'Geen vraag gevonden.',
    merged: (name: string) => `${name} vroeg hetzelfde`,
    apart: 'Maak weer los',
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
    tried: {
      worked: (n: number) =>
        n === 1
          ? 'probeerde een antwoord hierover: het werkte'
          : `probeerde ${n} antwoorden hierover: die werkten`,
      mixed: () => 'probeerde dit: het werkte deels',
      failed: () => 'probeerde dit, en weet wat er toen niet werkte',
    },
    experience: {
      worked: (topic: string) => `heeft ervaring met ${topic}: het werkte`,
      mixed: (topic: string) => `heeft ervaring met ${topic}: het werkte deels`,
      failed: (topic: string) => `heeft ervaring met ${topic}, ook met wat niet werkte`,
    },
    commented: (n: number) => `reageerde ${n === 1 ? 'hierop' : `${n} keer hierop`}`,
    alike: {
      position: 'doet hetzelfde werk als jij',
      organisation: 'werkt bij dezelfde organisatie',
      'organisation-type': 'werkt bij zo’n organisatie als jij',
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
