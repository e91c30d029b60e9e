/** Makes a connection: what a page can ask, as requests. */
import type { AnswerOne, CommentOne, Preview, QuestionOne, ReactionResult, StoryOne } from '@vlinder/contract'
import { absolute, at, query } from './address.ts'
import { batching } from './batch.ts'
import { reader } from './cache.ts'
import type { Change, Connection, ConnectOptions, Options, WriteOptions } from './connection.ts'
import { type Env, realEnv } from './env.ts'
import { ClientError } from './errors.ts'
import { newKey } from './keys.ts'
import { requester } from './request.ts'
import { keepToken } from './token.ts'
import { tokenFrom } from './token-url.ts'

/** Long enough for a slow line, short enough to still be waiting. In milliseconds. */
const TIMEOUT_MS = 15_000

/**
 * A new connection to one community. Nothing is asked of the server yet.
 *
 * @throws ClientError of kind `misconfigured` when an option is missing or cannot work.
 */
export const connect = (options: ConnectOptions): Connection =>
  connectIn({ ...realEnv, ...(options.fetch && { fetch: options.fetch }) }, options)

/** As `connect`, in a given world. */
export function connectIn(env: Env, options: ConnectOptions): Connection {
  const { timeout = TIMEOUT_MS, tokenUrl } = options
  const { origin, pathname } = absolute('server', options.server)
  const server = (origin + pathname).replace(/\/+$/, '')
  const communityId = options.community.trim()
  if (!communityId) throw new ClientError('misconfigured', 'community is missing')
  const getToken = options.getToken ?? (tokenUrl && tokenFrom(env, tokenUrl))
  if (!getToken) throw new ClientError('misconfigured', 'getToken or tokenUrl is missing')

  const base = server + at`/api/v1/communities/${communityId}`
  const request = requester(env, base, timeout, keepToken(env, timeout, getToken))
  const read = reader(request)
  const byId = batching(env, 'ids', read)
  const bySubject = batching(env, 'subjects', read)
  const listeners = new Set<(change: Change) => void>()

  const get = <T>(path: string, { signal }: Options = {}) => read(path, signal) as Promise<T>

  /** Asks for something that changes nothing, but whose words do not belong in an address. */
  const pose = async <T>(path: string, body: object, { signal }: Options = {}) =>
    (await request({ method: 'POST', path, body }, signal)).body as T

  const write = async <T>(
    method: string,
    path: string,
    change: Omit<Change, 'id'> & { id?: string },
    { key, signal }: WriteOptions = {},
    body?: object,
  ): Promise<T> => {
    try {
      const answer = (await request({ method, path, body, key }, signal)).body
      const { id = (answer as Made).item.id } = change
      const told = {
        ...change,
        id,
        ...(change.type === 'reaction' && { reactions: answer as ReactionResult }),
      }
      // Each on its own, so that a listener that throws harms neither this write nor the others.
      for (const listener of listeners) queueMicrotask(() => listener(told))
      return answer as T
    } finally {
      // Also after a failure: the server may have done it. A write shows in counts, lists and members
      // alike, so nobody may join a read that began before it.
      for (const shared of [read, byId, bySubject]) shared.forget()
    }
  }

  const create = <T>(type: Type, path: string, body: object, o: WriteOptions = {}, parent?: string) =>
    write<T>('POST', path, { type, action: 'created', parent }, { ...o, key: o.key ?? newKey() }, body)

  const change = <T>(type: Type, path: string, body: object, o?: Options) =>
    write<T>('PATCH', path, { type, action: 'changed' }, o, body)

  /** Changing and deleting, for what stands in a folder of its own. */
  const editing = <T>(type: Type, folder: string) =>
    [
      (id: string, body: object, o?: Options) => change<T>(type, at`/${folder}/${id}`, body, o),
      (id: string, o?: Options) =>
        write<void>('DELETE', at`/${folder}/${id}`, { type, action: 'deleted', id }, o),
    ] as const
  const [changeStory, deleteStory] = editing<StoryOne>('story', 'stories')
  const [changeComment, deleteComment] = editing<CommentOne>('comment', 'comments')
  const [changeQuestion, deleteQuestion] = editing<QuestionOne>('question', 'questions')
  const [changeAnswer, deleteAnswer] = editing<AnswerOne>('answer', 'answers')

  return {
    server,
    communityId,
    url: (path) => new URL(path, `${server}/`).href,

    community: (o) => get('', o),
    me: (o) => get('/me', o),
    changeMe: (body, o) => change('member', '/me', body, o),

    member: (id, o) => byId(id, o?.signal),
    memberBySubject: (subject, o) => bySubject(subject, o?.signal),
    members: (asked, o) => get(`/members${query(asked)}`, o),

    stories: (asked, o) => get(`/stories${query(asked)}`, o),
    story: (id, o) => get(at`/stories/${id}`, o),
    tellStory: (body, o) => create('story', '/stories', body, o),
    changeStory,
    deleteStory,
    react: (id, reaction, on, o) =>
      write(
        on ? 'PUT' : 'DELETE',
        at`/stories/${id}/reactions/${reaction}`,
        { type: 'reaction', action: 'changed', id },
        o,
      ),

    comments: (story, asked, o) => get(at`/stories/${story}/comments` + query(asked), o),
    comment: (story, body, o) => create('comment', at`/stories/${story}/comments`, body, o, story),
    changeComment,
    deleteComment,

    questions: (asked, o) => get(`/questions${query(asked)}`, o),
    question: (id, o) => get(at`/questions/${id}`, o),
    ask: (body, o) => create('question', '/questions', body, o),
    changeQuestion,
    deleteQuestion,

    answers: (question, asked, o) => get(at`/questions/${question}/answers` + query(asked), o),
    answer: (question, body, o) => create('answer', at`/questions/${question}/answers`, body, o, question),
    changeAnswer,
    deleteAnswer,
    markHelped: (parent, id, helped, o) =>
      write(
        helped ? 'PUT' : 'DELETE',
        at`/questions/${parent}/helped/${id}`,
        { type: 'answer', action: 'changed', id, parent },
        o,
      ),

    suggest: (asked, o) => pose('/suggestions', asked, o),
    preview: async (text, o) => (await pose<Preview>('/text/preview', { text }, o)).richText,

    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

type Type = Change['type']

/** What a write that creates or changes answers with. */
interface Made {
  item: { id: string }
}
