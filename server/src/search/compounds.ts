/** Dutch writes as one word what belongs together: a word also finds the compounds that it is a part of, and a compound its parts. */
import { COMMON_PARTS } from '../text/common-parts.ts'
import { documentsWith, type Vocabulary, wordsBeginning, wordsEnding } from './vocabulary.ts'

/** Shorter words are part of too many others by chance. */
const PART_MIN = 4
/** What is left of a compound beside a part. */
const REST_MIN = 3

/** Letters that glue: stad-s-arts, cliënt-en-raad, kind-er-opvang. */
const GLUE = ['', 's', 'e', 'en', 'er', 'n']

/** The compounds that begin or end with `word`, and whose rest is a word, too. */
export async function compoundsWith(vocabulary: Vocabulary, word: string): Promise<string[]> {
  if (word.length < PART_MIN) return []
  const beginning = (await wordsBeginning(vocabulary, word)).map(
    (compound) => [compound, afterGlue(compound.slice(word.length))] as const,
  )
  const ending = (await wordsEnding(vocabulary, word)).map(
    (compound) => [compound, beforeGlue(compound.slice(0, -word.length))] as const,
  )
  const made = [...beginning, ...ending]
  const known = await knownAmong(
    vocabulary,
    made.flatMap(([, rests]) => rests),
  )
  return made.filter(([, rests]) => rests.some((rest) => known.has(rest))).map(([compound]) => compound)
}

/** The two words that `word` is made of; none when it is no compound that the community's own words tell. */
export async function partsOf(vocabulary: Vocabulary, word: string): Promise<string[]> {
  if (word.length < PART_MIN + REST_MIN || /\d/.test(word)) return []
  const splits: [string, string][] = []
  for (let at = REST_MIN; at <= word.length - REST_MIN; at++) {
    const right = word.slice(at)
    for (const left of beforeGlue(word.slice(0, at)))
      if (Math.max(left.length, right.length) >= PART_MIN) splits.push([left, right])
  }
  const known = await knownAmong(vocabulary, splits.flat())
  const [best] = splits
    .map(([left, right]) => ({
      parts: [left, right],
      // As often written as its rarer part, and as little glue as may be.
      known: Math.min(known.get(left) ?? 0, known.get(right) ?? 0),
      letters: left.length + right.length,
    }))
    .filter((split) => split.known > 0)
    .sort((a, b) => b.letters - a.letters || b.known - a.known)
  return best?.parts ?? []
}

const long = (rest: string) => rest.length >= REST_MIN
const afterGlue = (rest: string) =>
  GLUE.filter((glue) => rest.startsWith(glue))
    .map((glue) => rest.slice(glue.length))
    .filter(long)
const beforeGlue = (rest: string) =>
  GLUE.filter((glue) => rest.endsWith(glue))
    .map((glue) => rest.slice(0, rest.length - glue.length))
    .filter(long)

/** How often each of `words` was written; the common ones count as written once. */
async function knownAmong(
  vocabulary: Vocabulary,
  words: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const distinct = [...new Set(words)]
  const known = await documentsWith(vocabulary, distinct)
  for (const word of distinct) if (COMMON_PARTS.has(word) && !known.has(word)) known.set(word, 1)
  return known
}
