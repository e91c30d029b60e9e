/** One request to the community, with its token, its time-out and its tries. */
import { within } from './abort.ts'
import type { Env } from './env.ts'
import type { ClientError } from './errors.ts'
import { type Answer, exchange } from './exchange.ts'
import { toJson } from './json.ts'
import { backOff, retrying } from './retry.ts'
import type { Tokens } from './token.ts'

export interface Asked {
  method: string
  /** Behind the community's own address. */
  path: string
  body?: object | undefined
  /** Idempotency key: with it a POST may be sent again. */
  key?: string | undefined
  /** Of the copy we have. */
  etag?: string | null | undefined
}

export type Request = (asked: Asked, signal?: AbortSignal) => Promise<Answer>

export function requester(env: Env, base: string, timeout: number, tokens: Tokens): Request {
  const patient = backOff(env)

  return ({ method, path, body, key, etag }, signal) => {
    const url = base + path
    // A picture goes as it is, and says itself of which type it is.
    const json = body && !(body instanceof Blob)
    let token = ''
    let renewed = false

    const wait = (error: ClientError, tries: number) => {
      // Without a token, it was the token that failed, and that had tries of its own.
      if (!token) return undefined
      if (error.status === 401 && !renewed) {
        renewed = true
        tokens.refuse(token)
        return 0
      }
      return key || method === 'GET' ? patient(error, tries) : undefined
    }

    return retrying(env, signal, wait, async () => {
      token = ''
      token = await tokens.get(signal)
      const headers = {
        authorization: `Bearer ${token}`,
        ...(json && { 'content-type': 'application/json' }),
        ...(key && { 'idempotency-key': key }),
        ...(etag && { 'if-none-match': etag }),
      }
      return within(env, timeout, url, signal, (stop) =>
        exchange(
          env,
          url,
          { method, headers, body: json ? toJson(body) : (body ?? null), credentials: 'omit', signal: stop },
          'not by a Vlinder server',
        ),
      )
    })
  }
}
