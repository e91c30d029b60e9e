/** The token that says who is asking: fetched once for many callers, kept in memory only, renewed before it expires. */
import { unlessAborted, within } from './abort.ts'
import type { ConnectOptions } from './connection.ts'
import type { Env } from './env.ts'
import { ClientError } from './errors.ts'
import { backOff, retrying } from './retry.ts'

export interface Tokens {
  get(signal?: AbortSignal): Promise<string>
  /** The server refused this token: the next `get` brings another. */
  refuse(token: string): void
  /** Who the token says is asking, by the host's own id; undefined until there is a token that says so. */
  subject(): string | undefined
}

export type GetToken = NonNullable<ConnectOptions['getToken']>

/** Renewed this long before it expires, in milliseconds: a request under way must not meet its end. */
const MARGIN_MS = 30_000

export function keepToken(env: Env, timeout: number, getToken: GetToken): Tokens {
  let held: { token: string; until: number; renew: number } | undefined
  let subject: string | undefined
  let loading: Promise<string> | undefined

  const ask = async () => {
    const refresh = held !== undefined
    const token = await within(env, timeout, 'The token', undefined, async (signal) => {
      try {
        return await getToken({ refresh, signal })
      } catch (error) {
        throw error instanceof ClientError
          ? error
          : new ClientError('signed-out', `getToken() failed: ${error}`)
      }
    })
    // A header takes nothing else, and `fetch` would make a network error of it.
    if (typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) return token
    throw new ClientError('misconfigured', 'getToken must give a token, tokenUrl must answer JSON {token}')
  }

  const load = async () => {
    try {
      const token = await retrying(env, undefined, backOff(env), ask)
      const [left, who] = read(token, env.now())
      subject = who
      const until = env.now() + left
      held = { token, until, renew: until - Math.min(MARGIN_MS, left / 2) }
      return token
    } catch (error) {
      // It could not be renewed, but is good for a moment yet.
      if (held && env.now() < held.until) return held.token
      throw error
    } finally {
      loading = undefined
    }
  }

  return {
    async get(signal) {
      if (held && env.now() < held.renew) return held.token
      loading ??= load()
      return unlessAborted(signal, loading)
    },
    refuse(token) {
      if (held?.token === token) held.until = held.renew = 0
    },
    subject: () => subject,
  }
}

/**
 * What a JWT says: the milliseconds that it has to live, endless if it does not say, and the host's own id of who is
 * asking. It is not verified: that is the server's work, and its 401 has the last word. Where our clock says "expired
 * already", the clock is not believed.
 */
function read(token: string, now: number): [left: number, subject?: string] {
  try {
    const payload = token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/')
    const { exp, iat = -Infinity, sub } = JSON.parse(atob(payload))
    const lifetime = (exp - iat) * 1000
    const left = Math.min(exp * 1000 - now, lifetime)
    return [(left > 0 ? left : lifetime) || Infinity, sub]
  } catch {
    return [Infinity]
  }
}
