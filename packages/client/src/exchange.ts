/** One exchange over the wire: JSON comes back, or the `ClientError` that says what came instead. */
import type { Problem } from '@vlinder/contract'
import { PROBLEM_PREFIX, type ProblemName } from '@vlinder/contract/problems'
import type { Env } from './env.ts'
import { ClientError, type ClientErrorKind } from './errors.ts'
import { retryAfter } from './retry.ts'

export interface Answer {
  /** Undefined for 204 and 304. */
  body: unknown
  status: number
  etag: string | null
}

/** What a proxy in between may refuse in its own words. */
const BY_STATUS: Record<number, ProblemName> = { 413: 'too-large', 429: 'rate-limited' }

/** `expected` says to a developer what `url` should have been; `page` is what it means when a web page came instead of JSON. */
export async function exchange(
  env: Env,
  url: string,
  asked: RequestInit,
  expected: string,
  page: ClientErrorKind = 'misconfigured',
): Promise<Answer> {
  const what = `${asked.method} ${url}`
  let answer: Response
  let text: string
  try {
    answer = await env.fetch(url, {
      // Followed, a host's sign-in page would look like an answer, or like a network error.
      redirect: 'manual',
      // Nothing of the community stays on a shared computer's disk.
      cache: 'no-store',
      ...asked,
    })
    text = await answer.text()
  } catch (error) {
    throw globalThis.navigator?.onLine === false
      ? new ClientError('offline', `${what}: this device is offline`)
      : new ClientError('unreachable', `${what} got no answer (network, CORS, CSP?): ${error}`)
  }
  const { ok, status, headers } = answer
  const body = parsed(text)
  if (status === 204 || status === 304 || (ok && body !== undefined)) {
    return { body, status, etag: headers.get('etag') }
  }
  const problem = asProblem(body)
  const problemName = (problem?.type.slice(PROBLEM_PREFIX.length) as ProblemName) ?? BY_STATUS[status]
  throw new ClientError(
    ok && text.startsWith('<') ? page : kindOf(answer, problemName),
    `${what} answered ${status || 'a redirect'}: ${problem?.detail ?? problem?.title ?? expected}`,
    { status, problem, problemName, retryAfter: retryAfter(headers.get('retry-after'), env.now()) },
  )
}

function kindOf({ ok, status }: Response, problemName: ProblemName | undefined) {
  if (status === 401) return 'signed-out'
  if (problemName) return 'problem'
  if (status >= 500) return 'unreachable'
  // A redirect (status 0 in a browser) nearly always leads to a sign-in page.
  return status === 403 || (!ok && status < 400) ? 'signed-out' : 'misconfigured'
}

const asProblem = (body: unknown) =>
  (body as Problem | null)?.type?.startsWith?.(PROBLEM_PREFIX) ? (body as Problem) : undefined

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
