/** What is derived from what a member says of themselves. */
import type { Kysely } from 'kysely'
import { dropEntry, indexEntry } from '../search/entries.ts'
import type { Tables } from '../storage/schema.ts'
import { knownLanguage } from '../text/language.ts'
import { toRichText } from '../text/markdown.ts'
import { toPlainText } from '../text/plain.ts'

/** What stands below a member's name, in plain text: their job, what they can be asked about, and their own words. */
export const aboutMember = (member: {
  position: string | null
  organisation: string | null
  topics: readonly string[]
  about: string
}): string =>
  [
    [member.position, member.organisation].filter(Boolean).join(', '),
    member.topics.join(', '),
    toPlainText(toRichText(member.about)),
  ]
    .filter(Boolean)
    .join(' · ')

/** Puts a member, with the topics they have by now, into the search index, in the transaction of the write; takes a leaver out. */
export async function indexMember(db: Kysely<Tables>, community: string, id: string): Promise<void> {
  const { active, name, language, ...member } = await db
    .selectFrom('member')
    .select(['name', 'position', 'organisation', 'about', 'language', 'active'])
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (!active) return dropEntry(db, community, 'member', id)
  const topics = await db
    .selectFrom('memberTopic')
    .select('topic')
    .where('community', '=', community)
    .where('owner', '=', id)
    .execute()
  const body = aboutMember({ ...member, topics: topics.map(({ topic }) => topic) })
  await indexEntry(db, {
    ...{ community, type: 'member', id, title: name, body },
    language: knownLanguage(language),
  })
}
