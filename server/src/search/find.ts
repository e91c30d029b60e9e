/**
 * One BM25F for every engine and every use (https://doi.org/10.1561/1500000019, section 3.6): a word counts in each field
 * by that field's weight and length, the sum saturates once, and rare words count for more. All statistics are of
 * the one community that is asked.
 */
import type { Kysely } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import { DOCUMENT_BYTES, MEMBERS_FROM, placeAt, ROWS_A_BLOCK, rowOf, TERM_BYTES, unpacked } from './blocks.ts'
import { anyOf, ENTRY_TYPES, type EntryType, WRITTEN_TYPES } from './entries.ts'
import type { Query } from './query.ts'

/** What a word counts for in title, body and answers. */
type Weights = readonly [title: number, body: number, answers: number]
/** Found on the sets of docs/search-quality.md. */
const WEIGHTS: Weights = [9, 1, 0.6]
/** How far a long field counts against its words: not at all (0) or in full (1). */
const LENGTH_COUNTS = [0.55, 0.95, 0.42]
/** Words of a field's average from which another one adds only half as much. */
const SATURATION = 14

/** Hits of each type: the first few are shown, the rest is evidence for peers. */
const HITS_MAX = 101

export interface Hit {
  row: number
  type: EntryType
  score: number
  /** The share of what the query tells that it has, from 0 to 1. */
  covers: number
}

/** One look at the index: which documents, and what a word in each of their fields counts for. */
export interface Look {
  types: readonly EntryType[]
  weights: Weights
}

/** The best stories and the best questions with their answers, best first within each. */
export async function find(db: Kysely<Tables>, community: string, query: Query): Promise<Hit[]> {
  const [hits] = await findIn(db, community, query, [{ types: WRITTEN_TYPES, weights: WEIGHTS }])
  return hits
}

/** What each look finds: the best documents of each of its types, best first within it. A word is as rare in all looks. */
export async function findIn<const Looks extends readonly Look[]>(
  db: Kysely<Tables>,
  community: string,
  query: Query,
  looks: Looks,
): Promise<{ [I in keyof Looks]: Hit[] }> {
  const withMembers = looks.some(({ types }) => types.includes('member'))
  const documents = await documentsOf(db, community, withMembers)
  const postings = await postingsOf(db, community, query, documents)
  return looks.map((look) => scored(look, query, documents, postings)) as { [I in keyof Looks]: Hit[] }
}

function scored(
  { types, weights }: Look,
  query: Query,
  documents: Documents,
  postings: ReadonlyMap<string, Posting[]>,
): Hit[] {
  const factors = factorsOf(documents, weights)
  const scores = new Float64Array(documents.slots)
  const covered = new Float64Array(documents.slots)
  const found = new Float64Array(documents.slots)
  const seen = new Int32Array(documents.slots).fill(-1)
  let all = 0
  for (const [i, { weight, terms }] of query.concepts.entries()) {
    const slots = occurrences(terms, postings, factors, found, seen, i)
    // As in Lucene: never below zero, however common the word.
    const rarity = Math.log(1 + (documents.count - slots.length + 0.5) / (slots.length + 0.5))
    const tells = weight * rarity
    if (slots.length > 0) all += tells
    for (const slot of slots) {
      const times = found[slot] as number
      // It stands in a field that is not looked at.
      if (times === 0) continue
      scores[slot] = (scores[slot] as number) + (tells * times * (SATURATION + 1)) / (SATURATION + times)
      covered[slot] = (covered[slot] as number) + tells
      found[slot] = 0
    }
  }
  return types
    .flatMap((type) => best(scores, documents, ENTRY_TYPES.indexOf(type)))
    .map((slot) => ({
      ...documents.at(slot),
      score: scores[slot] as number,
      covers: (covered[slot] as number) / all,
    }))
}

/** The slots of the best documents of one type, best first; of equals, the newest. */
function best(scores: Float64Array, { slots, types }: Documents, type: number): number[] {
  const found: number[] = []
  const values: number[] = []
  for (let slot = 0; slot < slots; slot++) {
    const score = scores[slot] as number
    if (score === 0 || types[slot] !== type) continue
    found.push(slot)
    values.push(score)
  }
  // Sorting numbers to see who may come in costs much less than sorting thousands of documents.
  const least = values.length > HITS_MAX ? (Float64Array.from(values).sort().at(-HITS_MAX) as number) : 0
  return found
    .filter((slot) => (scores[slot] as number) >= least)
    .sort((a, b) => (scores[b] as number) - (scores[a] as number) || b - a)
    .slice(0, HITS_MAX)
}

