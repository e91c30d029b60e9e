/** For tests: a whole set-up on loopback that is well (server, proxy, host page, token endpoint), to be broken in one place. */
import { generateKeyPairSync, type KeyObject, sign as signBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { createAdaptorServer, type Http2Bindings, type HttpBindings } from '@hono/node-server'
import { createApp } from '../app.ts'
import { doctor } from '../commands/doctor.ts'
import { readConfig } from '../config.ts'
import { saveIssuer } from '../identity/issuers.ts'
import { parsePublicKey } from '../identity/keys.ts'
import { forged, now } from '../identity/testing.ts'
import { createLog } from '../serve.ts'
import { openStorage } from '../storage/storage.ts'
import type { Finding, Part } from './finding.ts'

type Answer = (request: Request) => Response | Promise<Response>

/** Everything that can be broken. */
export interface Setup {
  folder: string
  env: NodeJS.ProcessEnv
  server: string
  host: string
  /** An address where nobody listens. */
  nobody: string
  key: KeyObject
  publicPem: string
  storage: Awaited<ReturnType<typeof openStorage>>
  /** What stands between browsers and the server. */
  proxy: (request: Request, next: Answer) => Response | Promise<Response>
  script: Record<string, string | undefined>
  /** HTML before the script tag, and after it. */
  head: string
  body: string
  pageHeaders: Record<string, string>
  /** Answers the page instead. */
  page?: Answer
  claims: Record<string, unknown>
  header: Record<string, unknown>
  sign: (data: Buffer) => NonSharedBuffer
  /** Answers the token URL instead. */
  tokens?: Answer
  run(...args: string[]): Promise<Told>
}

export interface Told {
  code: number
  findings: Finding[]
  names: string[]
  parts: Part[]
  output: string
}

/** Instead of an answer: the connection ends. */
export const DROPPED = new Response()

async function listening(t: TestContext, answer: Answer): Promise<string> {
  const fetch = async (request: Request, { incoming }: HttpBindings | Http2Bindings) => {
    const given = await answer(request)
    if (given === DROPPED) incoming.socket.destroy()
    return given
  }
  const server = createAdaptorServer({ fetch }) as Server
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://localhost:${(server.address() as { port: number }).port}`
}

async function closed(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return `http://localhost:${port}`
}

export async function setup(t: TestContext): Promise<Setup> {
  const folder = mkdtempSync(join(tmpdir(), 'vlinder-doctor-'))
  const { publicKey, privateKey: key } = generateKeyPairSync('ed25519')
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }) as string
  let app: Answer = () => new Response('', { status: 503 })
  const server = await listening(t, (request) => it.proxy(request, app))
  const host = await listening(t, (request) => hostAnswer(it, request))
  const env = { DATABASE_URL: join(folder, 'v.db'), PUBLIC_URL: server, LOG_LEVEL: 'silent' }
  const storage = await openStorage(env.DATABASE_URL)
  t.after(async () => {
    await storage.close()
    rmSync(folder, { recursive: true })
  })
  const config = readConfig(env)
  const hono = createApp({ storage, config, log: createLog('silent') })
  app = (request) => hono.fetch(request)
  const it: Setup = {
    folder,
    env,
    server,
    host,
    nobody: await closed(),
    key,
    publicPem,
    storage,
    proxy: (request, next) => next(request),
    script: {
      type: 'module',
      src: `${server}/sdk/v1/vlinder.js`,
      'data-community': 'zorg',
      'data-token-url': '/vlinder-token',
    },
    head: '',
    body: '<vlinder-story-feed></vlinder-story-feed>',
    pageHeaders: {
      'content-security-policy': `default-src 'none'; script-src ${server}; connect-src 'self' ${server}; img-src ${server}`,
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
    },
    claims: { iss: host, aud: server, sub: 'm-1', name: 'Marieke Aalbers' },
    header: { alg: 'EdDSA', typ: 'JWT' },
    sign: (data) => signBytes(null, data, key),
    run: (...args) => run(it, args),
  }
  await fill(it)
  return it
}

async function fill({ storage, host, publicPem }: Setup): Promise<void> {
  for (const id of ['zorg', 'elders']) {
    await storage.db
      .insertInto('community')
      .values({
        id,
        name: id,
        goal: 'Samen leren',
        languages: '["nl"]',
        origins: JSON.stringify([host]),
        topics: '[]',
        patterns: '[]',
        contact: null,
      })
      .execute()
    await saveIssuer(storage.db, id, {
      issuer: host,
      keys: [parsePublicKey(publicPem)],
      roles: {},
      admit: 'all',
    })
  }
}

function hostAnswer(it: Setup, request: Request): Response | Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname === '/vlinder-token') return it.tokens ? it.tokens(request) : tokenAnswer(it, request)
  if (it.page) return it.page(request)
  const attributes = Object.entries(it.script)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}="${value}"`)
  const html = `<!doctype html><html><head>${it.head}<script ${attributes.join(' ')}></script></head><body>${it.body}</body></html>`
  return new Response(html, { headers: { 'content-type': 'text/html', ...it.pageHeaders } })
}

/** The host's backend: whoever has its cookie is signed in. */
function tokenAnswer(it: Setup, request: Request): Response {
  if (request.method !== 'POST') return new Response('', { status: 405, headers: { allow: 'POST' } })
  if (request.headers.get('cookie') !== 'session=1') return Response.json({}, { status: 401 })
  return Response.json({ token: tokenOf(it) }, { headers: { 'cache-control': 'no-store' } })
}

export function tokenOf({ claims, header, key, sign }: Setup): string {
  const times = { iat: now(), exp: now() + 300 }
  return forged(header, { ...times, ...claims }, key, sign)
}

/** What the doctor says about the page and its token endpoint, as somebody who is signed in. */
async function run(it: Setup, args: string[]): Promise<Told> {
  const all = args.length > 0 ? args : ['zorg', '--page', `${it.host}/page`, '--cookie-env', 'COOKIE']
  let output = ''
  const code = await doctor([...all, '--json'], { ...it.env, COOKIE: 'session=1' }, (text) => {
    output += text
  })
  const { parts } = JSON.parse(output) as { parts: Part[] }
  const findings = parts.flatMap((part) => part.findings)
  return { code, findings, names: findings.map(({ name }) => name), parts, output }
}
