/**
 * How alike two jobs or organisations are, by the words in which members name them: there is no list of jobs, and each
 * community has its own. "Wijkverpleegkundige" and "verpleegkundige" are alike: a Dutch compound is a kind of what it
 * ends in. "Ziekenhuis Noord" and "Ziekenhuis Zuid" are of one type: half of their words are the same.
 */
import { LANGUAGES, STOP_WORDS } from '../text/language.ts'
import { stem } from '../text/stem.ts'
import { wordsOf } from '../text/words.ts'

/** From here on two are alike enough to say so: half of the shorter one's words. */
export const ALIKE = 0.5
/** The very same name. */
export const SAME = 1
/** Two different names are never the same, however many words they share. */
const SIMILAR_MAX = 0.9
/** Letters of an ending from which it says something. */
const ENDING_MIN = 5

/** Makes what compares others with `name`, 0 to 1; what was not said is like nothing. */
export function alikeTo(name: string | null | undefined): (other: string | null) => number {
  const words = name ? stems(name) : []
  const known = new Map<string, number>()
  return (other) => {
    if (words.length === 0 || !other) return 0
    const before = known.get(other)
    if (before !== undefined) return before
    const share = shared(words, stems(other))
    known.set(other, share)
    return share
  }
}

function shared(ours: readonly string[], theirs: readonly string[]): number {
  if (theirs.length === 0) return 0
  if (ours.join(' ') === theirs.join(' ')) return SAME
  const found = Math.min(foundIn(ours, theirs), foundIn(theirs, ours))
  return Math.min(SIMILAR_MAX, found / Math.min(ours.length, theirs.length))
}

/** How many of `words` have one like them among `others`. */
const foundIn = (words: readonly string[], others: readonly string[]) =>
  words.filter((word) => others.some((other) => isKindOf(word, other) || isKindOf(other, word))).length

const isKindOf = (word: string, other: string) =>
  word === other || (other.length >= ENDING_MIN && word.endsWith(other))

/** In one language, so that both sides are cut alike. */
const stems = (name: string) =>
  wordsOf(name)
    .filter(({ word }) => !LANGUAGES.some((language) => STOP_WORDS[language].has(word)))
    .map(({ word }) => stem('nl', word))
