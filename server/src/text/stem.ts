/**
 * Stems: Snowball's `dutch_porter` (what Snowball called Dutch before its version 3) and its English of version 3. The
 * library has the English of version 2; what version 3 changed for the better is added here, after
 * https://github.com/snowballstem/snowball/blob/master/algorithms/english.sbl.
 */
import { newStemmer } from 'snowball-stemmers'
import type { Language } from './language.ts'

const stemmers = { nl: newStemmer('dutch'), en: newStemmer('english') }

/** Words whose stem version 3 names outright, or spares. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ['evening', 'evening'],
  ['evenings', 'evening'],
  ['vying', 'vie'],
  ['hying', 'hie'],
  ['offing', 'off'],
  ...['add', 'ebb', 'err'].flatMap((stem) =>
    ['ed', 'ing', 'edly', 'ingly'].map((ending) => [stem + ending, stem] as const),
  ),
])

function english(word: string): string {
  const named = NAMED.get(word)
  if (named !== undefined) return named
  const stem = stemmers.en.stem(word)
  return /logists?$/.test(word) ? stem.slice(0, -'ist'.length) : stem
}

/** Stems kept: the words of a language that are used every day. A stem costs some microseconds, a long text has thousands. */
const KEPT_MAX = 50_000
const kept = { nl: new Map<string, string>(), en: new Map<string, string>() }

/** What the forms of a folded word have in common. Numbers and codes stay as they are. */
export function stem(language: Language, word: string): string {
  const known = kept[language].get(word)
  if (known !== undefined) return known
  const found = /\d/.test(word) ? word : language === 'nl' ? stemmers.nl.stem(word) : english(word)
  if (kept[language].size >= KEPT_MAX) kept[language].clear()
  kept[language].set(word, found)
  return found
}
