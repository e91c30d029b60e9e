/** What the index holds of a document: how often each term stands in each of its fields, and the words that were written. */
import { type Language, languageOf, STOP_WORDS } from '../text/language.ts'
import { stem } from '../text/stem.ts'
import { wordsOf } from '../text/words.ts'

/** In the order of the index. */
export const FIELDS = ['title', 'body', 'answers'] as const
type Field = (typeof FIELDS)[number]

/** How often, in each field. */
export type Counts = [title: number, body: number, answers: number]

export interface Contents {
  terms: Map<string, Counts>
  /** Words of each field that say something. */
  lengths: Counts
  /** The words as they were written, folded. */
  words: Set<string>
}

/** The terms of a document in its own language; `otherwise` where its words do not tell which. In a name every word says something: there is a Wil. */
export function contentsOf(texts: Record<Field, string>, otherwise: Language, titleIsName = false): Contents {
  const fields = FIELDS.map((field) => wordsOf(texts[field]))
  const language = languageOf(fields.flat(), otherwise)
  const contents: Contents = { terms: new Map(), lengths: [0, 0, 0], words: new Set() }
  for (const [field, words] of fields.entries()) {
    for (const { word } of words) {
      const named = titleIsName && field === 0
      if (STOP_WORDS[language].has(word) && !named) continue
      const term = stem(language, word)
      const counts: Counts = contents.terms.get(term) ?? [0, 0, 0]
      counts[field as 0 | 1 | 2]++
      contents.terms.set(term, counts)
      contents.lengths[field as 0 | 1 | 2]++
      contents.words.add(word)
    }
  }
  return contents
}
