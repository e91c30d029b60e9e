/** From typed text to a full-text query, and from a query's words back to places in a title. */
import { fold } from '../storage/fold.ts'
import { scope } from './entries.ts'

/** Words that say nothing about a subject, in both languages, as the index folds them. */
const STOP_WORDS = new Set(
  `aan af al als alle altijd andere ben bent bij binnen dan dat de deze die dit doe doen doet door dus een en er gaan gaat
  geen haar had heb hebben hebt heeft hem het hier hij hoe hun iemand iets ik in is ja je jij jou jouw jullie kan kun kunnen
  maar me meer men met mij mijn moet na naar niet nog nu of om omdat onder ons ook op over samen te tegen toch toen tot u uit
  uw van veel voor waar waarom wat we weer wel welke werd wie wij wil willen worden wordt zal ze zei zich zij zijn zo zou
  komen komt kreeg krijg krijgen krijgt mee moeten mogen zonder
  a about an and any anyone are as at be been but by can could did do does for from had has have how i if in into is it its
  me my no not of on or our she so that the their them then there they this to us was we were what when where which who why
  will with without would you your get gets getting got`.split(/\s+/),
)

/** Typed words that are looked for; the rest of a long text adds little and costs time. */
const WORDS_MAX = 24

const segmenter = new Intl.Segmenter('nl', { granularity: 'word' })

export interface Words {
  /** Whole words, folded. */
  whole: string[]
  /** The word that may still be being typed, folded. */
  typing: string | undefined
}

/** The words of `text` that say something. The last one counts as unfinished unless a space follows. */
export function wordsOf(text: string): Words {
  const segments = [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike)
  const last = segments.at(-1)
  const unfinished = last !== undefined && last.index + last.segment.length === text.length
  const words = [...new Set(segments.map(({ segment }) => fold(segment)))].filter(
    (word) => !STOP_WORDS.has(word) && word.length > 1,
  )
  const typing = unfinished ? words.find((word) => word === fold(last.segment) && word.length > 2) : undefined
  return { whole: words.filter((word) => word !== typing).slice(-WORDS_MAX), typing }
}

/** An FTS5 query for any of the words, within one community; undefined without words. Each term is quoted, so that nothing typed is syntax. */
export function ftsQuery(community: string, { whole, typing }: Words): string | undefined {
  // Word beginnings find what Dutch glues together or inflects, until stemming comes.
  const terms = [...whole.map((word) => (word.length > 4 ? `${quoted(stub(word))}*` : quoted(word)))]
  if (typing !== undefined) terms.push(`${quoted(stub(typing))}*`)
  if (terms.length === 0) return undefined
  return `scope:${quoted(scope(community))} AND {title body}:(${terms.join(' OR ')})`
}

const quoted = (term: string) => `"${term.replaceAll('"', '""')}"`

/** A long word without its usual endings, so that plural and verb forms meet. */
const stub = (word: string): string => (word.length > 5 ? word.replace(/(?:en|s|e|t|ing|ed)$/, '') : word)

/** Where the words stand in `title`: `[start, end)` in UTF-16 code units. */
export function marks(title: string, { whole, typing }: Words): [number, number][] {
  const stubs = [...whole, ...(typing === undefined ? [] : [typing])].map((word) =>
    word.length > 4 || word === typing ? stub(word) : word,
  )
  const found: [number, number][] = []
  for (const { segment, index, isWordLike } of segmenter.segment(title)) {
    if (!isWordLike) continue
    const word = fold(segment)
    if (stubs.some((start) => word === start || (start.length > 2 && word.startsWith(start))))
      found.push([index, index + segment.length])
  }
  return found
}
