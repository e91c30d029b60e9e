/** A `getToken` that asks the host's own backend, as whoever is signed in there. */
import { absolute } from './address.ts'
import type { Env } from './env.ts'
import { exchange } from './exchange.ts'
import type { GetToken } from './token.ts'

export function tokenFrom(env: Env, tokenUrl: string): GetToken {
  const url = absolute('tokenUrl', tokenUrl).href
  return async ({ signal }) => {
    // Hosts that see what is asked for answer 401 rather than their sign-in page.
    const headers = { accept: 'application/json' }
    const asked: RequestInit = { method: 'POST', headers, credentials: 'include', signal: signal! }
    // Some answer with that page, as if all were well.
    const { body } = await exchange(env, url, asked, 'tokenUrl must answer JSON {token}', 'signed-out')
    return (body as { token?: string } | null)?.token as string
  }
}
