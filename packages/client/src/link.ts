/** A link to one community: whose token, which tries, what is shared and remembered. What can be asked over it stands in modules of its own, so that a page loads only what it asks. */
import type { ReactionResult } from '@vlinder/contract'
import { absolute, at } from './address.ts'
import { reader } from './cache.ts'
import type { Change, ConnectOptions, Options, WriteOptions } from './connection.ts'
import { type Env, realEnv } from './env.ts'
import { ClientError } from './errors.ts'
import { requester } from './request.ts'
import type { Shared } from './share.ts'
import { keepToken, type Tokens } from './token.ts'
import { tokenFrom } from './token-url.ts'

/** Long enough for a slow line, short enough to still be waiting. In milliseconds. */
const TIMEOUT_MS = 15_000

/** What a write does: a `Change`, but for the id that only the answer knows. */
export type Doing = Omit<Change, 'id'> & { id?: string }

export interface Link {
  /** Address of the server, without a slash at its end. */
  readonly server: string
  readonly communityId: string
  /** The host's own id of who is asking, once a token said so: what one member was writing is not the next one's. */
  subject(): string | undefined
  /** Absolute address of a path that a record holds, such as a photo. */
  url(path: string): string
  /** Calls `listener` after each write over this link, so that widgets on one page stay in step. Returns what stops it. */
  subscribe(listener: (change: Change) => void): () => void

  /** Reads what stands at a path behind the community's own address. */
  get<T>(path: string, options?: Options): Promise<T>
  /** Asks for what changes nothing that others read: its words do not belong in an address, or are the asker's alone. */
  ask<T>(method: string, path: string, body?: object, options?: Options): Promise<T>
  /** Changes something, and tells everybody who subscribed. */
  write<T>(method: string, path: string, doing: Doing, options?: WriteOptions, body?: object): Promise<T>
  /** Tells everybody who subscribed what somebody else wrote. */
  tell(change: Change): void
  /** For what talks otherwise than by one question and its answer. */
  readonly wire: { env: Env; base: string; tokens: Tokens }
  /** Work that all callers over this link share under `name`; made when first asked for, forgotten at every write. */
  share<T>(name: string, make: (env: Env) => Shared<T>): Shared<T>
}

/**
 * A new link. Nothing is asked of the server yet.
 *
 * @throws ClientError of kind `misconfigured` when an option is missing or cannot work.
 */
export const link = (options: ConnectOptions): Link =>
  linkIn({ ...realEnv, ...(options.fetch && { fetch: options.fetch }) }, options)

/** As `link`, in a given world. */
export function linkIn(env: Env, { timeout = TIMEOUT_MS, tokenUrl, ...options }: ConnectOptions): Link {
  const { origin, pathname } = absolute('server', options.server)
  const server = (origin + pathname).replace(/\/+$/, '')
  const communityId = options.community.trim()
  if (!communityId) throw new ClientError('misconfigured', 'community is missing')
  const getToken = options.getToken ?? (tokenUrl && tokenFrom(env, tokenUrl))
  if (!getToken) throw new ClientError('misconfigured', 'getToken or tokenUrl is missing')

  const base = server + at`/api/v1/communities/${communityId}`
  const tokens = keepToken(env, timeout, getToken)
  const request = requester(env, base, timeout, tokens)
  const read = reader(request)
  const shared = new Map<string, Shared<unknown>>([['', read]])
  const listeners = new Set<(change: Change) => void>()
  const tell = (change: Change) => {
    // Each on its own, so that a listener that throws harms neither a write nor the others.
    for (const listener of listeners) queueMicrotask(() => listener(change))
  }
  // What changed shows in counts, lists and members alike, so nobody may join a read that began before it.
  const forget = () => {
    for (const one of shared.values()) one.forget()
  }

  return {
    server,
    communityId,
    subject: tokens.subject,
    url: (path) => new URL(path, `${server}/`).href,
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },

    get: <T>(path: string, { signal }: Options = {}) => read(path, signal) as Promise<T>,

    ask: async <T>(method: string, path: string, body?: object, { signal }: Options = {}) =>
      (await request({ method, path, body }, signal)).body as T,

    async write<T>(
      method: string,
      path: string,
      doing: Doing,
      { key, signal }: WriteOptions = {},
      body?: object,
    ) {
      try {
        const answer = (await request({ method, path, body, key }, signal)).body
        const { id = (answer as Made).item.id } = doing
        tell({ ...doing, id, ...(doing.type === 'reaction' && { reactions: answer as ReactionResult }) })
        return answer as T
      } finally {
        // Also after a failure: the server may have done it.
        forget()
      }
    },

    tell(change) {
      forget()
      tell(change)
    },
    wire: { env, base, tokens },

    share<T>(name: string, make: (env: Env) => Shared<T>) {
      const known = shared.get(name) ?? make(env)
      shared.set(name, known)
      return known as Shared<T>
    },
  }
}

/** What a write that creates or changes answers with. */
interface Made {
  item: { id: string }
}
