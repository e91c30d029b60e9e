/**
 * An intranet that embeds Vlinder: its page, its own sessions, and the endpoint that says to Vlinder who is reading.
 * Everything else at its address is passed on to the Vlinder server.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { tokenEndpoint } from '../token-endpoints/node/vlinder-token.js'
import { file, page } from './page.ts'
import { passOn } from './proxy.ts'
import { sessions } from './sessions.ts'
import { type Colleague, staff } from './staff.ts'

export interface IntranetOptions {
  /** Where the Vlinder server listens. */
  server: string
  /** Name under which the server knows this intranet. */
  issuer: string
  /** The server's PUBLIC_URL. */
  audience: string
  /** The private key that signs who is reading. */
  keyFile: string
  /** What seals session cookies. */
  secret: string
  /** For contributors: the page loads itself again when something changed. */
  reload?: boolean
}

/** Who looks when nobody was chosen. */
const FIRST = 'm-sanne-bos'

/** As strict as an intranet's gets: everything from here, nothing inline. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const FILES: Record<string, string> = {
  'intranet.css': 'text/css; charset=utf-8',
  'intranet.js': 'text/javascript; charset=utf-8',
  'linde.svg': 'image/svg+xml',
}

export function intranet({
  server,
  issuer,
  audience,
  keyFile,
  secret,
  reload,
}: IntranetOptions): RequestListener {
  const known = staff()
  const session = sessions(secret)
  const answerToken = tokenEndpoint({ issuer, audience, keyFile })
  const colleague = (id: string | null | undefined) => known.find((one) => one.id === id)
  const reader = (request: IncomingMessage) => colleague(session.of(request.headers.cookie))

  /** Signs in whom the address names, for this is a demo: no password is asked, and without a choice it is Sanne. */
  function home(request: IncomingMessage, response: ServerResponse, wanted: string | null): void {
    const chosen = colleague(wanted)
    if (chosen) {
      response.writeHead(303, {
        location: '/',
        'set-cookie': session.begin(chosen.id),
        'cache-control': 'no-store',
      })
      response.end()
      return
    }
    const signedIn = reader(request)
    const me = signedIn ?? colleague(FIRST)!
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      ...(!signedIn && { 'set-cookie': session.begin(me.id) }),
    })
    const more = reload ? '<script src="/demo/reload.js" async></script>' : ''
    response.end(page({ known, me, ...(wanted && { wanted }) }) + more)
  }

  return function answer(request, response) {
    const address = URL.parse(request.url ?? '/', 'http://intranet')
    if (!address) return void response.writeHead(400).end()
    const { pathname, searchParams } = address
    if (pathname === '/vlinder-token') return answerToken(request, response, person(reader(request)))
    if (pathname === '/' && /^(GET|HEAD)$/.test(request.method ?? ''))
      return home(request, response, searchParams.get('as'))
    const name = pathname.replace(/^\/intranet\//, '')
    if (!Object.hasOwn(FILES, name)) return passOn(request, response, server)
    response.writeHead(200, {
      'content-type': FILES[name],
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    })
    response.end(file(name))
  }
}

/** What the community may know of a colleague. */
const person = (one: Colleague | undefined) =>
  one && { id: one.id, name: one.name, roles: one.groups, ...(one.email && { email: one.email }) }
