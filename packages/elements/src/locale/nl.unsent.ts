/** What is said about what was sent and has not arrived, in Dutch. */
const some = (one: string, more: string) => (n: number) => `${n} ${n === 1 ? one : more}`

export const words = {
  unsent: (list: string) => `Nog niet verstuurd: ${list}`,
  nouns: {
    story: some('verhaal', 'verhalen'),
    preview: some('verhaal voor wie meeleest', 'verhalen voor wie meeleest'),
    comment: some('reactie', 'reacties'),
    question: some('vraag', 'vragen'),
    answer: some('antwoord', 'antwoorden'),
    change: some('wijziging', 'wijzigingen'),
  },
  now: 'Verstuur nu',
  away: 'Gooi weg',
  sent: 'Wat nog niet verstuurd was, staat er nu bij.',
}

export type UnsentWords = typeof words
