/** The host's token endpoint: asked as the widgets ask it. */
import { type Finding, finding, type Part } from './finding.ts'
import { typeOf } from './server.ts'
import { listed, NoAnswer, type Visited, visit } from './visit.ts'

export interface TokenUrlAsked {
  url: URL
  cookie: string | undefined
  /** Of the page that asks, when it is known. */
  origin: string | undefined
}

export interface TokenUrlSeen {
  part: Part
  visited?: Visited
  /** What it gave; never printed. */
  token?: string
}

const ANSWER =
  'Answer a POST with 200, Content-Type: application/json and {"token": "<assertion>"}; with 401 when nobody is signed in.'

export async function tokenUrlPart({ url, cookie, origin }: TokenUrlAsked): Promise<TokenUrlSeen> {
  const about = `Token URL ${url.href}`
  let visited: Visited
  try {
    visited = await visit(url, {
      method: 'POST',
      headers: { accept: 'application/json', ...(origin && { origin }), ...(cookie && { cookie }) },
    })
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    const what = `The token URL ${error.message}.`
    const fix = 'Make it answer, or let data-token-url say where it is.'
    return { part: { about, findings: [finding('token-url-unreachable', what, fix, url.href)] } }
  }
  const cross = origin !== undefined && origin !== url.origin ? corsFindings(visited, origin) : []
  const refused = notAnswered(visited, cookie !== undefined)
  if (refused !== undefined) return { part: { about, findings: [...cross, ...refused] }, visited }
  const token = tokenIn(visited)
  const findings = [...cross, ...(typeof token === 'string' ? cacheable(visited) : [token])]
  return { part: { about, findings }, visited, ...(typeof token === 'string' && { token }) }
}

/** Undefined when there is an answer to look into. */
function notAnswered({ status, headers, body }: Visited, signedIn: boolean): Finding[] | undefined {
  const found = `${status}, ${typeOf(headers)}`
  if (status === 404 || status === 405 || status === 501) {
    const allow = headers.get('allow')
    const what = `The token URL does not take a POST: it answers ${status}${allow ? `, and allows ${allow}` : ''}.`
    return [finding('token-url-method', what, ANSWER, found)]
  }
  if (status > 299 && status < 400) {
    const what = `The token URL redirects (${status}) to ${place(headers.get('location'))}, which widgets never follow.`
    const fix =
      'Answer 401 instead of a redirect to a sign-in page; let data-token-url name the address itself.'
    return [finding('token-url-redirect', what, fix, found)]
  }
  const html = /html/.test(typeOf(headers)) || /^\s*<(!doctype|html)/i.test(body)
  if (html && status < 300) {
    const what = 'The token URL answers 200 with an HTML page, probably the sign-in page.'
    return [finding('token-url-html', what, 'Answer 401 instead of a sign-in page.', found)]
  }
  if (status === 401 || status === 403) {
    if (!signedIn) return []
    const what = `The token URL answers ${status}, though a cookie was sent.`
    const fix =
      status === 403
        ? 'Take its address out of the CSRF protection: the widgets send no form token. Or the session is over.'
        : 'Give the cookies of a session that is signed in.'
    return [finding('token-url-signed-out', what, fix, found)]
  }
  if (status === 200) return undefined
  return [finding('token-url-status', `The token URL answers ${status}.`, ANSWER, found)]
}

/** An address without its query: that can hold what is somebody's own. */
const place = (address: string | null) => (address ?? '').replace(/[?#].*/s, '')

function tokenIn({ headers, body }: Visited): string | Finding {
  let answer: unknown
  try {
    answer = JSON.parse(body)
  } catch {
    const jwt = /^\s*"?eyJ[\w-]+\./.test(body)
    const what = `The token URL does not answer JSON${jwt ? ', but the token alone' : ''}.`
    return finding('token-url-json', what, '{"token": "<assertion>"}', typeOf(headers))
  }
  const { token } = (answer ?? {}) as { token?: unknown }
  if (typeof token === 'string' && token !== '') return token
  const fields = typeof answer === 'object' && answer !== null ? Object.keys(answer) : []
  const what = 'The answer of the token URL holds no text called "token".'
  return finding(
    'token-url-no-token',
    what,
    '{"token": "<assertion>"}',
    `fields: ${fields.join(', ') || 'none'}`,
  )
}

function cacheable({ headers }: Visited): Finding[] {
  const said = headers.get('cache-control')
  if (listed(said).includes('no-store')) return []
  const what = 'The answer with the token does not forbid to be kept.'
  return [
    finding('token-url-cacheable', what, 'Cache-Control: no-store', `Cache-Control: ${said ?? '(none)'}`),
  ]
}

/** The page and its token URL are of two origins: cookies go along only when the answer says so, by name. */
function corsFindings({ headers }: Visited, origin: string): Finding[] {
  const allowed = headers.get('access-control-allow-origin')
  const credentials = headers.get('access-control-allow-credentials')
  if (allowed === origin && credentials === 'true') return []
  const why = allowed === '*' ? ', and * does not go with cookies' : ''
  const what = `The token URL is of another origin than the page, and its answer does not let ${origin} read it with cookies${why}.`
  const fix = `Access-Control-Allow-Origin: ${origin} and Access-Control-Allow-Credentials: true; or a token URL on the page's own host`
  const found = `Access-Control-Allow-Origin: ${allowed ?? '(none)'}, Access-Control-Allow-Credentials: ${credentials ?? '(none)'}`
  return [finding('token-url-cors', what, fix, found)]
}
