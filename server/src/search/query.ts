/** From typed text to what is looked for: for each word its stems, what it may be the beginning of, a slip of, or a part of. */
import type { Kysely } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import { LANGUAGES, languageOf, STOP_WORDS } from '../text/language.ts'
import { stem } from '../text/stem.ts'
import { type Word, wordsOf } from '../text/words.ts'
import { compoundsWith, partsOf } from './compounds.ts'
import { WRITTEN_TYPES } from './entries.ts'
import { documentsWith, type Vocabulary, wordsAlike, wordsBeginning } from './vocabulary.ts'

/** One thing that is looked for. */
export interface Concept {
  /** What it counts for beside the others. */
  weight: number
  /** Terms that stand for it, and how well. */
  terms: Map<string, number>
}

export interface Query {
  concepts: Concept[]
  /** The folded word that may still be being typed. */
  typing: string | undefined
  /** Words that are looked for besides, as one typing error away from what was typed. */
  slips: string[]
}

/** Words looked for of a long text: those that tell most. More add time, and nothing to what is found. */
const WORDS_MAX = 48
/** A text of more words is looked for as it stands, in its own language: it says what it means in other words, too. */
const SHORT_MAX = 12
/** A word that is said again counts for more, up to so many times as much. */
const AGAIN = 4

const AS_BEGINNING = 0.8
const AS_SLIP = 0.6
const AS_PART = 0.15

/** Letters from which a beginning says something. */
const BEGINNING_MIN = 3

/** Who wrote a word once may have slipped, too: it counts as a slip of words that were written so much oftener. */
const RARE_MAX = 1
const OFTENER = 10

/**
 * What `text` asks for among what a community wrote; undefined when its words say nothing. `typing`: its last word
 * counts as unfinished unless something follows it. `searching`: members are looked for, too, and a rare word may be a slip.
 */
export async function queryOf(
  db: Kysely<Tables>,
  community: string,
  text: string,
  { typing = false, searching = false } = {},
): Promise<Query | undefined> {
  const vocabulary = { db, community, ofMembers: searching }
  const all = wordsOf(text)
  const documents = await documentsWith(vocabulary, [...new Set(all.map(({ word }) => word))])
  const language = languageOf(all, 'nl')
  const words = sayingSomething(all, documents, STOP_WORDS[language])
  if (words.length === 0) return undefined
  const last = typing ? unfinished(text, all) : undefined
  const chosen = await mostTelling(db, community, words, documents)
  const short = chosen.length <= SHORT_MAX
  const concepts: Concept[] = []
  const slips: string[] = []
  for (const { word, weight } of chosen) {
    const terms = short ? stemsOf(word) : new Map([[stem(language, word), 1]])
    concepts.push({ weight, terms })
    const begun = word === last ? await wordsBeginning(vocabulary, word) : []
    also(terms, begun, AS_BEGINNING)
    if (!short) continue
    // What another word begins with is no slip, yet.
    if (!(searching && begun.some((other) => other !== word))) {
      const alike = await slipsOf(vocabulary, word, documents.get(word) ?? 0)
      also(terms, alike, AS_SLIP)
      slips.push(...alike)
    }
    also(terms, await compoundsWith(vocabulary, word), AS_PART)
    for (const part of await partsOf(vocabulary, word))
      concepts.push({ weight: weight * AS_PART, terms: stemsOf(part) })
  }
  return { concepts, typing: words.some(({ word }) => word === last) ? last : undefined, slips }
}

/** In both languages: documents are indexed in their own. */
const stemsOf = (word: string) => new Map(LANGUAGES.map((language) => [stem(language, word), 1]))

function also(terms: Map<string, number>, words: readonly string[], weight: number): void {
  for (const word of words)
    for (const term of stemsOf(word).keys()) if (!terms.has(term)) terms.set(term, weight)
}

/** What `word` may be a slip of: it was never written or, where members search, hardly ever. */
async function slipsOf(vocabulary: Vocabulary, word: string, times: number): Promise<string[]> {
  if (isStop(word) || times > (vocabulary.ofMembers ? RARE_MAX : 0)) return []
  const alike = await wordsAlike(vocabulary, word)
  return alike.filter((other) => other.times >= times * OFTENER).map((other) => other.word)
}

const isStop = (word: string) => LANGUAGES.some((language) => STOP_WORDS[language].has(word))

/** The words that are not only grammar; those of the other language count when there is nothing else and they were written. */
function sayingSomething(
  words: readonly Word[],
  documents: ReadonlyMap<string, number>,
  stops: ReadonlySet<string>,
): Word[] {
  const saying = words.filter(({ word }) => !stops.has(word))
  return saying.length > 0 ? saying : words.filter(({ word }) => documents.has(word))
}

function unfinished(text: string, words: readonly Word[]): string | undefined {
  const last = words.at(-1)
  return last?.end === text.length && last.word.length >= BEGINNING_MIN ? last.word : undefined
}

/** The distinct words with their weights, most telling first: rare ones, and those that are said again. */
async function mostTelling(
  db: Kysely<Tables>,
  community: string,
  words: readonly Word[],
  documents: ReadonlyMap<string, number>,
): Promise<{ word: string; weight: number }[]> {
  const all = await countDocuments(db, community)
  return [...Map.groupBy(words, ({ word }) => word)]
    .map(([word, said]) => {
      const weight = (said.length * (AGAIN + 1)) / (said.length + AGAIN)
      return { word, weight, tells: weight * Math.log(1 + (all + 1) / ((documents.get(word) ?? 0) + 1)) }
    })
    .sort((a, b) => b.tells - a.tells || (a.word < b.word ? -1 : 1))
    .slice(0, WORDS_MAX)
}

async function countDocuments(db: Kysely<Tables>, community: string): Promise<number> {
  const { all } = await db
    .selectFrom('searchEntry')
    .select(({ fn }) => fn.countAll<number>().as('all'))
    .where('community', '=', community)
    .where('type', 'in', WRITTEN_TYPES)
    .executeTakeFirstOrThrow()
  return all
}
