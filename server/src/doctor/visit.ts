/**
 * Asks an address as a browser would, and keeps what matters of the answer. For addresses that the operator gave, or
 * that stand in the operator's own page: unlike for key sets, any address may be called.
 */

/** Slower than this is broken, too; in milliseconds. */
const TIMEOUT_MS = 10_000
/** Enough for any page; what comes after is not read. */
const BODY_BYTES_MAX = 2 * 1024 * 1024

export interface Visited {
  url: URL
  status: number
  headers: Headers
  body: string
  /** How far the clock of whoever answered is ahead of ours, in seconds; undefined when it does not say. */
  aheadS: number | undefined
}

/** Why there was no answer, in words that go after "it". */
export class NoAnswer extends Error {}

/** Redirects are shown, never followed. @throws NoAnswer */
export async function visit(url: URL | string, init: RequestInit = {}): Promise<Visited> {
  const before = Date.now()
  try {
    const answer = await fetch(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const date = Date.parse(answer.headers.get('date') ?? '')
    // Somewhere between asking and being answered, in whole seconds.
    const aheadS = Number.isNaN(date) ? undefined : Math.round((date - (before + Date.now()) / 2) / 1000)
    return {
      url: new URL(url),
      status: answer.status,
      headers: answer.headers,
      body: await bodyOf(answer),
      aheadS,
    }
  } catch (error) {
    throw new NoAnswer(reason(error))
  }
}

async function bodyOf(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of answer.body ?? []) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > BODY_BYTES_MAX) break
  }
  return Buffer.concat(chunks).toString()
}

function reason(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return `did not answer within ${TIMEOUT_MS / 1000} s`
  const { cause } = error as { cause?: { code?: string; message?: string } }
  const code = cause?.code ?? ''
  if (cause?.message === 'bad port') return 'has a port that browsers refuse to call'
  if (code === 'ECONNREFUSED') return 'refuses connections (ECONNREFUSED): nothing listens there'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `has a host that cannot be found (${code})`
  if (/CERT|SIGNATURE|SSL|TLS|ISSUER/.test(code)) return `has a certificate that is not trusted (${code})`
  return `cannot be reached (${code || (error instanceof Error ? error.message : error)})`
}

/** What stands in a header that holds a list, in lower case. */
export const listed = (value: string | null): string[] =>
  (value ?? '')
    .toLowerCase()
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
