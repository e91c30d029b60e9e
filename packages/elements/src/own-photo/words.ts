/** The words with which members change their own things: a file of their own, for who reads needs none of it. */
import type { Lang } from '../core/language.ts'
import type { OwnWords } from '../locale/nl.own.ts'

export type { OwnWords }

const WORDS: Record<Lang, () => Promise<{ words: OwnWords }>> = {
  nl: () => import('../locale/nl.own.ts'),
  en: () => import('../locale/en.own.ts'),
}

export const ownWords = async (language: Lang): Promise<OwnWords> => (await WORDS[language]()).words
