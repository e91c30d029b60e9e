/** The words of searching, by language. */
import type { AllWords, Lang } from '../core/language.ts'
import type { SearchWords } from '../locale/nl.search.ts'

/** All that is said where one searches. */
export type SearchingWords = AllWords & SearchWords

const WORDS: Record<Lang, () => Promise<{ words: SearchWords }>> = {
  nl: () => import('../locale/nl.search.ts'),
  en: () => import('../locale/en.search.ts'),
}

export const searchWords = async (language: Lang): Promise<SearchWords> => (await WORDS[language]()).words
