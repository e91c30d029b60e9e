/** Stories as they are stored, and as the contract shows them. */
import type { Reaction, Story, StoryMine, StoryOne, StorySource, StorySummary } from '@vlinder/contract'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { can } from '../identity/can.ts'
import { keptFrom, readableStory, toWhy, whyHidden } from '../identity/readable.ts'
import { type MemberRefRow, memberRefColumns, toMemberRef } from '../members/member-ref.ts'
import { toNamed } from '../mentions/mentioned.ts'
import { day } from '../storage/day.ts'
import type { StoryTable, Tables } from '../storage/schema.ts'
import { knownLanguage } from '../text/language.ts'
import { toRichText } from '../text/markdown.ts'
import type { Section } from './derived.ts'
import { unreadBy } from './unread.ts'

export type StoryRow = Omit<
  Selectable<StoryTable>,
  'body' | 'sections' | 'contact' | 'idempotencyKey' | 'idempotencyHash'
> &
  MemberRefRow & { topics: string; patterns: string; reacted: string; unread: number; why: string | null }

/** The last day of a story that stands in front until it is taken away. */
export const ALWAYS = '9999-12-31'

/** A story's labels as JSON lists, beside its other columns. */
export const topicsOf = sql<string>`(select json_group_array(topic) from story_topic t
  where t.community = story.community and t.owner = story.id)`.as('topics')
export const patternsOf = sql<string>`(select json_group_array(pattern) from story_pattern p
  where p.community = story.community and p.owner = story.id)`.as('patterns')

/** Stories that `member` may read, with author, topics, patterns and their own reactions: one query a page. */
export function readableStories(db: Kysely<Tables>, member: Asker) {
  return db
    .selectFrom('story')
    .innerJoin('member', (join) =>
      join.onRef('member.community', '=', 'story.community').onRef('member.id', '=', 'story.author'),
    )
    .select([
      'story.community',
      'story.id',
      'story.author',
      'story.kind',
      'story.title',
      'story.lesson',
      'story.language',
      'story.excerpt',
      'story.readingTime',
      'story.at',
      'story.edited',
      'story.status',
      'story.hidden',
      'story.comments',
      'story.recognise',
      'story.learned',
      'story.thanks',
      'story.reads',
      'story.readsMonth',
      'story.featuredUntil',
    ])
    .select(memberRefColumns)
    .select([topicsOf, patternsOf])
    .select(
      sql<string>`(select json_group_array(reaction) from reaction r
        where r.community = story.community and r.story = story.id and r.member = ${member.id})`.as(
        'reacted',
      ),
    )
    .select(unreadBy(member.id))
    .select(whyHidden('story'))
    .where('story.community', '=', member.community)
    .where(readableStory(member))
}

export const toSummary = (row: StoryRow): StorySummary => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  ...(row.lesson !== '' && { lesson: row.lesson }),
  excerpt: row.excerpt,
  topics: JSON.parse(row.topics),
  patterns: JSON.parse(row.patterns),
  language: knownLanguage(row.language),
  author: toMemberRef(row),
  at: row.at,
  ...(row.edited !== null && { edited: row.edited }),
  readingTime: row.readingTime,
  reactions: { recognise: row.recognise, learned: row.learned, thanks: row.thanks },
  comments: row.comments,
  ...(row.featuredUntil !== null &&
    row.featuredUntil >= day() && {
      featured: row.featuredUntil === ALWAYS ? {} : { until: row.featuredUntil },
    }),
  ...(row.status !== 'published' && { status: row.status }),
  ...(row.hidden === 1 && { hidden: true as const }),
})

export const toMine =
  (member: Asker) =>
  (row: StoryRow): StoryMine => {
    const subject = { community: row.community, owner: row.author, ...keptFrom(row) }
    const mayDelete = can(member, 'story:delete', subject)
    return {
      reactions: JSON.parse(row.reacted) as Reaction[],
      mayEdit: can(member, 'story:change', subject),
      mayDelete,
      mayFeature: can(member, 'story:feature', subject),
      unread: row.unread === 1,
      ...(row.author === member.id && { reads: row.reads }),
      ...toWhy(row.why, mayDelete),
    }
  }

/** A yes or no that may not have been said. */
const said = (flag: number | null) => (flag === null ? undefined : flag === 1)

/** A story, whole; with its Markdown for those who may edit. */
export function toOne(
  row: StoryRow &
    Pick<Selectable<StoryTable>, 'body' | 'sections' | 'contact'> & { named: string; active: number },
  member: Asker,
): StoryOne {
  const sections: Section[] = JSON.parse(row.sections)
  const named = toNamed(row.named)
  const item: Story = {
    ...toSummary(row),
    body: toRichText(row.body, named),
    sections: sections.map(({ prompt, body }) => ({
      prompt,
      body: toRichText(body, named),
    })) as Story['sections'],
    // Of somebody who left there is nobody to call.
    ...(row.contact === 1 && row.active === 1 && { contact: true as const }),
  }
  const mine = toMine(member)(row)
  const contact = said(row.contact)
  const source = {
    ...{ lesson: row.lesson, body: row.body, sections },
    ...(contact !== undefined && { contact }),
  } as StorySource
  if (!mine.mayEdit) return { item, mine }
  return { item, mine: { ...mine, source, ...(followUpDue(row, sections) && { followUp: true as const }) } }
}

/** After this long it can be told whether it lasted. In months. */
const FOLLOW_UP_MONTHS = 6

function followUpDue({ at, status }: Pick<StoryRow, 'at' | 'status'>, sections: readonly Section[]): boolean {
  const due = new Date(at)
  due.setUTCMonth(due.getUTCMonth() + FOLLOW_UP_MONTHS)
  return status === 'published' && due <= new Date() && sections.every(({ prompt }) => prompt !== 'lasted')
}
