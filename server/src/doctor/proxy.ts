/** What a proxy does to requests and answers in between: measured by asking as a page of an allowed origin does. */
import { type Problem, problemName } from '@vlinder/contract'
import type { Known } from './communities.ts'
import { type Finding, finding, type Part } from './finding.ts'
import { typeOf } from './server.ts'
import { listed, NoAnswer, type Visited, visit } from './visit.ts'

/** What the widgets send, and a preflight must allow. */
const SENT = ['authorization', 'content-type', 'idempotency-key', 'if-none-match']
/** What the widgets read of an answer; other headers a browser hides. */
const READ = ['etag', 'retry-after']

export async function proxyPart(publicUrl: string, { id, origins }: Known, from?: string): Promise<Part> {
  const origin = from !== undefined && origins.includes(from) ? from : origins[0]
  const about = `Requests to ${publicUrl}`
  if (origin === undefined) return { about, findings: [], skipped: `${id} has no allowed origins to ask as` }
  const base = `${publicUrl}/api/v1/communities/${encodeURIComponent(id)}`
  const preflight = await tried(`${base}/stories`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': SENT.join(),
    },
  })
  // No token that anybody would take: what matters is who refuses it, and how.
  const answer = await tried(`${base}/me`, { headers: { origin, authorization: 'Bearer doctor' } })
  if (answer instanceof NoAnswer) {
    const what = `A request to the API ${answer.message}, though the server answers otherwise.`
    return {
      about,
      findings: [finding('server-unreachable', what, 'Let the proxy pass /api/v1 on to the server.', base)],
    }
  }
  const refused = refusal(answer, id)
  // Another server's answers tell nothing of ours.
  if (refused?.name === 'server-differs') return { about, findings: [refused] }
  const findings = [
    ...preflightFindings(preflight, origin),
    ...(refused ? [refused] : answerFindings(answer, origin)),
  ]
  return { about, findings }
}

const PASS_ON = 'Let the proxy or firewall pass OPTIONS on to the server.'

function preflightFindings(answer: Visited | NoAnswer, origin: string): Finding[] {
  const ask = `OPTIONS with Origin: ${origin}`
  if (answer instanceof NoAnswer)
    return [finding('preflight-refused', `A preflight ${answer.message}: ${ask}.`, PASS_ON, 'no answer')]
  const { status, headers } = answer
  if (status < 200 || status > 299) {
    const what = `A proxy answers preflights itself: ${ask} gets ${status}.`
    return [finding('preflight-refused', what, PASS_ON, `${status}, ${typeOf(headers)}`)]
  }
  const wrong = corsOrigin(headers, origin, 'A preflight')
  if (wrong) return [wrong]
  const allowed = listed(headers.get('access-control-allow-headers'))
  // Authorization is never part of a wildcard.
  const lacking = SENT.filter((one) => !allowed.includes(one))
  if (lacking.length === 0) return []
  const what = `The answer to a preflight does not allow ${lacking.join(', ')}: a proxy changes Access-Control-Allow-Headers.`
  const fix = 'Let the proxy keep the CORS headers of the server, and add none of its own.'
  return [finding('preflight-headers', what, fix, `Access-Control-Allow-Headers: ${allowed.join(', ')}`)]
}

async function tried(url: string, init: RequestInit): Promise<Visited | NoAnswer> {
  try {
    return await visit(url, init)
  } catch (error) {
    if (error instanceof NoAnswer) return error
    throw error
  }
}

function corsOrigin(headers: Headers, origin: string, what: string): Finding | undefined {
  const value = headers.get('access-control-allow-origin')
  if (value === origin) return undefined
  const fix = 'Let the proxy keep the CORS headers of the server, and add none of its own.'
  if (value === null)
    return finding(
      'cors-missing',
      `${what} gets no Access-Control-Allow-Origin, though ${origin} is allowed.`,
      fix,
    )
  const why = value.includes(',') ? 'both the server and a proxy set it' : 'a proxy sets it'
  const sentence = `${what} gets Access-Control-Allow-Origin: ${value}, which must be ${origin}: ${why}.`
  return finding('cors-changed', sentence, fix, `Access-Control-Allow-Origin: ${value}`)
}

