/** Back from a query to places in a text. */
import { LANGUAGES } from '../text/language.ts'
import { stem } from '../text/stem.ts'
import { wordsOf } from '../text/words.ts'
import type { Query } from './query.ts'

/** `[start, end)` in UTF-16 code units. */
export type Mark = [start: number, end: number]

/** Where the words of `query` stand in `text`. */
export function marks(text: string, query: Query): Mark[] {
  return wordsOf(text)
    .filter(({ word }) => isAskedFor(word, query))
    .map(({ start, end }) => [start, end])
}

export function isAskedFor(word: string, { concepts, typing }: Query): boolean {
  if (typing !== undefined && word.startsWith(typing)) return true
  return LANGUAGES.some((language) => {
    const term = stem(language, word)
    return concepts.some(({ terms }) => terms.has(term))
  })
}
