/** The words about peers who read first: a file of their own, for few ever need them. */
import type { Lang } from '../core/language.ts'
import type { PeersWords } from '../locale/nl.peers.ts'

export type { PeersWords }

const WORDS: Record<Lang, () => Promise<{ words: PeersWords }>> = {
  nl: () => import('../locale/nl.peers.ts'),
  en: () => import('../locale/en.peers.ts'),
}

export const peersWords = async (language: Lang): Promise<PeersWords> => (await WORDS[language]()).words
