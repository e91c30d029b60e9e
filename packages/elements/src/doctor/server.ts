/** The server and the community, asked as a widget asks them. */
import type { Find } from './finding.ts'
import { stopped } from './violations.ts'

const TIMEOUT_MS = 10_000

/** An answer with what it says; undefined when a browser shows none: no network, CORS, or a policy. */
export async function ask(url: string, init: RequestInit = {}) {
  try {
    const answer = await fetch(url, {
      redirect: 'manual',
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...init,
    })
    const text = await answer.text()
    return { answer, text, body: parsed(text) }
  } catch {
    // A policy's violation is told a moment later.
    await new Promise((done) => setTimeout(done))
    return undefined
  }
}

export type Body = Record<string, unknown> | undefined

/** What came, in a few words that need no translation. */
export const brief = ({ status, headers }: Response) =>
  `${status || 302}, ${headers.get('www-authenticate') ?? headers.get('content-type')}`

function parsed(text: string): Body {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** How far the server's clock is ahead of the reader's, in seconds; undefined when it cannot be reached at all. */
export async function checkServer(server: string, find: Find): Promise<number | undefined> {
  const url = `${server}/healthz`
  if (location.protocol === 'https:' && server.startsWith('http:')) {
    find('mixed-content', server, server.replace('http:', 'https:'))
    return undefined
  }
  const asked = await ask(url)
  if (!asked) {
    if (!stopped(url)) find(navigator.onLine ? 'server-unreachable' : 'offline', server)
    return undefined
  }
  const { answer, body } = asked
  if (body?.status !== 'ok') {
    find(
      'server-not-vlinder',
      `${url}: ${answer.status || 'redirect'}, ${answer.headers.get('content-type')}`,
    )
    return undefined
  }
  await photo(server)
  const date = Date.parse(answer.headers.get('date') ?? '')
  return Number.isNaN(date) ? 0 : Math.round((date - Date.now()) / 1000)
}

/** There is no such photo; whether a policy stops it is told all the same. */
const photo = (server: string) =>
  new Promise((done) => {
    const image = new Image()
    image.onload = image.onerror = () => setTimeout(done)
    image.src = `${server}/media/${'0'.repeat(32)}.webp`
  })

export interface Asking {
  server: string
  community: string
  token: string | undefined
}

export async function checkCommunity({ server, community, token }: Asking, find: Find): Promise<void> {
  const url = `${server}/api/v1/communities/${encodeURIComponent(community)}`
  // Without a token it is refused, but who refuses tells who answers.
  const asked = await ask(url, { headers: { authorization: `Bearer ${token ?? 'doctor'}` } })
  if (!asked) {
    if (!stopped(url))
      find('origin-not-allowed', `${community}, ${location.origin}`, `"origins": [..., "${location.origin}"]`)
    return
  }
  const { answer, body } = asked
  const [, problem] = /^urn:vlinder:problem:(.+)/.exec(String(body?.type)) ?? []
  if (answer.ok && body) {
    if (!answer.headers.has('etag')) find('proxy-strips', 'ETag')
  } else if (!problem) find('proxy-answers', brief(answer))
  else if (problem === 'community-unknown') find('script-community', community)
  else if (problem === 'token-missing') find('proxy-drops-authorization', 'Authorization')
  else if (token) find('token-refused', `${problem}: ${body?.detail}`)
}
