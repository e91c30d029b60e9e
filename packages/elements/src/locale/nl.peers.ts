/** What is said where peers read a story before everybody does, in Dutch. */
const list = new Intl.ListFormat('nl')
const comments = (n: number) => (n === 0 ? '' : n === 1 ? ', 1 reactie' : `, ${n} reacties`)

export const words = {
  comments,
  waiting: 'Wat op jou wacht',
  /** At the head of the feed, for a peer. */
  asked: (name: string) => `${name} vraagt je dit verhaal te lezen voordat iedereen het ziet`,
  changed: (name: string) => `${name} veranderde dit verhaal sinds je het las`,
  read: (name: string) => `Je las dit verhaal van ${name}; het is nog niet gedeeld`,
  shared: (name: string) =>
    `${name} heeft dit verhaal gedeeld; wat jullie erover zeiden, blijft tussen jullie`,
  /** And for its author. */
  reading: (names: string[], said: number) => `Ligt bij ${list.format(names)}${comments(said)}`,
  have: (names: string[], said: number) =>
    `${list.format(names)} ${names.length === 1 ? 'heeft' : 'hebben'} het gelezen${comments(said)}`,
  nobody: (said: number) => `Alleen jij ziet dit verhaal${comments(said)}`,
  ownShared: (said: number) => `Gedeeld${comments(said)} vooraf, tussen jullie`,
  /** Who sees it: the others by name. */
  only: (names: string[]) =>
    `Alleen ${list.format(['jij', ...names])} ${names.length ? 'zien' : 'ziet'} dit.`,
  since: 'Veranderd sinds je het las.',
  gone: 'Dit verhaal is teruggenomen, of je leest het niet meer mee.',
  wrote: 'Wat je schreef:',
  said: 'Wat jullie erover zeggen',
  private: 'Dit blijft tussen jullie, ook als het verhaal gedeeld is.',
  older: 'over een eerdere versie',
  label: 'Jouw reactie, alleen voor hen',
  placeholder: 'Wat begrijp je, wat mis je, wat raakt je?',
  send: 'Zeg dit',
  nothing: 'Gelezen, niets toe te voegen',
  noted: 'Je hebt het gelezen. Dat weten de anderen nu.',
  declined: 'Liever niet',
  open: 'Lees het verhaal',
  /** In the studio. */
  first: 'Eerst een collega laten lezen?',
  lead: 'Eén tot drie collega’s lezen het dan voordat iedereen het ziet. Ze kunnen erop reageren, alleen voor jou en elkaar, en jij deelt het als je zover bent.',
  peers: 'Wie leest mee',
  find: 'Zoek een collega',
  found: (n: number) =>
    n === 0 ? 'Niemand gevonden.' : n === 1 ? '1 collega gevonden' : `${n} collega’s gevonden`,
  unfit: (name: string) => `${name} kan nu niet meelezen. Kies een ander.`,
  full: 'Meer dan drie kan niet.',
  remove: (name: string) => `Haal ${name} weg`,
  will: (names: string[]) => `Alleen jij en ${list.format(names)} kunnen het dan lezen.`,
  ask: 'Laat meelezen',
  sent: (names: string[]) =>
    `${list.format(names)} ${names.length === 1 ? 'kan' : 'kunnen'} je verhaal nu lezen. Waar je verhalen leest of vertelt, zie je wat ze ervan vinden. Tot jij het deelt, ziet verder niemand het.`,
  states: {
    asked: 'nog niet gelezen',
    read: 'heeft het gelezen',
    declined: 'liever niet',
    left: 'werkt hier niet meer',
  },
  before: 'las een eerdere versie',
  update: 'Laat hen deze versie lezen',
  updated: 'Ze lezen nu deze versie.',
  back: 'Neem terug',
  away: 'Gooi weg',
  thrown: 'Weggegooid.',
}

export type PeersWords = typeof words
