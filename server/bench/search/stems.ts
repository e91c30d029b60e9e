/** How many of Snowball's own words get Snowball's own stem. */
import { join } from 'node:path'
import { stem } from '../../src/text/stem.ts'
import { tableRows } from './data.ts'

const VOCABULARIES = [
  ['nl', 'snowball_dutch_porter_pairs'],
  ['en', 'snowball_english_pairs'],
] as const

export function stems(data: string): Record<string, number> {
  const shares = VOCABULARIES.map(([language, file]) => {
    const pairs = tableRows(join(data, 'dutch', `${file}.tsv.gz`))
    const equal = pairs.filter(([word = '', stemmed]) => stem(language, word) === stemmed).length
    return [`stems, ${language}, % as Snowball's`, (100 * equal) / pairs.length] as const
  })
  return Object.fromEntries(shares)
}
