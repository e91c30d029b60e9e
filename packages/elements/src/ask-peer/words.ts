/** The words about asking peers: a file of their own, for who reads stories does without. */
import type { AllWords, Lang } from '../core/language.ts'
import type { AskWords } from '../locale/nl.ask.ts'

/** All that is said where peers are asked. */
export type AskingWords = AllWords & AskWords

const WORDS: Record<Lang, () => Promise<{ words: AskWords }>> = {
  nl: () => import('../locale/nl.ask.ts'),
  en: () => import('../locale/en.ask.ts'),
}

export const askWords = async (language: Lang): Promise<AskWords> => (await WORDS[language]()).words
