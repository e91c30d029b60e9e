/** A text's words: where they stand, and how they are compared. */
import { fold } from '../storage/fold.ts'

export interface Word {
  /** Folded: lower case, without diacritics. */
  word: string
  /** `[start, end)` in UTF-16 code units. */
  start: number
  end: number
}

/** Longer ones are no words, and would swell the index. */
const LETTERS_MAX = 40

const segmenter = new Intl.Segmenter('nl', { granularity: 'word' })

/** The words, numbers and codes of `text`, in order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = []
  for (const { segment, index, isWordLike } of segmenter.segment(text)) {
    if (!isWordLike) continue
    const word = fold(segment)
    if (word.length > LETTERS_MAX || !SAYS.test(word)) continue
    words.push({ word, start: index, end: index + segment.length })
  }
  return words
}

/** One letter says nothing; one digit, or one sign of a script that writes a word with it, does. */
const SAYS = /^\d$|^\P{Script=Latin}$|../u
