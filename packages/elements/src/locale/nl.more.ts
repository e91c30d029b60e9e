/** What the other widgets and everything that opens say, in Dutch. */
const some = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`
const span = (seconds: number) =>
  seconds < 90 ? some(seconds, 'seconde', 'seconden') : some(Math.ceil(seconds / 60), 'minuut', 'minuten')

export const words = {
  /** What is wrong, by kind. */
  problems: {
    offline: 'Je bent offline. Zodra er weer verbinding is, gaat het verder.',
    unreachable: 'De server is even niet te bereiken. We proberen het zo weer.',
    timeout: 'Het duurt te lang. We proberen het zo weer.',
    'signed-out': 'Je bent niet (meer) aangemeld. Meld je aan op het intranet en probeer het opnieuw.',
    misconfigured: 'Dit onderdeel is nog niet goed ingesteld.',
  },
  signIn: 'Aanmelden',
  signInFirst: 'Meld je aan om mee te lezen en mee te doen.',
  /** What the server refuses, by the name of its problem. */
  refusals: {
    'not-found': 'Dit is er niet (meer).',
    hidden: 'Dit is even niet te lezen: een facilitator kijkt er eerst naar.',
    'community-unknown': 'Deze gemeenschap bestaat niet.',
    'token-invalid': 'De aanmelding wordt niet vertrouwd.',
    'name-missing': 'Hier is niemand anoniem: je aanmelding noemt geen naam.',
    'member-inactive': 'Je bent geen lid meer van deze gemeenschap.',
    'not-admitted': 'Je bent nog geen lid. Vraag de facilitator om je toe te laten.',
    'photo-required': 'Voeg eerst een foto van jezelf toe.',
    forbidden: 'Dat mag alleen wie het schreef.',
    invalid: 'Er klopt iets niet in wat je invulde.',
    'too-large': 'Dit is te lang.',
    'rate-limited': 'Dat ging even te snel. Wacht een moment.',
    'idempotency-key-reused':
      'Wat je eerder verstuurde is toch aangekomen. Druk nog eens om ook dit te versturen.',
    'storage-full': 'Er is geen ruimte om dit te bewaren. Wat je schreef staat er nog.',
  },
  /** What somebody asked for and did not get: it is not tried again by itself. */
  failed: {
    offline: 'Je bent offline. Er is niets verloren: druk nog eens zodra er weer verbinding is.',
    unreachable: 'De server is even niet te bereiken. Er is niets verloren: druk zo nog eens.',
    timeout: 'Dit duurde te lang. Er is niets verloren: druk nog eens.',
    busy: (seconds: number, byItself: boolean) =>
      `Het is even te druk. Er is niets verloren: ${byItself ? `over ${span(seconds)} wordt dit vanzelf verstuurd` : `druk over ${span(seconds)} nog eens`}.`,
  },
  /** Too busy to be read. */
  soon: (seconds: number) => `Het is even te druk. Over ${span(seconds)} gaat het vanzelf verder.`,
  live: {
    stories: (n: number) => (n === 1 ? '1 nieuw verhaal' : `${n} nieuwe verhalen`),
    comments: (n: number) => (n === 1 ? '1 nieuwe reactie' : `${n} nieuwe reacties`),
    answers: (n: number) => (n === 1 ? '1 nieuw antwoord' : `${n} nieuwe antwoorden`),
    lost: 'Even geen verbinding. Wat anderen schrijven, zie je zodra die er weer is.',
  },
  kept: {
    saved: 'Bewaard. Je kunt hier later of op een ander apparaat verder.',
    here: 'Bewaard op dit apparaat.',
    nowhere: 'Nog niet bewaard. Houd deze pagina open.',
    disputed: 'Je schreef hier op een andere pagina ook aan. Welke tekst wil je houden?',
    theirs: 'Die van de andere pagina',
    mine: 'Wat hier staat',
  },
  room: (n: number) => (n === 1 ? 'Nog 1 teken' : `Nog ${n} tekens`),
  cancel: 'Annuleren',
  prompts: {
    wanted: 'Wat we wilden',
    did: 'Wat we deden',
    expected: 'Wat we verwachtten',
    happened: 'Wat er gebeurde',
    conditions: 'Waardoor het zo liep',
    'went-well': 'Wat goed ging',
    differently: 'Wat ik nu anders zou doen',
    lasted: 'Heeft het standgehouden?',
  },
  reader: {
    comments: 'Reacties',
    none: 'Nog geen reacties. Herken je dit?',
    placeholder: 'Wat herken je, of wat wil je weten?',
    label: 'Jouw reactie',
    send: 'Plaats reactie',
    reply: 'Antwoord',
    replyTo: (name: string) => `Antwoord aan ${name}`,
    more: 'Meer reacties',
    remove: 'Verwijder',
    sure: 'Weet je het zeker?',
    patterns: 'Dit zien we vaker',
    reads: (n: number) => `${n} keer gelezen (dat zie alleen jij)`,
  },
  fields: {
    title: 'Titel',
    body: 'Tekst',
    lesson: 'De les',
    kind: 'Soort verhaal',
    topics: 'Onderwerpen',
    patterns: 'Patronen',
    language: 'Taal',
  },
  deleted: 'Dit verhaal is verwijderd. Wat anderen eronder schreven, is van hen.',
  hidden: 'Verborgen tot een facilitator ernaar heeft gekeken.',
  acts: {
    edit: 'Bewerk',
    save: 'Bewaar',
    history: 'Wat er veranderde',
  },
  history: {
    title: 'Wat er veranderde',
    none: 'Hier is nog niets aan veranderd.',
    more: 'Eerdere wijzigingen',
    removed: 'weg',
    added: 'nieuw',
  },
  ask: {
    title: 'Vraag een collega',
    lead: 'Iemand heeft dit vast al eens meegemaakt.',
    label: 'Jouw vraag',
    placeholder: 'Waar loop je tegenaan?',
    seen: 'Misschien helpt dit al',
    peers: 'Zij kunnen je verder helpen',
    found: (hits: number, peers: number) =>
      `${some(hits, 'verhaal of vraag', 'verhalen en vragen')} en ${some(peers, 'collega', 'collega’s')} gevonden`,
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
  thread: {
    question: 'Vraag',
    answers: (n: number) => (n === 0 ? 'Nog geen antwoorden' : some(n, 'antwoord', 'antwoorden')),
    more: 'Meer antwoorden',
    label: 'Jouw antwoord',
    placeholder: 'Wat werkte bij jou, of juist niet?',
    send: 'Geef antwoord',
    didHelp: 'Hielp de vrager',
    mark: 'Dit hielp mij',
  },
  photo: {
    first: 'Hier zien we met wie we praten. Voeg een foto van jezelf toe voordat je iets plaatst.',
    choose: 'Kies een foto',
    other: 'Andere foto',
    look: 'Zo zien je collega’s je.',
    keep: 'Gebruik deze foto',
    keeping: 'Wordt bewaard …',
    kept: 'Je foto staat erbij.',
    remove: 'Verwijder foto',
    removed: 'Je foto is weg. Je collega’s zien nu je initialen.',
    /** By the name of the problem. */
    wrong: {
      invalid: 'Deze foto kan niet worden gelezen. Kies een andere: een JPEG, PNG of WebP.',
      'media-type': 'Deze foto kan niet worden gelezen. Kies een andere: een JPEG, PNG of WebP.',
      'too-large': 'Deze foto is te groot. Kies een kleinere.',
    },
  },
  sorts: {
    mixed: 'gemengd',
    latest: 'nieuwste eerst',
    'most-read': 'meest gelezen',
    'most-read-month': 'meest gelezen deze maand',
    'most-learned': 'meest van geleerd',
  },
  filters: {
    topic: 'Onderwerp',
    allTopics: 'alle onderwerpen',
    sort: 'Volgorde',
    more: 'Meer filters',
    pattern: 'Patroon',
    allPatterns: 'alle patronen',
    period: 'Verteld in',
    always: 'alle jaren',
    author: 'Verteld door',
    everybody: 'iedereen',
  },
  askAbout: 'Vraag mij naar',
  sharedStories: 'verhalen',
  sharedAnswers: 'antwoorden',
  sharedHelped: 'hielp',
  since: 'lid sinds',
  contact: 'Neem contact op',
  left: 'Werkt hier niet meer',
}

export type MoreWords = typeof words
