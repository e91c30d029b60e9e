/** Search: stories, questions, answers and members in one list. */
import * as v from 'valibot'
import { SUGGESTION_TEXT_MAX } from './limits.ts'
import { MemberRef } from './member.ts'
import { page, pageQuery } from './page.ts'
import { StoryKind, StoryStatus } from './story.ts'
import { Count, commaList, Id, Instant, Language, Marks } from './text.ts'

export const SearchType = v.picklist(['story', 'question', 'answer', 'member'])
export type SearchType = v.InferOutput<typeof SearchType>

/**
 * Whatever is typed is answered: nothing or a word that nobody wrote with an empty list, and what is longer than 2,000
 * characters by its beginning. The last word counts as unfinished unless something follows it. `type`: only these.
 */
export const SearchQuery = v.strictObject({
  ...pageQuery,
  q: v.pipe(
    v.optional(v.string(), ''),
    v.transform((typed) => typed.slice(0, SUGGESTION_TEXT_MAX).toWellFormed()),
  ),
  type: v.optional(commaList(SearchType)),
})
export type SearchQuery = v.InferOutput<typeof SearchQuery>

/** Plain text, and where what was looked for stands in it. */
const Marked = v.object({ text: v.string(), marks: Marks })
export type Marked = v.InferOutput<typeof Marked>

const found = {
  /** Of what was found, with its type before it: `story:018f…`. */
  id: v.string(),
  /** A title, or a member's name; of an answer, that of its question. */
  title: Marked,
  /** The few words that tell most of what was looked for, cut with … where there is more; its first words where none does. */
  snippet: Marked,
}
const written = { ...found, language: Language, author: MemberRef, at: Instant }

export const SearchHit = v.pipe(
  v.variant('type', [
    v.object({
      ...written,
      type: v.literal('story'),
      story: Id,
      kind: StoryKind,
      /** Left out while it is published. */
      status: v.optional(StoryStatus),
    }),
    v.object({ ...written, type: v.literal('question'), question: Id, answers: Count, helped: Count }),
    /** Of each question the one answer that tells most. */
    v.object({ ...written, type: v.literal('answer'), answer: Id, question: Id, helped: v.boolean() }),
    v.object({ ...found, type: v.literal('member'), member: MemberRef }),
  ]),
  v.metadata({ ref: 'SearchHit' }),
)
export type SearchHit = v.InferOutput<typeof SearchHit>

export const SearchMine = v.object({
  /** The asking member wrote it, asked it, gave it, or is it. */
  own: v.boolean(),
})
export type SearchMine = v.InferOutput<typeof SearchMine>

/** Best first. */
export const SearchPage = v.object({
  ...page(SearchHit, SearchMine).entries,
  /** How many there are of each type, whatever `type` asked for; a hundred at most, however many there are. */
  counts: v.object({ story: Count, question: Count, answer: Count, member: Count }),
  /** Words that were looked for besides, as a typing error away from one that (nearly) nobody wrote. */
  also: v.array(v.string()),
})
export type SearchPage = v.InferOutput<typeof SearchPage>
