/** Where the page gets its token, and what the token says of itself. It is never shown, kept or sent anywhere but to the server. */
import type { Settings } from '../core/settings.ts'
import type { Find, FindingName } from './finding.ts'
import { ask, type Body, brief } from './server.ts'
import { stopped } from './violations.ts'

/** As the server has them (`ASSERTION_LIFETIME_S`, `CLOCK_SKEW_S`). */
const LIFETIME_S = 600
const SKEW_S = 60
const MILLISECONDS_FROM = 1e11

/** A token of the one who is reading; undefined when there is none, which was said then. */
export async function getToken(
  { tokenUrl, getToken: own }: Settings,
  find: Find,
): Promise<string | undefined> {
  if (own) {
    try {
      const token: unknown = await own({ refresh: true })
      if (typeof token === 'string') return token
      find('token-url-no-token', `getToken: ${typeof token}`)
    } catch (error) {
      find('get-token', String(error))
    }
    return undefined
  }
  return tokenUrl ? fromUrl(new URL(tokenUrl, location.href).href, find) : undefined
}

async function fromUrl(url: string, find: Find): Promise<string | undefined> {
  const asked = await ask(url, {
    method: 'POST',
    headers: { accept: 'application/json' },
    credentials: 'include',
  })
  if (!asked) {
    if (stopped(url)) return undefined
    const origin = `Access-Control-Allow-Origin: ${location.origin}`
    if (url.startsWith(`${location.origin}/`)) find('token-url-unreachable', url)
    else find('token-url-cors', url, `${origin}, Access-Control-Allow-Credentials: true`)
    return undefined
  }
  const { answer, text, body } = asked
  const wrong = wrongWith(answer, text, body)
  if (wrong) {
    find(wrong, `POST ${url}: ${brief(answer)}`, '{"token": "..."}')
    return undefined
  }
  const kept = answer.headers.get('cache-control')
  if (!/no-store/i.test(String(kept)))
    find('token-url-cacheable', `Cache-Control: ${kept}`, 'Cache-Control: no-store')
  return body?.token as string
}

function wrongWith({ type, status, ok }: Response, text: string, body: Body): FindingName | undefined {
  if (type === 'opaqueredirect') return 'token-url-redirect'
  if ([404, 405, 501].includes(status)) return 'token-url-method'
  if (status === 401 || status === 403) return 'token-url-signed-out'
  if (!ok) return 'token-url-status'
  if (!body) return /^\s*</.test(text) ? 'token-url-html' : 'token-url-json'
  return typeof body.token === 'string' ? undefined : 'token-url-no-token'
}

/** `now` by the server's clock, in seconds. Whether any of it holds, the server says. */
export function checkToken(token: string, server: string, now: number, find: Find): void {
  const parts = token.split('.')
  const [header, claims] = parts.map(decoded)
  if (!header || !claims || parts.length !== 3) {
    find('token-unreadable', `${parts.length} . `, 'eyJ... . eyJ... . ...')
    return
  }
  for (const name of ['crit', 'jku', 'jwk', 'x5u', 'x5c'])
    if (name in header) find('token-header', `"${name}"`, '(-)')
  const { typ = 'JWT' } = header
  if (String(typ).toUpperCase() !== 'JWT') find('token-typ', claim({ typ }), claim({ typ: 'JWT' }))
  const { aud, name, iat, exp } = claims
  if (String(aud) !== server) find('token-aud', claim({ aud }), claim({ aud: server }))
  if (typeof name !== 'string' || name.trim() === '' || name.includes('@'))
    find('token-name', '"name": ""', '"name": "Marieke Aalbers"')
  if (typeof iat !== 'number' || typeof exp !== 'number')
    find('token-claim', claim({ iat, exp }), claim({ iat: now, exp: now + 300 }))
  else if (Math.max(iat, exp) > MILLISECONDS_FROM)
    find('token-milliseconds', claim({ iat, exp }), claim({ iat: now, exp: now + 300 }))
  else {
    if (exp - iat > LIFETIME_S || exp <= iat)
      find('token-lifetime', `exp - iat = ${exp - iat} s`, `exp - iat <= ${LIFETIME_S} s`)
    if (iat > now + SKEW_S) find('token-future', `iat + ${iat - now} s`)
    if (exp < now - SKEW_S) find('token-expired', `exp - ${now - exp} s`)
  }
}

const claim = (claims: object) => JSON.stringify(claims).slice(1, -1).replaceAll('":', '": ')

function decoded(part: string): Record<string, unknown> | undefined {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (one) =>
      one.charCodeAt(0),
    )
    const value = JSON.parse(new TextDecoder().decode(bytes))
    return value && typeof value === 'object' ? value : undefined
  } catch {
    return undefined
  }
}
