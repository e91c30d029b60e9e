/** A story that begins with a question and what helped, for whoever asked it: to go on with, not to publish as it is. */
import { limits, mentionOf, type Outcome, type StoryDraft, type StoryKind } from '@vlinder/contract'
import type { Kysely } from 'kysely'
import type { Asker } from '../http/asking.ts'
import { mustBeAble } from '../identity/can.ts'
import type { Tables } from '../storage/schema.ts'
import type { Storage } from '../storage/storage.ts'
import { knownLanguage } from '../text/language.ts'
import { toRichText } from '../text/markdown.ts'
import { excerpt, toPlainText } from '../text/plain.ts'
import { asMarkdown, quote } from '../text/quote.ts'
import { resultOf, toResult } from './follow-up-rows.ts'
import { questionSubject } from './queries.ts'
import { topicsOf } from './rows.ts'
import { triedBy } from './tried-counts.ts'

/** What worked in part is not over. */
const KINDS: Record<Outcome, StoryKind> = { worked: 'success', mixed: 'in-progress', failed: 'failure' }

export async function storyDraft({ db }: Storage, member: Asker, id: string): Promise<StoryDraft> {
  mustBeAble(member, 'question:tell', await questionSubject(db, member.community, id))
  const question = await db
    .selectFrom('question')
    .select(['title', 'body', 'goal', 'tried', 'language', topicsOf, resultOf])
    .where('community', '=', member.community)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const helpful = await whatHelped(db, member, id)
  const { result } = toResult(question.result)
  const outcome = result?.outcome ?? overall(helpful.flatMap(({ triedBy }) => triedBy ?? []))
  const wanted = together([asMarkdown(question.goal), question.body]) || asMarkdown(question.title)
  const did = together([asMarkdown(question.tried), said(helpful, member.id)])
  return {
    kind: outcome ? KINDS[outcome] : 'in-progress',
    title: question.title,
    topics: JSON.parse(question.topics),
    language: knownLanguage(question.language),
    wanted,
    ...(did && { did }),
    ...(result?.words && { happened: asMarkdown(result.words) }),
  }
}

interface Helpful {
  author: string
  name: string
  body: string
}

/** The answers that helped, oldest first: as many as one text can name colleagues. */
const whatHelped = (db: Kysely<Tables>, member: Asker, question: string) =>
  db
    .selectFrom('answer')
    .innerJoin('member', (join) =>
      join.onRef('member.community', '=', 'answer.community').onRef('member.id', '=', 'answer.author'),
    )
    .select(['answer.author', 'member.name', 'answer.body', triedBy(member)])
    .where('answer.community', '=', member.community)
    .where('answer.question', '=', question)
    .where('answer.helped', '=', 1)
    .where('answer.hidden', '=', 0)
    .orderBy('answer.at')
    .orderBy('answer.id')
    .limit(limits.MENTIONS_MAX)
    .execute()

/** What several outcomes come to. */
function overall(outcomes: readonly Outcome[]): Outcome | undefined {
  return new Set(outcomes).size > 1 ? 'mixed' : outcomes[0]
}

/** One text of several; the first is left out where they would be too long for one. */
function together(texts: readonly string[]): string {
  const [first = '', ...rest] = texts.filter((text) => text.trim() !== '')
  const whole = [first, ...rest].join('\n\n')
  return whole.length <= limits.BODY_MAX || rest.length === 0 ? whole : rest.join('\n\n')
}

/** Each quoted under the name of who said it; where all do not fit, those that come last by their first words. */
function said(helpful: readonly Helpful[], asker: string): string {
  const shortest = helpful.map((one) => credited(one, asker, quote(asMarkdown(firstWords(one.body)))))
  let room = limits.BODY_MAX - shortest.reduce((sum, text) => sum + text.length + 2, 0)
  return helpful
    .map((one, i) => {
      const short = shortest[i]!
      const whole = credited(one, asker, quote(one.body))
      if (whole.length - short.length > room) return short
      room -= Math.max(0, whole.length - short.length)
      return whole
    })
    .join('\n\n')
}

const firstWords = (body: string): string => excerpt(toPlainText(toRichText(body)))

/** What the asker found out themselves needs no name. */
const credited = ({ author, name }: Helpful, asker: string, words: string): string =>
  author === asker ? words : `${mentionOf({ id: author, name })}:\n\n${words}`