/** Who refused, when it was not the check that we came for. */
function refusal({ status, headers, body }: Visited, id: string): Finding | undefined {
  const problem = problemOf(body)
  if (problem === 'token-invalid' || problem === 'rate-limited') return undefined
  if (problem === 'token-missing') {
    const what = 'A proxy drops the Authorization header: the server never sees the token.'
    return finding(
      'proxy-drops-authorization',
      what,
      'Pass it on; in nginx: proxy_set_header Authorization $http_authorization;',
    )
  }
  if (problem === 'community-unknown') {
    const what = `The server that answers does not know the community "${id}": it has another database than this command.`
    return finding('server-differs', what, 'Run this with the DATABASE_URL of that server.', id)
  }
  const what = `Not the server but something before it answers ${status} (${typeOf(headers)}) to a request with a token.`
  const fix = 'Let the proxy ask for no sign-in of its own below /api/v1: the token is the sign-in.'
  const scheme = headers.get('www-authenticate')
  return finding(
    'proxy-answers',
    what,
    fix,
    scheme ? `WWW-Authenticate: ${scheme}` : `${status}, ${typeOf(headers)}`,
  )
}

function problemOf(body: string) {
  try {
    return problemName((JSON.parse(body) as Problem).type)
  } catch {
    return undefined
  }
}

function answerFindings({ headers }: Visited, origin: string): Finding[] {
  const findings: Finding[] = []
  const cors = corsOrigin(headers, origin, 'An answer')
  if (cors) findings.push(cors)
  const exposed = listed(headers.get('access-control-expose-headers'))
  const hidden = READ.filter((one) => !exposed.includes(one))
  if (!cors && hidden.length > 0) {
    const what = `Answers do not expose ${hidden.join(', ')}: a proxy changes Access-Control-Expose-Headers.`
    const fix = 'Access-Control-Expose-Headers: ETag, Retry-After, Location'
    findings.push(
      finding('proxy-strips', what, fix, `Access-Control-Expose-Headers: ${exposed.join(', ') || '(none)'}`),
    )
  }
  return [...findings, ...caching(headers, 'no-store')]
}

/** Answers are for one reader: a cache in between would give them to another. */
function caching(headers: Headers, expected: 'no-store' | 'no-cache'): Finding[] {
  const said = listed(headers.get('cache-control'))
  const hit = headers.has('age') || /\bhit\b/i.test(headers.get('x-cache') ?? '')
  if (said.includes(expected) && !hit) return []
  const found = hit
    ? `Age: ${headers.get('age')}, X-Cache: ${headers.get('x-cache')}`
    : `Cache-Control: ${said.join(', ')}`
  const what =
    'A proxy keeps or changes how long answers are kept: one member could be shown what is another’s.'
  return [
    finding('proxy-caches', what, 'Turn its cache off below /api/v1; in nginx: proxy_cache off;', found),
  ]
}

/** As somebody who is a member already and whose token holds, so that asking makes nobody. */
export async function signedInFindings(publicUrl: string, id: string, token: string): Promise<Finding[]> {
  const url = `${publicUrl}/api/v1/communities/${encodeURIComponent(id)}`
  const answer = await tried(url, { headers: { authorization: `Bearer ${token}` } })
  // Said above, of requests without a good token.
  if (answer instanceof NoAnswer) return []
  const { status, headers, body } = answer
  const problem = problemOf(body)
  if (status === 401 && problem) {
    const what = `The server that answers refuses the token (${problem}) that is good by the settings of this command: it runs with others.`
    return [
      finding(
        'server-differs',
        what,
        'Start it anew, with the PUBLIC_URL and DATABASE_URL that this command has.',
        problem,
      ),
    ]
  }
  if (status !== 200) return []
  const stripped = headers.has('etag')
    ? []
    : [
        finding(
          'proxy-strips',
          'A proxy takes ETag from answers: everything is sent anew each time.',
          'Let the proxy keep ETag; in nginx, leave sub_filter and gzip of JSON to the server.',
        ),
      ]
  return [...stripped, ...caching(headers, 'no-cache')]
}
