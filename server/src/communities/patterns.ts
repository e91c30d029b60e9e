/** Patterns that a community starts with: recurring ways in which things fail, and what to do about each. */
import type { Language, Pattern } from '@vlinder/contract'

type Words = [name: string, advice: string]

const PATTERNS: [id: string, nl: Words, en: Words][] = [
  [
    'whole-overlooked',
    [
      'Het geheel over het hoofd gezien',
      'Teken vooraf samen de hele keten, van aanmelding tot nazorg, en vraag bij elke schakel: wat verandert hier?',
    ],
    [
      'The whole was overlooked',
      'Draw the whole chain together beforehand, from intake to aftercare, and ask at each link what changes there.',
    ],
  ],
  [
    'unforeseen',
    [
      'Het onvoorziene',
      'Spreek af wie mag stoppen als er iets gebeurt wat niemand bedacht had, en houd tijd vrij om bij te sturen.',
    ],
    [
      'The unforeseen',
      'Agree who may stop when something happens that nobody thought of, and keep time free to adjust.',
    ],
  ],
  [
    'one-pays-another-benefits',
    [
      'De een betaalt, de ander heeft het voordeel',
      'Zet kosten en baten per partij naast elkaar voordat je begint, en bespreek het verschil hardop.',
    ],
    [
      'One pays, another benefits',
      'Put costs and benefits side by side for each party before you begin, and talk about the difference aloud.',
    ],
  ],
  [
    'problem-moved',
    [
      'Het probleem is verhuisd',
      'Vraag na een maand bij de buren: wat is er bij jullie drukker of lastiger geworden?',
    ],
    ['The problem moved', 'Ask the neighbours after a month what became busier or harder for them.'],
  ],
  [
    'missing-party',
    [
      'Een partij ontbrak aan tafel',
      'Loop na wie er elke dag mee moet leven, en begin niet voordat die heeft meegepraat.',
    ],
    [
      'A party was missing at the table',
      'Find out who will live with it every day, and do not start before they have had their say.',
    ],
  ],
  [
    'ingrained-habits',
    [
      'Ingesleten gewoontes',
      'Verander eerst de plek, het formulier of het moment waarop de oude gewoonte vanzelf begint.',
    ],
    ['Ingrained habits', 'Change the place, the form or the moment at which the old habit begins by itself.'],
  ],
  [
    'cannot-stop',
    [
      'Niet kunnen stoppen',
      'Schrijf bij de start op bij welke uitkomst je stopt, en laat iemand van buiten daarnaar vragen.',
    ],
    [
      'Unable to stop',
      'Write down at the start at which outcome you will stop, and let an outsider ask about it.',
    ],
  ],
  [
    'cheering-too-early',
    [
      'Te vroeg gejuicht',
      'Wacht met het persbericht tot het drie maanden zonder projectleider heeft gedraaid.',
    ],
    ['Cheering too early', 'Hold the press release until it has run three months without a project leader.'],
  ],
  [
    'wrong-moment',
    [
      'Het verkeerde moment',
      'Leg de planning naast die van de afdeling: verhuizing, vakantie, audit. Schuiven mag.',
    ],
    [
      'The wrong moment',
      'Lay the plan beside that of the ward: a move, holidays, an audit. You may shift it.',
    ],
  ],
  [
    'no-means',
    [
      'Geen middelen',
      'Reken uren en beheer na de pilot mee, en vraag er vooraf een naam en een handtekening bij.',
    ],
    [
      'No means',
      'Count hours and upkeep after the pilot as well, and ask for a name and a signature beforehand.',
    ],
  ],
  [
    'too-complex-to-steer',
    ['Te ingewikkeld om te sturen', 'Maak het kleiner: één team, één vraag, zes weken.'],
    ['Too complex to steer', 'Make it smaller: one team, one question, six weeks.'],
  ],
  [
    'non-rational-choice',
    ['Gekozen met het gevoel', 'Laat iemand de keuze verdedigen die niet bij de demonstratie was.'],
    ['Chosen by feeling', 'Have the choice defended by somebody who was not at the demonstration.'],
  ],
  [
    'slip',
    [
      'Een vergissing',
      'Bouw het zo dat de vergissing opvalt of geen kwaad kan; zeg niet dat mensen beter moeten opletten.',
    ],
    ['A slip', 'Build it so that the slip shows or does no harm; do not tell people to be more careful.'],
  ],
  [
    'lucky-find',
    ['Een gelukkig toeval', 'Schrijf op waardoor het lukte, en probeer of het zonder het toeval ook lukt.'],
    ['A lucky find', 'Write down what made it work, and see whether it works without the luck.'],
  ],
  [
    'winner-takes-all',
    ['De winnaar krijgt alles', 'Houd een tweede keus warm, en zorg dat je gegevens mee kunnen verhuizen.'],
    ['The winner takes all', 'Keep a second choice warm, and see to it that your data can move along.'],
  ],
]

/** The list in one language; ids are the same in both. */
export const defaultPatterns = (language: Language): Pattern[] =>
  PATTERNS.map(([id, nl, en]) => {
    const [name, advice] = language === 'nl' ? nl : en
    return { id, name, advice }
  })