/** The documents that have any of `terms`, as slots; `found` gets how often, weighed by field. `seen` has, of each slot, which concept it was found by last. */
function occurrences(
  terms: ReadonlyMap<string, number>,
  postings: ReadonlyMap<string, Posting[]>,
  factors: Float64Array,
  found: Float64Array,
  seen: Int32Array,
  concept: number,
): number[] {
  const slots: number[] = []
  for (const [term, fits] of terms) {
    for (const { start, data } of postings.get(term) ?? []) {
      for (let at = 0; at < data.length; at += TERM_BYTES) {
        const slot = start + placeAt(data, at)
        const factor = slot * 3
        const times =
          fits *
          ((data[at + 2] as number) * (factors[factor] as number) +
            (data[at + 3] as number) * (factors[factor + 1] as number) +
            (data[at + 4] as number) * (factors[factor + 2] as number))
        if (seen[slot] !== concept) slots.push(slot)
        seen[slot] = concept
        found[slot] = (found[slot] as number) + times
      }
    }
  }
  return slots
}

interface Documents {
  count: number
  /** Where each block's slots start. */
  starts: Map<number, number>
  /** A slot for every row of every block. */
  slots: number
  /** Of each slot: a place in `ENTRY_TYPES`. */
  types: Uint8Array
  /** Of each slot: how long its fields are beside the average of its type. */
  lengths: Float64Array
  at(slot: number): { row: number; type: EntryType }
}

async function documentsOf(db: Kysely<Tables>, community: string, withMembers: boolean): Promise<Documents> {
  const blocks = await db
    .selectFrom('searchBlock')
    .select(['block', 'data'])
    .where('community', '=', community)
    .$if(!withMembers, (blocks) => blocks.where('block', '<', MEMBERS_FROM))
    .execute()
  const slots = blocks.length * ROWS_A_BLOCK
  const lengths = new Float64Array(slots * 3)
  const types = new Uint8Array(slots)
  // Stories, questions and members differ in length: each is long or short beside its own kind.
  const sums = ENTRY_TYPES.map(() => ({ count: 0, lengths: [0, 0, 0] as [number, number, number] }))
  for (const [i, { data }] of blocks.entries()) {
    for (let at = 0; at < data.length; at += DOCUMENT_BYTES) {
      const slot = i * ROWS_A_BLOCK + placeAt(data, at)
      types[slot] = data[at + 2] as number
      const sum = sums[data[at + 2] as number] as (typeof sums)[number]
      sum.count++
      for (let field = 0; field < 3; field++) {
        const length = unpacked(data[at + 3 + field] as number)
        lengths[slot * 3 + field] = length
        sum.lengths[field as 0] += length
      }
    }
  }
  const averages = sums.map(({ count, lengths }) => lengths.map((length) => length / count || 1))
  for (let slot = 0; slot < slots; slot++) {
    const average = averages[types[slot] as number] as number[]
    for (let field = 0; field < 3; field++) {
      const at = slot * 3 + field
      lengths[at] = (lengths[at] as number) / (average[field] as number)
    }
  }
  return {
    count: sums.reduce((sum, { count }) => sum + count, 0),
    starts: new Map(blocks.map(({ block }, i) => [block, i * ROWS_A_BLOCK])),
    slots,
    types,
    lengths,
    at: (slot) => ({
      row: rowOf(blocks[Math.floor(slot / ROWS_A_BLOCK)]?.block as number, slot % ROWS_A_BLOCK),
      type: ENTRY_TYPES[types[slot] as number] as EntryType,
    }),
  }
}

/** What a word in each field of the document in a slot counts for. */
function factorsOf({ lengths }: Documents, weights: Weights): Float64Array {
  const factors = new Float64Array(lengths.length)
  for (let at = 0; at < lengths.length; at += 3) {
    for (let field = 0; field < 3; field++) {
      const counts = LENGTH_COUNTS[field] as number
      factors[at + field] =
        (weights[field] as number) / (1 - counts + counts * (lengths[at + field] as number))
    }
  }
  return factors
}

interface Posting {
  /** First slot of its block. */
  start: number
  data: Uint8Array
}

/** Where the terms of `query` stand. */
async function postingsOf(
  db: Kysely<Tables>,
  community: string,
  { concepts }: Query,
  { starts }: Documents,
): Promise<Map<string, Posting[]>> {
  const terms = [...new Set(concepts.flatMap((concept) => [...concept.terms.keys()]))]
  const rows = await db
    .selectFrom('searchTerm')
    .select(['block', 'term', 'data'])
    .where('community', '=', community)
    .where('block', 'in', anyOf([...starts.keys()]))
    .where('term', 'in', anyOf(terms))
    .execute()
  const postings = new Map<string, Posting[]>()
  for (const { block, term, data } of rows) {
    const list = postings.get(term)
    const posting = { start: starts.get(block) as number, data }
    if (list) list.push(posting)
    else postings.set(term, [posting])
  }
  return postings
}
