/** What the studio says in which a story is told, in Dutch. */
interface Asked {
  ask: string
  help: string
  example?: string
}

export const words = {
  lead: 'Alleen de les moet. De rest mag je overslaan, en wat je schrijft wordt steeds bewaard.',
  progress: 'Stappen',
  step: (n: number, of: number) => `Stap ${n} van ${of}`,
  filled: 'ingevuld',
  back: 'Terug',
  next: 'Verder',
  skip: 'Sla over',
  free: 'Schrijf in één keer',
  guided: 'Stap voor stap',
  example: 'Een voorbeeld',
  kind: 'Hoe liep het af?',
  kinds: {
    failure: 'Het liep anders dan gehoopt. Hier leren anderen het meest van.',
    success: 'Het werkte, en dit was ervoor nodig.',
    practice: 'Zo pakken wij het aan, elke dag weer.',
    'in-progress': 'We zitten er middenin en weten het nog niet.',
  },
  fields: {
    wanted: {
      ask: 'Wat wilden jullie bereiken?',
      help: 'Voor wie deed je het, en wat moest er beter? Eén zin is genoeg.',
      example:
        'Cliënten wachtten ’s avonds soms tot tien uur op hulp met hun steunkousen. Dat wilden we niet meer.',
    },
    did: {
      ask: 'Wat hebben jullie gedaan?',
      help: 'Wie deed wat, en hoe hadden jullie je voorbereid?',
      example: 'We kochten twintig uittrekhulpen en deden ze in één teamoverleg voor.',
    },
    expected: {
      ask: 'Wat had je verwacht?',
      help: 'Eerlijk, zoals je het toen zag.',
      example: 'Dat de helft van de cliënten het na een week zelf zou kunnen.',
    },
    happened: {
      ask: 'Wat gebeurde er?',
      help: 'Waar ging het anders dan je dacht? Laat weg waaraan een cliënt of collega te herkennen is.',
      example:
        'Na een maand lagen er achttien in de kast. Twee mensen gebruikten hem: bij hen oefende de dochter mee.',
    },
    conditions: {
      ask: 'Waardoor liep het zo?',
      help: 'Denk aan tijd, afspraken, spullen en regels. Niet aan wie er een fout maakte: op die plek had een ander het ook gedaan.',
      example: 'In de route zat geen kwartier om te oefenen, en niemand had de mantelzorg gevraagd.',
    },
    'went-well': {
      ask: 'Wat ging wél goed?',
      help: 'Wat zou je zo weer doen? Waar had je geluk?',
      example: 'Eén collega bleef oefenen. Bij haar lukte het vier van de vijf keer.',
    },
    body: {
      ask: 'Jouw verhaal',
      help: 'Schrijf zoals je het een collega vertelt. Laat weg waaraan een cliënt of collega te herkennen is.',
    },
    lesson: {
      ask: 'Wat is de les, en voor wie?',
      help: 'Dit lezen mensen het eerst. Eén of twee zinnen.',
      example:
        'Voor teams die een hulpmiddel invoeren: zet het oefenen in de route, en doe het met de mantelzorg erbij.',
    },
    differently: {
      ask: 'Wat zou je nu anders doen?',
      help: 'Klein mag. Ga je het echt doen, zet er dan bij wanneer.',
      example: 'In maart beginnen we opnieuw, met drie cliënten en een kwartier extra per bezoek.',
    },
    title: {
      ask: 'Welke titel krijgt het?',
      help: 'Waar zou een collega op klikken?',
      example: 'Achttien uittrekhulpen in de kast',
    },
  } satisfies Record<string, Asked>,
  tools: {
    label: 'Opmaak',
    bold: 'Vet',
    heading: 'Kop',
    list: 'Lijst',
    quote: 'Citaat',
    link: 'Link',
    mention: 'Noem een collega',
    picture: 'Afbeelding',
  },
  picture: {
    title: 'Een afbeelding erbij',
    ask: 'Wat is erop te zien?',
    help: 'Dit leest wie de afbeelding niet kan zien. Staat er een cliënt herkenbaar op? Kies dan een andere.',
  },
  look: 'Bekijk hoe het eruitziet',
  patterns: 'Herken je hier iets in?',
  patternsHelp: 'Zo gaat het vaker. Kies wat past.',
  callHelp:
    'Een ja staat bij je verhaal. Een nee ziet niemand, en dan stellen we je hierover niet voor aan wie een vraag heeft.',
  titleElse: (title: string) => `Laat je dit leeg, dan wordt het: “${title}”`,
  ownTopic: 'Een ander onderwerp',
  review: 'Kijk het na',
  visible: (name: string, members: number) =>
    `Iedereen in ${name} kan dit lezen: nu ${members} ${members === 1 ? 'lid' : 'leden'}, en wie er later bij komt. Jouw naam en foto staan erbij.`,
  shared: 'Is hieraan een cliënt te herkennen?',
  sharedHelp: 'Kijk er nog eens naar. Klopt het zo, dan kun je delen.',
  sorts: {
    bsn: 'lijkt een burgerservicenummer',
    phone: 'lijkt een telefoonnummer',
    email: 'lijkt een mailadres',
    birth: 'lijkt een geboortedatum',
    address: 'lijkt een adres',
  },
  mend: 'Pas aan',
  send: 'Deel dit verhaal',
  sending: 'Wordt gedeeld …',
  needsKind: 'Kies hoe het afliep.',
  needsLesson: 'Schrijf de les op. Eén zin is genoeg.',
  wrong: 'Hier klopt iets niet.',
  noPreview: 'Hoe het eruitziet kan alleen met verbinding. Je tekst is er nog.',
  told: 'Je verhaal staat erbij.',
  read: 'Lees het terug',
  another: 'Vertel nog een verhaal',
}

export type StudioWords = Omit<typeof words, 'fields'> & { fields: Record<keyof typeof words.fields, Asked> }
