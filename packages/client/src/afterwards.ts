/** What happens with questions and answers afterwards; and reading a question by the address that it had before it was merged. */
import type {
  AnswerOne,
  AnswerPage,
  FollowUp,
  Outcome,
  QuestionCommentPage,
  QuestionOne,
  StoryDraftOne,
} from '@vlinder/contract'
import { at, query } from './address.ts'
import type { Options, PagingQuery } from './connection.ts'
import { ClientError } from './errors.ts'
import { exchange } from './exchange.ts'
import type { Link } from './link.ts'

const CHANGED = { type: 'question', action: 'changed' } as const

export const afterwards = (link: Link) => {
  const write = (method: string, path: string, o?: Options, body?: object) =>
    link.write<QuestionOne>(method, path, CHANGED, o, body)
  return {
    /** As `question`, also by an id that was merged into another: then `item.id` is that other one's. */
    question: (id: string, o?: Options) => followed<QuestionOne>(link, at`/questions/${id}`, o),
    answers: (question: string, asked?: PagingQuery, o?: Options) =>
      followed<AnswerPage>(link, at`/questions/${question}/answers` + query(asked), o),
    questionComments: (question: string, asked?: PagingQuery, o?: Options) =>
      followed<QuestionCommentPage>(link, at`/questions/${question}/comments` + query(asked), o),

    setTried: (answer: string, outcome: Outcome | null, o?: Options) =>
      link.write<AnswerOne>(
        outcome ? 'PUT' : 'DELETE',
        at`/answers/${answer}/tried`,
        { type: 'answer', action: 'changed' },
        o,
        outcome ? { outcome } : undefined,
      ),
    closeQuestion: (id: string, closed: boolean, o?: Options) =>
      write(closed ? 'PUT' : 'DELETE', at`/questions/${id}/closed`, o),
    followUp: (id: string, said: FollowUp | null, o?: Options) =>
      write(said ? 'PUT' : 'DELETE', at`/questions/${id}/follow-up`, o, said ?? undefined),
    storyDraft: (question: string, o?: Options) =>
      link.get<StoryDraftOne>(at`/questions/${question}/story-draft`, o),
    mergeQuestion: (id: string, into: string, o?: Options) =>
      write('PUT', at`/questions/${id}/merged`, o, { into }),
    unmergeQuestion: (id: string, o?: Options) => write('DELETE', at`/questions/${id}/merged`, o),
  }
}

/**
 * Other requests follow no redirect: it nearly always leads to a host's sign-in page. Here it may be the server's own. A browser
 * does not say where it leads, but follows it when asked to, with the token as long as it stays at the server.
 */
async function followed<T>(link: Link, path: string, o: Options = {}): Promise<T> {
  try {
    return await link.get<T>(path, o)
  } catch (error) {
    if (!(error instanceof ClientError) || (error.status !== 308 && error.status !== 0)) throw error
    const { env, base, tokens } = link.wire
    const headers = { authorization: `Bearer ${await tokens.get(o.signal)}` }
    const asked = { method: 'GET', headers, credentials: 'omit', redirect: 'follow' } as const
    try {
      return (
        await exchange(env, base + path, { ...asked, signal: o.signal ?? null }, 'not by a Vlinder server')
      ).body as T
    } catch (other) {
      // What is no answer of the server's was somebody else's redirect after all.
      throw other instanceof ClientError && other.kind === 'problem' ? other : error
    }
  }
}
